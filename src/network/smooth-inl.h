// Vector code, compiled once for each target: tanh and gelu, the operations of network/smooth.hpp one for
// one, so that the bits are its own. Included by sources that are re-included by hwy/foreach_target.h; the
// guard toggles with the target.
#if defined(LIMITCHECK_SMOOTH_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef LIMITCHECK_SMOOTH_INL_H_
#undef LIMITCHECK_SMOOTH_INL_H_
#else
#define LIMITCHECK_SMOOTH_INL_H_
#endif

#include <hwy/highway.h>

#include <array>
#include <cstddef>

#include "network/smooth.hpp"
#include "random/box_muller-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::network::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using random::HWY_NAMESPACE::fused;
using random::HWY_NAMESPACE::fused_difference;

/// Horner's rule, fused.
template <class D, std::size_t count, class V = hn::Vec<D>>
HWY_INLINE V horner(D d, const std::array<hn::TFromD<D>, count>& coefficients, V x) {
    V value = hn::Set(d, coefficients[0]);
#pragma GCC unroll 16
    for (std::size_t i = 1; i < count; ++i) {
        value = fused(d, value, x, hn::Set(d, coefficients[i]));
    }
    return value;
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE V exponential_less_one(D d, V r) {
    return fused(d, hn::Mul(r, r), horner(d, detail::SmoothTerms<hn::TFromD<D>>::exponential, r), r);
}

/// |x|, or `end` beyond it; NaN stays.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V capped_size(D d, V x, hn::TFromD<D> end) {
    const V size = hn::Abs(x);
    const V most = hn::Set(d, end);
    return hn::IfThenElse(hn::Gt(size, most), most, size);
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE V hyperbolic_tangent(D d, V x) {
    using T = detail::SmoothTerms<hn::TFromD<D>>;
    const hn::RebindToUnsigned<D> du;
    const V one = hn::Set(d, hn::TFromD<D>(1));
    const V kept = capped_size(d, x, T::tanh_end);
    const V twice = hn::Add(kept, kept);
    const V shifted = fused(d, twice, hn::Set(d, T::log2_inverse), hn::Set(d, T::shifter));
    const V n = hn::Sub(shifted, hn::Set(d, T::shifter));
    const V r = fused_difference(d, n, hn::Set(d, T::log2_low),
                                 fused_difference(d, n, hn::Set(d, T::log2_high), twice));
    const V power =
        hn::BitCast(d, hn::Add(hn::ShiftLeft<T::fraction>(hn::BitCast(du, shifted)), hn::BitCast(du, one)));
    const V e = fused(d, power, exponential_less_one(d, r), hn::Sub(power, one));
    return hn::CopySignToAbs(hn::Div(e, hn::Add(e, hn::Set(d, hn::TFromD<D>(2)))), x);
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE V gaussian_error_linear_unit(D d, V x) {
    using T = detail::SmoothTerms<hn::TFromD<D>>;
    const hn::RebindToUnsigned<D> du;
    const V one = hn::Set(d, hn::TFromD<D>(1));
    const V a = capped_size(d, x, T::gelu_end);
    const V half = hn::Mul(hn::Set(d, hn::TFromD<D>(0.5)), a);
    const V shifted = fused(d, hn::Mul(half, a), hn::Set(d, T::log2_inverse), hn::Set(d, T::shifter));
    const V n = hn::Sub(shifted, hn::Set(d, T::shifter));
    const V r = fused(d, n, hn::Set(d, T::log2_low),
                      fused_difference(d, half, a, hn::Mul(n, hn::Set(d, T::log2_high))));
    const V ratio =
        hn::Div(fused(d, hn::Mul(a, a), horner(d, T::numerator, a), half), horner(d, T::denominator, a));
    const auto lifted =
        hn::Add(hn::BitCast(du, one),
                hn::ShiftLeft<T::fraction>(hn::Set(du, static_cast<typename T::Bits>(T::gelu_lift))));
    const V power = hn::BitCast(d, hn::Sub(lifted, hn::ShiftLeft<T::fraction>(hn::BitCast(du, shifted))));
    const V tail = hn::Mul(fused(d, ratio, exponential_less_one(d, r), ratio), power);
    const V kept = hn::IfThenElse(hn::Gt(x, hn::Zero(d)), x, hn::And(x, hn::SignBit(d)));
    return fused_difference(d, tail, hn::Set(d, T::gelu_drop), kept);
}

}  // namespace limitcheck::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
