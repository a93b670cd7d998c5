// A second moment about a centre that does not take the claimed mean for true. A moment about the exact mean
// would: under "the mean is elsewhere" it is too small, and the bet no supermartingale.
#pragma once

#include <string>
#include <utility>

#include "limitcheck/claim/condition.hpp"

namespace limitcheck::properties {

/// E (X - c)^2 <= E X^2 - 2 c b + c^2 for every law with E X >= b and E X^2 <= `square`, c >= 0: what is
/// known about c where the bet is against a mean of at least the level b. (No such law exists where this is
/// below (b - c)^2, which stands in its place.)
[[nodiscard]] inline SecondMoment moment_beyond(CellNumber level, CellNumber centre, CellNumber square,
                                                std::string source) {
    CellNumber bound = [level = std::move(level), centre, square = std::move(square)](const Cell& cell) {
        const precise::Enclosure b = level(cell);
        const precise::Enclosure c = centre(cell);
        const precise::Enclosure moment = square(cell) - 2 * c * b + c * c;
        return max(moment, (b - c) * (b - c));
    };
    return second_moment_about(std::move(centre), std::move(bound), std::move(source));
}

}  // namespace limitcheck::properties
