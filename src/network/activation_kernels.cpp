// Activations over many values, with the vector width chosen at run time.
#include "network/slope.hpp"
#include "network/smooth.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/activation_kernels.cpp"
#include <hwy/foreach_target.h>  // must come before the vector code

#include <algorithm>

#include "network/slope-inl.h"
#include "network/smooth-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::network::HWY_NAMESPACE {

template <class Real, class Function>
HWY_INLINE void apply(std::span<const Real> in, std::span<Real> out, Function function) {
    const hn::ScalableTag<Real> d;
    const std::size_t step = hn::Lanes(d);
    std::size_t i = 0;
    for (; i + step <= in.size(); i += step) {
        hn::StoreU(function(d, hn::LoadU(d, in.data() + i)), d, out.data() + i);
    }
    if (i < in.size()) {
        HWY_ALIGN Real rest[hn::MaxLanes(hn::ScalableTag<Real>{})] = {};
        std::copy(in.begin() + static_cast<std::ptrdiff_t>(i), in.end(), rest);
        hn::Store(function(d, hn::Load(d, rest)), d, rest);
        std::copy_n(rest, in.size() - i, out.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

template <class Real>
HWY_INLINE void tanh_any(std::span<const Real> in, std::span<Real> out) {
    apply(in, out, [](auto d, auto x) HWY_ATTR { return hyperbolic_tangent(d, x); });
}
template <class Real>
HWY_INLINE void gelu_any(std::span<const Real> in, std::span<Real> out) {
    apply(in, out, [](auto d, auto x) HWY_ATTR { return gaussian_error_linear_unit(d, x); });
}

template <class Real>
HWY_INLINE void slope_any(double slope, std::span<const Real> in, std::span<Real> out) {
    with_slope<Real>(slope, [&](auto phi) HWY_ATTR { apply(in, out, phi); });
}

void tanh_float(std::span<const float> in, std::span<float> out) { tanh_any(in, out); }
void tanh_double(std::span<const double> in, std::span<double> out) { tanh_any(in, out); }
void gelu_float(std::span<const float> in, std::span<float> out) { gelu_any(in, out); }
void gelu_double(std::span<const double> in, std::span<double> out) { gelu_any(in, out); }
void slope_float(double slope, std::span<const float> in, std::span<float> out) { slope_any(slope, in, out); }
void slope_double(double slope, std::span<const double> in, std::span<double> out) {
    slope_any(slope, in, out);
}

}  // namespace limitcheck::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace limitcheck::network {

HWY_EXPORT(tanh_float);
HWY_EXPORT(tanh_double);
HWY_EXPORT(gelu_float);
HWY_EXPORT(gelu_double);
HWY_EXPORT(slope_float);
HWY_EXPORT(slope_double);

namespace detail {

template <>
void apply_tanh(std::span<const float> in, std::span<float> out) {
    HWY_DYNAMIC_DISPATCH(tanh_float)(in, out);
}
template <>
void apply_tanh(std::span<const double> in, std::span<double> out) {
    HWY_DYNAMIC_DISPATCH(tanh_double)(in, out);
}
template <>
void apply_gelu(std::span<const float> in, std::span<float> out) {
    HWY_DYNAMIC_DISPATCH(gelu_float)(in, out);
}
template <>
void apply_gelu(std::span<const double> in, std::span<double> out) {
    HWY_DYNAMIC_DISPATCH(gelu_double)(in, out);
}
template <>
void apply_slope(double slope, std::span<const float> in, std::span<float> out) {
    HWY_DYNAMIC_DISPATCH(slope_float)(slope, in, out);
}
template <>
void apply_slope(double slope, std::span<const double> in, std::span<double> out) {
    HWY_DYNAMIC_DISPATCH(slope_double)(slope, in, out);
}

}  // namespace detail
}  // namespace limitcheck::network
#endif
