// What comparisons share: sums of numbers at a cell, and what a number that is computed from two observables
// inherits.
#pragma once

#include <string>
#include <vector>

#include "limitcheck/claim/condition.hpp"
#include "limitcheck/claim/measurement.hpp"
#include "limitcheck/precise/enclosure.hpp"

namespace limitcheck::detail {

/// The same number at every cell.
[[nodiscard]] CellNumber number(const precise::Enclosure& x);

/// a + sign b.
[[nodiscard]] CellNumber plus(CellNumber a, CellNumber b, int sign);

/// Observable::error of a + factor b, of two observables by name.
[[nodiscard]] double error_of(const std::vector<Observable>& all, const std::string& a, const std::string& b,
                              double factor);

/// Observable::steps of what is computed from two observables by name.
[[nodiscard]] bool steps_of(const std::vector<Observable>& all, const std::string& a, const std::string& b);

/// Refuses what its author can mend: throws Error(mend) unless it holds.
void demand(bool holds, const char* mend);

}  // namespace limitcheck::detail
