// What the compiler cannot see of a test: names that nothing measures, conditions that contradict the
// comparison, cells without a layer. Asked at start-up and again at every cell that is planned.
#pragma once

#include <string>

#include "limitcheck/cell/cell.hpp"
#include "limitcheck/claim/test.hpp"

namespace limitcheck {

/// Throws Error, in one line that begins with `where`, when at this cell the test cannot be what it says:
///   it measures nothing, or two observables of one name; its names are not measured, or are but need not be
///   nonnegative where the comparison rests on that (Test::needs);
///   nothing verifies it, or nothing refutes it; a level, a bound or a source is missing;
///   its conditions on the estimated observable neither imply the comparison (those that verify) nor follow
///   from it (those that refute). What is known of the observable's range counts. Where the estimate has
///   units of its own (estimated_by with a scale, .rate, .equals_in_law, ...) that is not asked.
/// A test that is still to be written, or that an enclosure decides, has none of these.
void check_test(const std::string& where, const Test& test, const Cell& cell);

}  // namespace limitcheck
