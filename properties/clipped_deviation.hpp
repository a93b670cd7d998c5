// A guard for claims whose certified centre is also what they claim: the quadratic bet about a centre takes
// its second moment for granted, so that a centre that is wrong by several standard deviations makes large
// draws look like evidence for anything. A bounded observable tests the certificate itself, without any
// moment.
#pragma once

#include <algorithm>
#include <span>
#include <utility>

#include "limitcheck/claim/compose.hpp"
#include "limitcheck/claim/condition.hpp"
#include "limitcheck/claim/measurement.hpp"
#include "limitcheck/claim/memo.hpp"

namespace limitcheck::properties {

inline constexpr const char* clipped_deviation = "clipped squared deviation";

/// The measurement with one observable more, `clipped squared deviation` = min((x - c)^2/(4 M), 1) in [0, 1],
/// x its first observable, c a double in place of `centre`, and M one with E (x-c)^2 <= M wherever E (x -
/// centre)^2 <= second_moment (Minkowski). Then the mean is at most 1/4.
[[nodiscard]] inline Measurement with_clipped_deviation(Measurement measurement, CellNumber centre,
                                                        CellNumber second_moment) {
    struct Doubles {
        double centre;
        double second_moment;
    };
    const Memo<Doubles> at(
        [centre = std::move(centre), second_moment = std::move(second_moment)](const Cell& cell) {
            const precise::Enclosure around = centre(cell);
            const precise::Enclosure off = precise::Enclosure::exactly(around.mid_error());
            return Doubles{around.mid(), square(sqrt(second_moment(cell)) + off).upper()};
        });
    return with_computed(
        std::move(measurement), [](const Cell&) { return bounded(clipped_deviation, 1); },
        [at](const Cell& cell, std::span<const double> row) {
            const auto [c, most] = *at(cell);
            const double apart = row[0] - c;
            return std::min(apart * apart / (4 * most), 1.0);
        });
}

/// "The certified second moment holds, but for a factor 2 of its clipped form."
[[nodiscard]] inline Condition deviation_as_certified() {
    return mean(clipped_deviation).at_most([](const Cell&) { return precise::Enclosure::ratio(1, 2); });
}

}  // namespace limitcheck::properties
