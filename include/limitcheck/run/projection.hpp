// What a run will cost, and what its budget cannot decide, before anything is drawn.
// Rests on docs/statistics.md, "Before a run".
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace limitcheck::run {

/// A cost, in normals, and the networks (void ones included) that it is the cost of.
struct Effort {
    double normals = 0;
    double networks = 0;
};

/// Over all cells that are sampled, those of falsifications included.
struct Projection {
    std::size_t cells = 0;
    /// No draws decide everything sooner (statistics::least_draws); cells that nothing can decide left out.
    Effort least;
    /// If the means lie halfway between what a condition allows and the centre of their moments: a guess.
    Effort likely;
    /// The whole budget.
    Effort most;
    /// Cells that the budget cannot decide, or not verify: claim, cell and reason, in the order of the run.
    std::vector<std::string> hopeless;
};

}  // namespace limitcheck::run
