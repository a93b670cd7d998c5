// Climbs effect ladders: plans each rung at the cheapest declared cell that has power, runs those within the
// budget from the largest effect to the least, and runs the true statement beside them as a control. Results
// are a pure function of (claims, options without threads).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "limitcheck/claim/ladder.hpp"
#include "limitcheck/run/options.hpp"
#include "limitcheck/run/result.hpp"
#include "limitcheck/statistics/budget.hpp"

namespace limitcheck::run {

/// Where a rung is tried, and what it is expected to cost.
struct RungPlan {
    Cell cell;
    double networks = 0;  ///< to a refutation, void ones included; 0 for a certified test
    double cost = 0;      ///< in normals; in layers of the recursion for a certified test
};

/// The cheapest of the ladder's cells for the effect d, or nothing when none of them has power. A function of
/// certified numbers and of `likely`, never of draws. Throws Error when the ladder itself is malformed.
[[nodiscard]] std::optional<RungPlan> plan_rung(const EffectLadder& ladder, const precise::Enclosure& d,
                                                const statistics::Thresholds& thresholds);

/// Climbs the ladders of the claims with these ids; claims without one are passed over. The suite that is
/// returned has `ladders` and no claims. A rung may cost `options.budget` normals, by default what the
/// profile allows a cell; a rung that is expected to cost more is not drawn. Rung number j from the top has
/// the error level of cell j, the control that of cell 1. Throws Error when no claim has a ladder,
/// Interrupted when `options.stop` is set.
[[nodiscard]] SuiteResult climb_ladders(const std::vector<std::string>& claim_ids, const RunOptions& options);

}  // namespace limitcheck::run
