// The collapse of correlations is stated for two inputs of second moment 1, whose Gram entry is their
// correlation.
#pragma once

#include "limitcheck/cell/cell.hpp"

namespace limitcheck::properties {

/// For Domain::limit.
[[nodiscard]] inline bool unit_inputs(const Cell& cell) {
    return cell.inputs.second_moment(0) == 1 && cell.inputs.second_moment(1) == 1;
}
inline constexpr const char* unit_inputs_in_words = "inputs of second moment 1";

/// Correlations where the ratio to infinite width is defined.
[[nodiscard]] inline bool nonnegative_start(const Cell& cell) {
    return cell.inputs.gram(0, 1) >= 0 && cell.inputs.gram(0, 1) < 1;
}
inline constexpr const char* nonnegative_start_in_words = "of correlation in [0, 1)";

}  // namespace limitcheck::properties
