#include "network/kernels.hpp"

#include "limitcheck/cell/error.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/kernels.cpp"
#include <hwy/foreach_target.h>  // must come before the vector code

#include "random/normals-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::network::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using detail::packed;
using random::lanes;
using random::HWY_NAMESPACE::fused;

template <class Real>
using Tag = hn::CappedTag<Real, lanes>;

/// Adds a vector of sums to doubles.
template <class D, class V>
HWY_INLINE void add_to(D d, V sums, double* total) {
    HWY_ALIGN hn::TFromD<D> values[hn::MaxLanes(D{})];
    hn::Store(sums, d, values);
    for (std::size_t i = 0; i < hn::Lanes(d); ++i) {
        total[i] += static_cast<double>(values[i]);
    }
}

template <int k, bool with_gram, bool update, class Real>
HWY_NOINLINE void step_lanes(detail::Rows<Real> rows, const Real* normals, const Real* root, Real* state,
                             double* gram) {
    const Tag<Real> d;
    using V = hn::Vec<Tag<Real>>;
    const V zero = hn::Zero(d);
    for (std::size_t lane = 0; lane < lanes; lane += hn::Lanes(d)) {
        V s[packed(k)];
        V sums[packed(k)];
        for (std::size_t e = 0; e < packed(k); ++e) {
            if constexpr (update) {
                s[e] = hn::LoadU(d, root + e * lanes + lane);
            }
            sums[e] = zero;
        }
        for (std::uint32_t neuron = 0; neuron < rows.neurons; ++neuron) {
            Real* y = state + std::size_t{neuron} * k * lanes + lane;
            V post[k];
            if constexpr (update) {
                const Real* g = normals + std::size_t{neuron} * k * lanes + lane;
                V noise[k];
                for (int a = 0; a < k; ++a) {
                    noise[a] = hn::LoadU(d, g + a * lanes);
                }
                for (int a = 0; a < k; ++a) {
                    V value = rows.skip ? hn::LoadU(d, y + a * lanes) : zero;
                    for (int b = 0; b <= a; ++b) {
                        value = fused(d, s[packed(a) + b], noise[b], value);
                    }
                    hn::StoreU(value, d, y + a * lanes);
                    post[a] = hn::Max(value, zero);
                }
            } else {
                for (int a = 0; a < k; ++a) {
                    post[a] = hn::LoadU(d, y + a * lanes);
                }
            }
            if constexpr (with_gram) {
                for (int a = 0; a < k; ++a) {
                    for (int b = 0; b <= a; ++b) {
                        sums[packed(a) + b] = fused(d, post[a], post[b], sums[packed(a) + b]);
                    }
                }
            }
        }
        if constexpr (with_gram) {
            for (std::size_t e = 0; e < packed(k); ++e) {
                add_to(d, sums[e], gram + e * lanes + lane);
            }
        }
    }
}

template <bool with_gram, bool update, class Real>
HWY_INLINE void step_any(detail::Rows<Real> rows, const Real* normals, const Real* root, Real* state,
                         double* gram) {
    switch (rows.inputs) {
        case 1:
            return step_lanes<1, with_gram, update>(rows, normals, root, state, gram);
        case 2:
            return step_lanes<2, with_gram, update>(rows, normals, root, state, gram);
        case 3:
            return step_lanes<3, with_gram, update>(rows, normals, root, state, gram);
        case 4:
            return step_lanes<4, with_gram, update>(rows, normals, root, state, gram);
        case 5:
            return step_lanes<5, with_gram, update>(rows, normals, root, state, gram);
        case 6:
            return step_lanes<6, with_gram, update>(rows, normals, root, state, gram);
        case 7:
            return step_lanes<7, with_gram, update>(rows, normals, root, state, gram);
        default:
            return step_lanes<8, with_gram, update>(rows, normals, root, state, gram);
    }
}

template <int k, class Real>
HWY_INLINE void coupled_lanes(detail::Rows<Real> rows, const Real* normals, const Real* root,
                              const Real* limit_root, Real* state, Real* limit, double* gram) {
    const Tag<Real> d;
    using V = hn::Vec<Tag<Real>>;
    const V zero = hn::Zero(d);
    for (std::size_t lane = 0; lane < lanes; lane += hn::Lanes(d)) {
        V s[k * k];
        V h[k * k];
        for (int e = 0; e < k * k; ++e) {
            s[e] = hn::LoadU(d, root + e * lanes + lane);
            h[e] = hn::Set(d, limit_root[e]);
        }
        V sums[packed(k)];
        for (V& sum : sums) {
            sum = zero;
        }
        for (std::uint32_t neuron = 0; neuron < rows.neurons; ++neuron) {
            const std::size_t at = std::size_t{neuron} * k * lanes + lane;
            V post[k];
            V noise[k];
            for (int a = 0; a < k; ++a) {
                noise[a] = hn::LoadU(d, normals + at + a * lanes);
            }
            for (int a = 0; a < k; ++a) {
                V value = rows.skip ? hn::LoadU(d, state + at + a * lanes) : zero;
                V limit_value = rows.skip ? hn::LoadU(d, limit + at + a * lanes) : zero;
                for (int b = 0; b < k; ++b) {
                    value = fused(d, s[a * k + b], noise[b], value);
                    limit_value = fused(d, h[a * k + b], noise[b], limit_value);
                }
                hn::StoreU(value, d, state + at + a * lanes);
                hn::StoreU(limit_value, d, limit + at + a * lanes);
                post[a] = hn::Max(value, zero);
            }
            for (int a = 0; a < k; ++a) {
                for (int b = 0; b <= a; ++b) {
                    sums[packed(a) + b] = fused(d, post[a], post[b], sums[packed(a) + b]);
                }
            }
        }
        if (gram != nullptr) {
            for (std::size_t e = 0; e < packed(k); ++e) {
                add_to(d, sums[e], gram + e * lanes + lane);
            }
        }
    }
}

template <class Real>
HWY_INLINE void coupled_any(detail::Rows<Real> rows, const Real* normals, const Real* root,
                            const Real* limit_root, Real* state, Real* limit, double* gram) {
    if (rows.inputs == 1) {
        coupled_lanes<1>(rows, normals, root, limit_root, state, limit, gram);
    } else {
        coupled_lanes<2>(rows, normals, root, limit_root, state, limit, gram);
    }
}

template <class Real>
HWY_INLINE void weigh_any(detail::Rows<Real> rows, const Real* weights, const Real* post, double* sum) {
    const Tag<Real> d;
    using V = hn::Vec<Tag<Real>>;
    for (std::uint32_t input = 0; input < rows.inputs; ++input) {
        for (std::size_t lane = 0; lane < lanes; lane += hn::Lanes(d)) {
            V partial = hn::Zero(d);
            for (std::uint32_t column = 0; column < rows.neurons; ++column) {
                partial = fused(
                    d, hn::LoadU(d, weights + column * lanes + lane),
                    hn::LoadU(d, post + (std::size_t{column} * rows.inputs + input) * lanes + lane), partial);
            }
            add_to(d, partial, sum + input * lanes + lane);
        }
    }
}

void step_relu_float(detail::Rows<float> rows, const float* normals, const float* root, float* state,
                     double* gram) {
    step_any<true, true>(rows, normals, root, state, gram);
}
void step_relu_double(detail::Rows<double> rows, const double* normals, const double* root, double* state,
                      double* gram) {
    step_any<true, true>(rows, normals, root, state, gram);
}
void step_float(detail::Rows<float> rows, const float* normals, const float* root, float* state) {
    step_any<false, true>(rows, normals, root, state, nullptr);
}
void step_double(detail::Rows<double> rows, const double* normals, const double* root, double* state) {
    step_any<false, true>(rows, normals, root, state, nullptr);
}
// Without an update the state is only read.
void accumulate_float(detail::Rows<float> rows, const float* post, double* gram) {
    step_any<true, false, float>(rows, nullptr, nullptr, const_cast<float*>(post), gram);
}
void accumulate_double(detail::Rows<double> rows, const double* post, double* gram) {
    step_any<true, false, double>(rows, nullptr, nullptr, const_cast<double*>(post), gram);
}
void coupled_float(detail::Rows<float> rows, const float* normals, const float* root, const float* limit_root,
                   float* state, float* limit, double* gram) {
    coupled_any(rows, normals, root, limit_root, state, limit, gram);
}
void coupled_double(detail::Rows<double> rows, const double* normals, const double* root,
                    const double* limit_root, double* state, double* limit, double* gram) {
    coupled_any(rows, normals, root, limit_root, state, limit, gram);
}
void weigh_float(detail::Rows<float> rows, const float* weights, const float* post, double* sum) {
    weigh_any(rows, weights, post, sum);
}
void weigh_double(detail::Rows<double> rows, const double* weights, const double* post, double* sum) {
    weigh_any(rows, weights, post, sum);
}

void roots_of(std::uint32_t k, const double* gram, double width, double scale, double* root) {
    const Tag<double> d;
    using V = hn::Vec<Tag<double>>;
    const V zero = hn::Zero(d);
    const V n = hn::Set(d, width);
    const V factor = hn::Set(d, scale);
    const V negligible = hn::Set(d, 0x1p-44);
    for (std::size_t lane = 0; lane < lanes; lane += hn::Lanes(d)) {
        const auto entry = [&](std::size_t a, std::size_t b)
                               HWY_ATTR { return (packed(a) + b) * lanes + lane; };
        for (std::uint32_t j = 0; j < k; ++j) {
            V square = zero;
            for (std::uint32_t i = j; i < k; ++i) {
                const V whole = hn::Div(hn::LoadU(d, gram + entry(i, j)), n);
                V rest = whole;
                for (std::uint32_t p = 0; p < j; ++p) {
                    rest = hn::Sub(
                        rest, hn::Mul(hn::LoadU(d, root + entry(i, p)), hn::LoadU(d, root + entry(j, p))));
                }
                if (i == j) {
                    square = hn::IfThenElseZero(hn::Gt(rest, hn::Mul(negligible, whole)), rest);
                    rest = hn::Sqrt(square);
                } else {
                    rest =
                        hn::IfThenElseZero(hn::Gt(square, zero),
                                           hn::Mul(hn::Div(rest, square), hn::LoadU(d, root + entry(j, j))));
                }
                hn::StoreU(rest, d, root + entry(i, j));
            }
        }
        for (std::size_t e = 0; e < packed(k); ++e) {
            hn::StoreU(hn::Mul(factor, hn::LoadU(d, root + e * lanes + lane)), d, root + e * lanes + lane);
        }
    }
}

void correlate_lanes(std::uint32_t neurons, const double* normals, const double* one_minus_rho,
                     double* sums) {
    const Tag<double> d;
    using V = hn::Vec<Tag<double>>;
    const V zero = hn::Zero(d);
    const V one = hn::Set(d, 1.0);
    for (std::size_t lane = 0; lane < lanes; lane += hn::Lanes(d)) {
        const V e = hn::LoadU(d, one_minus_rho + lane);
        const V step = hn::Sqrt(hn::Mul(e, hn::Sub(hn::Set(d, 2.0), e)));
        const V slope = hn::IfThenElseZero(hn::Gt(step, zero), hn::Div(e, step));
        V xx = hn::LoadU(d, sums + lane);
        V xd = hn::LoadU(d, sums + lanes + lane);
        V dd = hn::LoadU(d, sums + 2 * lanes + lane);
        V yy = hn::LoadU(d, sums + 3 * lanes + lane);
        V active = hn::LoadU(d, sums + 4 * lanes + lane);
        for (std::uint32_t neuron = 0; neuron < neurons; ++neuron) {
            const V u = hn::LoadU(d, normals + std::size_t{neuron} * 2 * lanes + lane);
            const V w = hn::LoadU(d, normals + (std::size_t{neuron} * 2 + 1) * lanes + lane);
            const V rise = fused(d, hn::Neg(slope), u, w);
            const V v = fused(d, step, rise, u);
            const V x = hn::Max(u, zero);
            const V y = hn::Max(v, zero);
            const auto u_on = hn::Gt(u, zero);
            const auto v_on = hn::Gt(v, zero);
            // Where only one is active, d = -u/step or v/step, and |u|, |v| <= step |rise|: no overflow.
            const V crossing = hn::Div(hn::Sub(y, x), step);
            const V gap =
                hn::IfThenElse(hn::And(u_on, v_on), rise, hn::IfThenElseZero(hn::Or(u_on, v_on), crossing));
            xx = fused(d, x, x, xx);
            xd = fused(d, x, gap, xd);
            dd = fused(d, gap, gap, dd);
            yy = fused(d, y, y, yy);
            active = hn::Add(active, hn::IfThenElseZero(hn::Or(u_on, v_on), one));
        }
        hn::StoreU(xx, d, sums + lane);
        hn::StoreU(xd, d, sums + lanes + lane);
        hn::StoreU(dd, d, sums + 2 * lanes + lane);
        hn::StoreU(yy, d, sums + 3 * lanes + lane);
        hn::StoreU(active, d, sums + 4 * lanes + lane);
    }
}

}  // namespace limitcheck::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace limitcheck::network {

HWY_EXPORT(step_relu_float);
HWY_EXPORT(step_relu_double);
HWY_EXPORT(step_float);
HWY_EXPORT(step_double);
HWY_EXPORT(accumulate_float);
HWY_EXPORT(accumulate_double);
HWY_EXPORT(coupled_float);
HWY_EXPORT(coupled_double);
HWY_EXPORT(weigh_float);
HWY_EXPORT(weigh_double);
HWY_EXPORT(roots_of);
HWY_EXPORT(correlate_lanes);

namespace detail {

template <>
void step_relu(Rows<float> rows, const float* normals, const float* root, float* state, double* gram) {
    HWY_DYNAMIC_DISPATCH(step_relu_float)(rows, normals, root, state, gram);
}
template <>
void step_relu(Rows<double> rows, const double* normals, const double* root, double* state, double* gram) {
    HWY_DYNAMIC_DISPATCH(step_relu_double)(rows, normals, root, state, gram);
}
template <>
void step(Rows<float> rows, const float* normals, const float* root, float* state) {
    HWY_DYNAMIC_DISPATCH(step_float)(rows, normals, root, state);
}
template <>
void step(Rows<double> rows, const double* normals, const double* root, double* state) {
    HWY_DYNAMIC_DISPATCH(step_double)(rows, normals, root, state);
}
template <>
void accumulate(Rows<float> rows, const float* post, double* gram) {
    HWY_DYNAMIC_DISPATCH(accumulate_float)(rows, post, gram);
}
template <>
void accumulate(Rows<double> rows, const double* post, double* gram) {
    HWY_DYNAMIC_DISPATCH(accumulate_double)(rows, post, gram);
}
template <>
void step_coupled(Rows<float> rows, const float* normals, const float* root, const float* limit_root,
                  float* state, float* limit, double* gram) {
    HWY_DYNAMIC_DISPATCH(coupled_float)(rows, normals, root, limit_root, state, limit, gram);
}
template <>
void step_coupled(Rows<double> rows, const double* normals, const double* root, const double* limit_root,
                  double* state, double* limit, double* gram) {
    HWY_DYNAMIC_DISPATCH(coupled_double)(rows, normals, root, limit_root, state, limit, gram);
}
template <>
void weigh(Rows<float> rows, const float* weights, const float* post, double* sum) {
    HWY_DYNAMIC_DISPATCH(weigh_float)(rows, weights, post, sum);
}
template <>
void weigh(Rows<double> rows, const double* weights, const double* post, double* sum) {
    HWY_DYNAMIC_DISPATCH(weigh_double)(rows, weights, post, sum);
}

void roots(std::uint32_t k, const double* gram, double width, double scale, double* root) {
    HWY_DYNAMIC_DISPATCH(roots_of)(k, gram, width, scale, root);
}
void correlate(std::uint32_t neurons, const double* normals, const double* one_minus_rho, double* sums) {
    HWY_DYNAMIC_DISPATCH(correlate_lanes)(neurons, normals, one_minus_rho, sums);
}

}  // namespace detail
}  // namespace limitcheck::network
#endif
