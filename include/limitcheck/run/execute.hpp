// Runs claims: plans their cells, samples until each is decided or its budget is spent, and collects what was
// found. Results are a pure function of (claims, options without threads): draws are consumed in counter
// order.
#pragma once

#include <string>
#include <vector>

#include "limitcheck/run/options.hpp"
#include "limitcheck/run/result.hpp"

namespace limitcheck::run {

/// Runs the claims with these ids. HostFacts are filled as far as the engine knows them (seconds, normals,
/// threads). Throws Error for what the user can mend, Interrupted when `options.stop` is set.
[[nodiscard]] SuiteResult run_suite(const std::vector<std::string>& claim_ids, const RunOptions& options);

/// The cell of a claim that `text` names: a cell text, `#j`, `#j:text`, or `#confirm:text`. Throws Error.
struct NamedCell {
    std::uint64_t index = 1;  ///< whose share of the error budget its verdict has
    Cell cell;
    bool drawn = false;         ///< it is known to be the claim's own j-th cell; see is_own_cell
    bool confirmation = false;  ///< it is run as the confirmation of a counterexample
};
[[nodiscard]] NamedCell named_cell(const Claim& claim, const RunOptions& options, const std::string& text);

/// True when the claim itself draws `cell` as its j-th one under the run's seed and inputs. The error budget
/// bounds verdicts at these; the budget of any other cell is not paid for.
[[nodiscard]] bool is_own_cell(const Claim& claim, const RunOptions& options, std::uint64_t j,
                               const Cell& cell);

/// The cells of a claim under a profile, in index order. Throws Error when its domain is empty.
[[nodiscard]] std::vector<Cell> planned_cells(const Claim& claim, const RunOptions& options);

/// True when the test's bound is certainly below what holds trivially, or nothing trivial is known.
[[nodiscard]] bool informative(const Test& test, const Cell& cell);

}  // namespace limitcheck::run
