// One cell from its plan to its verdict: waves of draws, consumed in counter order.
#pragma once

#include <functional>

#include "limitcheck/run/options.hpp"
#include "limitcheck/run/result.hpp"
#include "limitcheck/run/shadow.hpp"
#include "limitcheck/statistics/budget.hpp"

namespace limitcheck::run {

/// What one cell's run needs to know.
struct CellTask {
    const Test* test = nullptr;
    Cell cell;
    std::uint64_t index = 1;
    random::StreamKey key{};
    statistics::Thresholds thresholds;
    double normals = 0;                    ///< budget
    bool falsification = false;            ///< only refutation is looked for
    const ShadowResult* shadow = nullptr;  ///< of the claim; null: nothing was repeated
};

/// Called after each wave with the share of evidence reached and the networks drawn; throws to stop.
using Watch = std::function<void(double share, double networks, double normals)>;

[[nodiscard]] CellResult run_cell(const CellTask& task, const Watch& watch);

}  // namespace limitcheck::run
