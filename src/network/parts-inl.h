// Vector code, compiled once for each target: a layer's normals for one or two inputs, part after part.
// Included by sources that are re-included by hwy/foreach_target.h; the guard toggles with the target.
#if defined(LIMITCHECK_PARTS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef LIMITCHECK_PARTS_INL_H_
#undef LIMITCHECK_PARTS_INL_H_
#else
#define LIMITCHECK_PARTS_INL_H_
#endif

#include <algorithm>

#include "network/kernels.hpp"
#include "random/normals-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::network::HWY_NAMESPACE {

using random::lanes;
using random::HWY_NAMESPACE::lanes_at_once;
using random::HWY_NAMESPACE::NormalBlocks;
using random::HWY_NAMESPACE::PhiloxTable;

/// The normals of a layer's neurons with K inputs from `first_neuron`, the start of a piece, on, part after
/// part: [neuron][input][lanes_at_once], of the samples from noise.first_network on. One stream serves all.
template <int K, class Real>
class PartNormals {
  public:
    /// Values that a part needs memory for.
    static constexpr std::size_t size = (detail::summed_in_real * K + 3) * lanes;

    /// `table` is the object's own.
    HWY_INLINE PartNormals(PhiloxTable& table, const detail::Noise& noise, std::uint32_t first_neuron,
                           std::uint32_t neurons)
        : source_(table, noise.key, noise.first_network, noise.layer, first_neuron / 4 * K),
          blocks_((neurons * K + 3) / 4) {}

    /// The normals of the next part, which has `count` neurons.
    HWY_INLINE void make(std::uint32_t count, Real* normals) {
        const std::size_t step = lanes_at_once();
        for (std::uint32_t rest = (count * K + 3) / 4; rest > 0; --rest, --blocks_, normals += 4 * step) {
            if (HWY_LIKELY(blocks_ > 1)) {
                source_.next(normals, step);
            } else {
                source_.last(normals, step);
            }
        }
    }

  private:
    NormalBlocks<Real> source_;
    std::uint32_t blocks_;  ///< that are to come
};

}  // namespace limitcheck::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
