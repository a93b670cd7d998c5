// What a run will cost, and what its budget cannot decide, before anything is drawn.
// Rests on docs/statistics.md, "Before a run".
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace limitcheck::run {

/// Costs in normals, over all cells that are sampled, those of falsifications included.
struct Projection {
    std::size_t cells = 0;
    /// No draws decide everything sooner (statistics::least_draws); cells that nothing can decide left out.
    double least = 0;
    /// If the means lie halfway between what a condition allows and the centre of their moments: a guess.
    double likely = 0;
    /// The whole budget.
    double most = 0;
    /// Cells that the budget cannot decide, or not verify: claim, cell and reason, in the order of the run.
    std::vector<std::string> hopeless;
};

}  // namespace limitcheck::run
