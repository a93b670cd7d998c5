// A guard for claims whose certified centre is also what they claim: the quadratic bet about a centre takes
// its second moment for granted, so that a centre that is wrong by several standard deviations makes large
// draws look like evidence for anything. A bounded observable tests the certificate itself, without any
// moment.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "limitcheck/claim/condition.hpp"
#include "limitcheck/claim/measurement.hpp"

namespace limitcheck::properties {

inline constexpr const char* clipped_deviation = "clipped squared deviation";

/// The measurement with one observable more, `clipped squared deviation` = min((x - c)^2/(4 M), 1) in [0, 1],
/// x its first observable. E (x-c)^2 <= M implies a mean of at most 1/4.
[[nodiscard]] inline Measurement with_clipped_deviation(Measurement measurement, CellNumber centre,
                                                        CellNumber second_moment) {
    Measurement guarded = measurement;
    guarded.observables = [inner = measurement.observables](const Cell& cell) {
        std::vector<Observable> observables = inner(cell);
        observables.push_back(bounded(clipped_deviation, 1));
        return observables;
    };
    guarded.draw = [inner = std::move(measurement), centre = std::move(centre),
                    second_moment = std::move(second_moment)](const Cell& cell, random::StreamKey key,
                                                              std::uint64_t first, std::size_t count,
                                                              std::span<double> out) {
        const std::size_t columns = inner.observables(cell).size();
        std::vector<double> rows(count * columns);
        inner.draw(cell, key, first, count, rows);
        const double c = centre(cell).mid();
        const double four_moments = 4 * second_moment(cell).mid();
        for (std::size_t row = 0; row < count; ++row) {
            const auto from = rows.begin() + static_cast<std::ptrdiff_t>(row * columns);
            std::copy_n(from, columns, out.begin() + static_cast<std::ptrdiff_t>(row * (columns + 1)));
            const double x = *from;
            // A void draw stays void: NaN goes through.
            const double share = (x - c) * (x - c) / four_moments;
            out[row * (columns + 1) + columns] = std::isnan(share) ? share : std::min(share, 1.0);
        }
    };
    return guarded;
}

/// "The certified second moment holds, but for a factor 2 of its clipped form."
[[nodiscard]] inline Condition deviation_as_certified() {
    return mean(clipped_deviation).at_most([](const Cell&) { return precise::Enclosure::ratio(1, 2); });
}

}  // namespace limitcheck::properties
