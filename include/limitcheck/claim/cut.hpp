// Where an event cuts a number of the same draw: "r is at most 1/2". With the number at hand a run can tell
// which draws the rounding of the simulation may have moved across (docs/statistics.md, "Rounding of the
// simulation").
#pragma once

#include <string>
#include <utility>

#include "limitcheck/precise/enclosure.hpp"

namespace limitcheck {

/// On which side of its level a mean, or a number, lies.
enum class Side { at_most, at_least };

/// The event that an observable named `number` is at most, or at least, `at`; its end belongs to it.
struct Cut {
    std::string number;
    Side side = Side::at_most;
    precise::Enclosure at;  ///< certified: the threshold that the statement names lies in it

    /// Whether a number lies on its side, the threshold taken for the double nearest to its middle.
    [[nodiscard]] bool holds(double x) const { return side == Side::at_most ? x <= at.mid() : x >= at.mid(); }
};

/// "`number` is at most `at`"; a double stands for itself exactly.
[[nodiscard]] inline Cut below(std::string number, precise::Enclosure at) {
    return {std::move(number), Side::at_most, std::move(at)};
}
[[nodiscard]] inline Cut below(std::string number, double at) {
    return below(std::move(number), precise::Enclosure::exactly(at));
}
/// "`number` is at least `at`".
[[nodiscard]] inline Cut above(std::string number, precise::Enclosure at) {
    return {std::move(number), Side::at_least, std::move(at)};
}
[[nodiscard]] inline Cut above(std::string number, double at) {
    return above(std::move(number), precise::Enclosure::exactly(at));
}

}  // namespace limitcheck
