// Vector code, compiled once for each target: what the kernels share. Included by sources that are
// re-included by hwy/foreach_target.h; the guard toggles with the target.
#if defined(LIMITCHECK_SUMS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef LIMITCHECK_SUMS_INL_H_
#undef LIMITCHECK_SUMS_INL_H_
#else
#define LIMITCHECK_SUMS_INL_H_
#endif

#include "network/kernels.hpp"
#include "random/normals-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::network::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using detail::packed;
using detail::tile;
using random::lanes;
using random::HWY_NAMESPACE::fused;

template <class Real>
using Tag = hn::CappedTag<Real, lanes>;

/// max(v, 0). Of floats by their bits, as integers: their maximum has twice as many pipes on some processors.
template <class D, class V>
HWY_INLINE V rectified(D d, V v) {
    if constexpr (sizeof(hn::TFromD<D>) == sizeof(float)) {
        const hn::RebindToSigned<D> di;
        return hn::BitCast(d, hn::Max(hn::BitCast(di, v), hn::Zero(di)));
    } else {
        return hn::Max(v, hn::Zero(d));
    }
}

/// Adds a vector of sums to doubles.
template <class D, class V>
HWY_INLINE void add_to(D, V sums, double* total) {
    const hn::Repartition<double, D> wide;
    if constexpr (sizeof(hn::TFromD<D>) == sizeof(double)) {
        hn::StoreU(hn::Add(hn::LoadU(wide, total), sums), wide, total);
    } else {
        const hn::Half<D> half;
        double* rest = total + hn::Lanes(wide);
        const auto low = hn::PromoteTo(wide, hn::LowerHalf(half, sums));
        const auto high = hn::PromoteTo(wide, hn::UpperHalf(half, sums));
        hn::StoreU(hn::Add(hn::LoadU(wide, total), low), wide, total);
        hn::StoreU(hn::Add(hn::LoadU(wide, rest), high), wide, rest);
    }
}

}  // namespace limitcheck::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
