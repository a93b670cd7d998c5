// The correlation chain's layer (docs/theory/collapse, section 1).
#include "network/kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/correlation_kernels.cpp"
#include <hwy/foreach_target.h>  // must come before the vector code

#include "network/sums-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::network::HWY_NAMESPACE {

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

HWY_EXPORT(correlate_lanes);

namespace detail {

void correlate(std::uint32_t neurons, const double* normals, const double* one_minus_rho, double* sums) {
    HWY_DYNAMIC_DISPATCH(correlate_lanes)(neurons, normals, one_minus_rho, sums);
}

}  // namespace detail
}  // namespace limitcheck::network
#endif
