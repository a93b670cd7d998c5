// From a test and a cell to e-processes: which tool watches which observable, against which certified level.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "limitcheck/claim/test.hpp"
#include "limitcheck/statistics/judge.hpp"
#include "limitcheck/statistics/rigor.hpp"

namespace limitcheck::run {

/// One e-process as the report describes it.
struct PlannedPart {
    std::string name;
    std::string observable;
    precise::Enclosure level;
};

/// A sampled test at one cell, ready to be judged.
struct CellPlan {
    std::vector<Observable> observables;
    statistics::CellTest test;
    std::vector<PlannedPart> verify;  ///< parallel to test.verify
    std::vector<PlannedPart> refute;
    std::size_t estimate = 0;  ///< index of the observable that estimates the quantity
    statistics::Rigor rigor;
    /// Why no e-process can verify here (a level that is not positive, say); empty when one can.
    std::string cannot_verify;
};

/// Chooses the tools. A condition "mean at most b" is verified against the null "mean >= b" and refuted
/// against "mean <= b":
///   range known (0 <= X <= m)     betting on a bounded mean, both ways;
///   second moment known           the quadratic bet, both ways;
///   a law, distance known         time-uniform DKW, both ways;
///   X >= 0, nothing else          betting on a nonnegative mean, against "mean <= b" alone.
/// A refutation of a nonnegative X from above uses no moment even when one is known. Throws Error when a
/// condition has no tool.
[[nodiscard]] CellPlan plan_cell(const Test& test, const Cell& cell);

}  // namespace limitcheck::run
