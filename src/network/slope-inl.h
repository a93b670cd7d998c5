// Vector code, compiled once for each target: the positively homogeneous activations, the operations of
// network/slope.hpp one for one. Included by sources that are re-included by hwy/foreach_target.h; the guard
// toggles with the target.
#if defined(LIMITCHECK_SLOPE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef LIMITCHECK_SLOPE_INL_H_
#undef LIMITCHECK_SLOPE_INL_H_
#else
#define LIMITCHECK_SLOPE_INL_H_
#endif

#include <hwy/highway.h>

#include "network/slope.hpp"
#include "network/sums-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::network::HWY_NAMESPACE {

/// max(x, 0).
struct Rectified {
    template <class D, class V>
    HWY_INLINE V operator()(D d, V x) const {
        return rectified(d, x);
    }
};

/// x.
struct Unchanged {
    template <class D, class V>
    HWY_INLINE V operator()(D, V x) const {
        return x;
    }
};

/// x for x > 0, slope x otherwise.
template <class Real>
struct Leaky {
    detail::Slope<Real> slope;

    template <class D, class V>
    HWY_INLINE V operator()(D d, V x) const {
        const V high = hn::Set(d, slope.high);
        if constexpr (sizeof(Real) == sizeof(float)) {
            const hn::RebindToSigned<D> di;
            const V negative = hn::BitCast(d, hn::Min(hn::BitCast(di, x), hn::Zero(di)));
            const V finite = hn::Max(negative, hn::Set(d, hwy::LowestValue<float>()));
            return fused(d, high, negative, fused(d, hn::Set(d, slope.low), finite, rectified(d, x)));
        } else {
            return fused(d, high, hn::Min(x, hn::Zero(d)), rectified(d, x));
        }
    }
};

/// Calls use(phi) with phi(d, x) = x for x > 0, slope x otherwise.
template <class Real, class Use>
HWY_INLINE void with_slope(double slope, Use use) {
    if (slope == 0) {
        use(Rectified{});
    } else if (slope == 1) {
        use(Unchanged{});
    } else {
        use(Leaky<Real>{detail::Slope<Real>(slope)});
    }
}

}  // namespace limitcheck::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
