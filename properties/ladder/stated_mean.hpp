// The test that the ladders of residual networks share: the mean of a draw against a stated interval.
#pragma once

#include <functional>
#include <string>

#include "limitcheck/claim/ladder.hpp"

namespace limitcheck::properties {

using precise::Enclosure;

/// "E C_l lies in [least, most]": each end an enclosure of a number.
struct StatedMean {
    Enclosure least;
    Enclosure most;
};

/// Holds E C_l = E X + `chain` against the stated interval, X the observable `x` of the measurement, `chain`
/// the exact value at infinite width, `square` >= E X^2 proved at `source`.
[[nodiscard]] inline Test mean_test(Measurement measurement, const std::string& x,
                                    const std::function<StatedMean(const Cell&)>& stated,
                                    const CellNumber& chain, const CellNumber& square, std::string source) {
    const SecondMoment moment = second_moment(square, std::move(source));
    return measuring(std::move(measurement))
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

}  // namespace limitcheck::properties
