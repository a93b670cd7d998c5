// The kernels that run over entries of Gram matrices and over the correlation chain's pairs.
#include "network/kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/column_kernels.cpp"
#include <hwy/foreach_target.h>  // must come before the vector code

#include "network/sums-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::network::HWY_NAMESPACE {

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

HWY_EXPORT(roots_of);
HWY_EXPORT(correlate_lanes);

namespace detail {

void roots(std::uint32_t k, const double* gram, double width, double scale, double* root) {
    HWY_DYNAMIC_DISPATCH(roots_of)(k, gram, width, scale, root);
}
void correlate(std::uint32_t neurons, const double* normals, const double* one_minus_rho, double* sums) {
    HWY_DYNAMIC_DISPATCH(correlate_lanes)(neurons, normals, one_minus_rho, sums);
}

}  // namespace detail
}  // namespace limitcheck::network
#endif
