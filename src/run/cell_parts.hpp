// What a judged cell says of the parts of its test: evidence, what it takes for true, why it could not
// decide.
#pragma once

#include <string>
#include <vector>

#include "limitcheck/run/plan.hpp"
#include "limitcheck/run/result.hpp"
#include "limitcheck/statistics/judge.hpp"

namespace limitcheck::run {

/// Appends one PartResult a part of the plan, verifying ones first; `judge` judged the plan's test.
void describe_parts(CellResult& result, const CellPlan& plan, const statistics::Judge& judge);

/// What of the theorem a verification takes for true: what any of its parts does.
[[nodiscard]] std::vector<std::string> verified_given(const CellPlan& plan);

/// What of the theorem a refutation takes for true: nothing where one part that takes nothing carries the
/// average across on its own.
[[nodiscard]] std::vector<std::string> refuted_given(const CellPlan& plan, const statistics::Judge& judge);

/// Why the budget was spent in vain, where that can be seen: the margin of a condition is within its
/// widening. Empty where it is not.
[[nodiscard]] std::string margin_within_rounding(const CellPlan& plan, const statistics::Judge& judge);

}  // namespace limitcheck::run
