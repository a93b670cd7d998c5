// Two reports held against each other: which verdicts passed into which, and which numbers moved.
#pragma once

#include <string>
#include <vector>

#include "limitcheck/run/result.hpp"

namespace limitcheck::report {

/// How a change bears on what was established.
enum class Bearing {
    regression,   ///< a verdict got worse, or something that was shown is gone
    improvement,  ///< a verdict got better
    neutral       ///< new, or another number or text
};

/// One difference between two reports.
struct Change {
    Bearing bearing = Bearing::neutral;
    std::string what;   ///< "verdict", "estimate", "bound", "target", "rigor", "gone", ...
    std::string claim;  ///< its id
    /// Where in the claim: a cell ("#3 n=64,L=8,t=1"), a falsification and its cell, a ladder; empty for the
    /// claim itself.
    std::string where;
    std::string was;  ///< empty for what is new
    std::string is;   ///< empty for what is gone
};

/// What two reports differ in.
struct Comparison {
    /// What the two runs do not share and what follows from it, a sentence each: "seed 1 before, 2 now: ...".
    std::vector<std::string> notes;
    std::vector<Change> changes;  ///< in the order of the new report's claims; gone claims last
};

/// Holds the report `now` against the earlier one, `before`.
///
/// Verdicts are ordered refuted < undecided < verified; those of falsifications and ladders, which should
/// come out refuted, the other way. A regression is a verdict of a claim, of a cell or of a falsification
/// that got worse, a ladder that lost its goal, and a claim, a falsification or a ladder that is gone. Cells
/// are the same when index and text are: other cells are counted, one change a claim, and not compared. Where
/// both runs drew the same networks (seed, stream version), an estimate has moved when its bits have;
/// else when the two ranges of two standard errors have no point in common.
[[nodiscard]] Comparison compare(const run::SuiteResult& before, const run::SuiteResult& now);

/// Whether any change is a regression.
[[nodiscard]] bool regressed(const Comparison& comparison);

/// For people: the notes, then a table in Markdown with a line a change and the number of regressions, or "no
/// change".
[[nodiscard]] std::string to_text(const Comparison& comparison);

}  // namespace limitcheck::report
