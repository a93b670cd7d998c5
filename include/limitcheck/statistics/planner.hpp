// Before a run: how many networks a test needs, and what effect a budget of networks can see. Estimates,
// never evidence. Rests on docs/statistics.md, "Before a run", and on the growth rates of the single tools.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "limitcheck/statistics/judge.hpp"

namespace limitcheck::statistics {

/// What is expected of one observable.
struct Expected {
    double mean = 0.0;
    double second_moment = 0.0;  ///< E X^2
};

/// Networks until all verify parts have crossed, if the observables are as expected; nothing when one has no
/// power there. `expected` has one entry an observable.
[[nodiscard]] std::optional<double> networks_to_verify(const CellTest& test,
                                                       std::span<const Expected> expected,
                                                       Thresholds thresholds);
/// Networks until the average of the refute parts crosses; nothing when none has power there.
[[nodiscard]] std::optional<double> networks_to_refute(const CellTest& test,
                                                       std::span<const Expected> expected,
                                                       Thresholds thresholds);

/// The least distance of the mean from the bound that `networks` draws decide, when E (X - mean)^2 =
/// variance; nothing when no distance up to `largest` does.
[[nodiscard]] std::optional<double> detectable_gap(const ProcessSpec& spec, double variance,
                                                   LogThreshold threshold, double networks, double largest);

}  // namespace limitcheck::statistics
