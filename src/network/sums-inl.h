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
using random::lanes;
using random::HWY_NAMESPACE::fused;

/// Neurons are taken four at a time, so that what is loaded for one serves four.
inline constexpr int tile = 4;

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

}  // namespace limitcheck::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
