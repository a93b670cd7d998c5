// The test that the ladders of residual networks share: the mean of a coupled draw against a stated interval.
#pragma once

#include <functional>
#include <string>

#include "limitcheck/claim/ladder.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "memo.hpp"

namespace limitcheck::properties {

using precise::Enclosure;

/// "E C_l lies in [least, most]": each end an enclosure of a number.
struct StatedMean {
    Enclosure least;
    Enclosure most;
};

/// Holds E C_l(a, b) = E X + `chain` against the stated interval, X the difference of the drifts of network
/// and chain, `chain` the exact value of the chain's own mean, `square` >= E X^2.
[[nodiscard]] inline Test drift_test(std::uint32_t a, std::uint32_t b,
                                     const std::function<StatedMean(const Cell&)>& stated,
                                     const CellNumber& chain, const CellNumber& square, std::string source) {
    const SecondMoment moment = second_moment(square, std::move(source));
    const std::string x = a == b ? "drift of Q less the chain's" : "drift of C less the chain's";
    return measuring(measure_coupled(network::resnet(), {drift_difference(a, b, x)}, layers_before_time))
        .within(
            [stated](const Cell& cell) {
                const StatedMean s = stated(cell);
                return (s.most - s.least) / 2;
            },
            [stated, chain](const Cell& cell) {
                const StatedMean s = stated(cell);
                return (s.most + s.least) / 2 - chain(cell);
            })
        .estimated_by(x)
        .decided_by({mean(x).at_most([stated, chain](const Cell& cell) {
                         return stated(cell).most - chain(cell);
                     }) | moment,
                     mean(x).at_least([stated, chain](const Cell& cell) {
                         return stated(cell).least - chain(cell);
                     }) | moment});
}

/// For the planner: the bound's root is at least four times too large (measured: 4 for one input, 25 and more
/// for two).
[[nodiscard]] inline std::function<LikelyDraw(const Cell&)> likely_drift(const CellNumber& square) {
    return [square](const Cell& cell) { return LikelyDraw{0, square(cell).upper() / 16, 1}; };
}

}  // namespace limitcheck::properties
