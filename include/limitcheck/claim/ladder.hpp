// An effect ladder: one statement with one fact made wrong by d, for ever smaller d of either sign. How far
// down it is refuted is the power of a check, as a number (docs/theory/statistics-of-verdicts, section 5,
// "Effect ladder").
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "limitcheck/claim/test.hpp"

namespace limitcheck {

/// What the planner takes for likely of the observable that a rung's evidence rests on; never used as a fact.
struct LikelyDraw {
    double mean = 0;
    double second_moment = 0;  ///< E X^2, positive
    double share = 1;          ///< of the draws that are not void, in (0, 1]
};

/// How far a profile climbs down, as decimals such as "0.005" out of 1, 2, 5 times a power of ten.
struct LadderReach {
    std::string goal;   ///< the least |d| that is to be refuted, at both signs
    std::string least;  ///< the last rung that is tried, at most the goal
};

/// A family of statements, one for each relative effect d: true at d = 0, false at every other.
struct EffectLadder {
    std::string name;       ///< unique within the claim: lower-case letters, digits, hyphens
    std::string title;      ///< one line, with d
    std::string statement;  ///< in plain text, with d
    /// Certificates of the theorem itself that a refutation rests on ("2.4"), when it does; the report then
    /// says that the refutation is given them. Empty when none.
    std::string given;
    /// The statement at the effect d. Only what refutes it is used.
    std::function<Test(const precise::Enclosure& d)> test;
    /// The cells that the planner may choose from, declared before any draw. Cells of one layer do not belong
    /// here: they would test one Gaussian integral.
    std::vector<std::string> cells;
    /// For a sampled test: what is likely of the draws at a cell; every refuting condition must name one
    /// observable.
    std::function<LikelyDraw(const Cell&)> likely;
    /// For a certified test: whether theory alone says that the cell tells d from 0, before the value is
    /// computed.
    std::function<bool(const precise::Enclosure& d, const Cell&)> separates;
    LadderReach quick, standard, deep;
};

/// "0.2", "0.1", "0.05", ... down to `least`, each 2 or 2.5 times smaller than the one before. Throws
/// std::logic_error when `least` is none of them or below 1e-6.
[[nodiscard]] std::vector<std::string> ladder_effects(const std::string& least);

}  // namespace limitcheck
