// Orbits of c -> f(c) for several starting correlations, each computed once and shared by all cells: a cell
// of depth 10^5 costs a second, and every shallower one is a by-product.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "limitcheck/theorems/correlation_collapse/collapse.hpp"

namespace limitcheck::properties {

using precise::Enclosure;

/// 1 - c_l of an infinitely wide MLP by the exact recursion (docs/theory/resnet-commute, section 5.2). Copies
/// share their memory; safe to call from several threads.
class CollapseOrbits {
  public:
    CollapseOrbits();
    /// 1 - c_l from the correlation c0, a double in [-1, 1]; relative width about 2^-52 up to l = 10^5.
    [[nodiscard]] Enclosure defect(double c0, std::int64_t layer) const;

  private:
    struct Track;
    struct State {
        std::mutex mutex;
        std::map<double, std::shared_ptr<Track>> tracks;
    };
    std::shared_ptr<State> state_;
};

}  // namespace limitcheck::properties
