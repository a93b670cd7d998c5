// A cell's estimate as the report shows it, in the units of the statement.
#pragma once

#include "limitcheck/claim/test.hpp"
#include "limitcheck/run/plan.hpp"
#include "limitcheck/statistics/judge.hpp"

namespace limitcheck::run {

/// Of a law the distance of the empirical distribution from the stated one, as check_law gives it; else what
/// the test makes of the means (Test::show_estimate, Test::estimate_scale). The interval is two standard
/// errors either way, and never inverted.
[[nodiscard]] Shown estimate_of(const Test& test, const Cell& cell, const CellPlan& plan,
                                const statistics::Judge& judge);

}  // namespace limitcheck::run
