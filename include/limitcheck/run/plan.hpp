// From a test and a cell to e-processes: which tool watches which observable, against which certified level.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "limitcheck/claim/test.hpp"
#include "limitcheck/run/shadow.hpp"
#include "limitcheck/statistics/judge.hpp"
#include "limitcheck/statistics/rigor.hpp"

namespace limitcheck::run {

/// One e-process as the report describes it.
struct PlannedPart {
    std::string name;
    std::string observable;
    precise::Enclosure
        level;            ///< that the mean is held against: moved against us by `widening`, if no cut is
    double widening = 0;  ///< for the rounding of the simulation and the observable's own error
    std::string given;    ///< what of the theorem under test its moment takes for true; may be empty
    std::string source;   ///< where its moment is proved, or what is assumed; empty: it uses none
    std::optional<PartCut> cut = {};  ///< of an event whose number is known: moved against us by `widening`
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
    /// Why none can refute; empty when one can.
    std::string cannot_refute;
};

/// Chooses the tools. A condition "mean at most b" is verified against the null "mean >= b" and refuted
/// against "mean <= b":
///   a law, distance known         time-uniform DKW, both ways;
///   0 or 1                        mixture over the probability, both ways, each by a cut of its own;
///   range known (0 <= X <= m)     betting on a bounded mean, both ways;
///   X >= 0, nothing else          betting on a nonnegative mean, against "mean <= b" alone;
///   second moment and clip        betting on a clipped mean, X >= 0 against "mean >= b" alone;
///   second moment known           the quadratic bet, both ways;
///   variance known                Catoni's e-process, both ways.
/// A refutation of a nonnegative X from above uses no moment even when one is known.
///
/// With w the rounding of an observable where `shadow` knows it, plus Observable::error, its level moves by w
/// to the side that makes a verdict harder, a second moment M becomes (sqrt M + w)^2, and a variance
/// likewise; a law's transform has the error w more. An event's level stays: the threshold of its number T
/// moves by the w of T, so that "T at most x" is counted where T <= x + w as evidence that it is rare, and
/// where T <= x - w as evidence that it is frequent. Where the shadow does not know the rounding, the plan's
/// rigor says so. Throws Error as check_test does.
[[nodiscard]] CellPlan plan_cell(const Test& test, const Cell& cell, const ShadowResult& shadow = {});

}  // namespace limitcheck::run
