// Replay of a report: some of the cells whose draws it keeps are simulated again from seed, cell and level
// alone, and held against it bit by bit. Rests on docs/report-format.md, "Replay".
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "limitcheck/run/options.hpp"
#include "limitcheck/run/result.hpp"

namespace limitcheck::run {

/// A cell that came out otherwise.
struct ReplayedCell {
    std::string claim;  ///< id
    std::string where;  ///< "#3 n=64,L=8,t=1", after the falsification or ladder it belongs to
    std::vector<std::string>
        differs;  ///< what: "draws from network 17 on", "samples: 20 there, 21 here", ...
};

/// What a replay found.
struct Replay {
    std::size_t kept = 0;                 ///< cells of the report that have draws
    std::size_t replayed = 0;             ///< of these, the ones that were simulated again
    std::vector<ReplayedCell> different;  ///< in the order of the report; empty when all came out the same
};

/// Simulates a share in (0, 1] of the cells that have draws: cells of claims, of falsifications,
/// counterexamples and rungs of ladders. Which ones is fixed by a hash of each cell's name, so that the same
/// share is always the same cells and a larger share holds those of a smaller one; at least one. Their draws,
/// numbers of networks, summaries, bounds and evidence are compared. Levels are widened for the simulation's
/// rounding by the shadow run that the report states; falsifications, whose shadow it does not state, have
/// theirs run again.
///
/// Of `how` only threads, progress and stop count; all else is in the report. Throws Error when the
/// report is of another stream version, keeps no draws, or names a claim, falsification or ladder that this
/// program does not have; Interrupted.
[[nodiscard]] Replay replay(const SuiteResult& report, double share, const RunOptions& how);

}  // namespace limitcheck::run
