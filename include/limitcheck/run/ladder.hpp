// Climbs effect ladders: plans each rung at the cheapest declared cell that has power, runs those within the
// budget from the largest effect to the least, and runs the true statement beside them as a control. Results
// are a pure function of (claims, options without threads).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "limitcheck/claim/ladder.hpp"
#include "limitcheck/network/shadow_sampler.hpp"
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

/// The shadow run of a ladder, on its declared cells: a rung's evidence is widened by it as a cell's is by
/// its claim's. It is that of the draws, which are the same at every effect. Nothing for a certified ladder.
[[nodiscard]] ShadowResult shadow_ladder(const EffectLadder& ladder, std::uint64_t seed,
                                         network::ShadowNoise& noise);

/// The cheapest of the ladder's cells for the effect d, or nothing when none of them has power. A function of
/// certified numbers, the shadow run and `likely`, never of draws. Throws Error when the ladder itself is
/// malformed.
[[nodiscard]] std::optional<RungPlan> plan_rung(const EffectLadder& ladder, const precise::Enclosure& d,
                                                const statistics::Thresholds& thresholds,
                                                const ShadowResult& shadow = {});

/// Climbs the ladders of the claims with these ids; claims without one are passed over. The suite that is
/// returned has `ladders` and no claims. A rung may cost `options.budget` normals, by default what the
/// profile allows a cell; a rung that is expected to cost more is not drawn. Rung number j from the top has
/// the error level of cell j, the control that of cell 1. Throws Error when no claim has a ladder,
/// Interrupted when `options.stop` is set.
[[nodiscard]] SuiteResult climb_ladders(const std::vector<std::string>& claim_ids, const RunOptions& options);

}  // namespace limitcheck::run
