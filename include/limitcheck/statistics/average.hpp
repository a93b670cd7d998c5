// The average of e-processes is one: evidence against a null that is contained in each of their nulls.
// Rests on docs/statistics.md, "Three verdicts": refuting a two-sided statement averages its two sides.
#pragma once

#include <span>

#include "limitcheck/statistics/process.hpp"

namespace limitcheck::statistics {

/// A lower bound of the mean of the processes' values (equal weights). Throws std::logic_error when there are
/// none or one of several may not be averaged.
[[nodiscard]] Magnitude average(std::span<const EProcess> processes);

}  // namespace limitcheck::statistics
