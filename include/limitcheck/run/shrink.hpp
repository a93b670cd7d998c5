// A refuted claim's smallest counterexample: the search for it, and its confirmation on a stream of its own.
// Rests on docs/statistics.md, "The smallest counterexample".
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>

#include "limitcheck/claim/claim.hpp"
#include "limitcheck/run/result.hpp"
#include "limitcheck/statistics/budget.hpp"

namespace limitcheck::run {

/// The cell whose share of the error budget confirms a counterexample: the first that no profile draws, so
/// that no drawn cell's threshold is touched.
inline constexpr std::uint64_t confirmation_index = 1001;

/// A search holds at most this many cells against the claim. It begins no further cell once it has consumed
/// one cell's budget of normals, and one cell may consume a 128th of the budget, or what the last refuted
/// cell took where that is more: a simpler cell that is harder to refute is no better counterexample. The
/// confirmation may consume two cells' budgets.
inline constexpr std::uint64_t most_cells_tried = 400;
inline constexpr double cells_a_budget = 128;

/// Of the confirmation, in cells' budgets.
inline constexpr double confirmation_budgets = 2;

/// Names of the streams, in place of the claim's id: neither has a draw in common with drawn cells.
[[nodiscard]] std::string search_stream(const std::string& claim_id);
[[nodiscard]] std::string confirmation_stream(const std::string& claim_id);
/// How `--cell` names a confirmation: `#confirm:` and the cell's text.
inline constexpr std::string_view confirmation_prefix = "#confirm:";

/// What a search and a confirmation need to know of the run.
struct SearchOptions {
    std::uint64_t seed = 1;
    const DataSet* data = nullptr;  ///< of --inputs
    statistics::ErrorBudget budget;
    double normals_a_cell = 4e9;
    /// Called after each wave of draws with the share of evidence reached, the networks and the normals
    /// drawn; throws to stop.
    std::function<void(double share, double networks, double normals)> watch = {};
    const ShadowResult* shadow = nullptr;  ///< of the claim; null: nothing was repeated in high precision
};

/// Holds cells against a claim while a counterexample is made smaller: each on its search stream, at the
/// error level of the drawn cell, within the bounds above. Once they are reached no cell is refuted any more.
class CounterexampleSearch {
  public:
    /// `drawn` is the refuted cell that the search starts from. The claim must outlive this.
    CounterexampleSearch(const Claim& claim, const CellResult& drawn, SearchOptions options);

    /// True when the cell is informative, within the cost limit of the drawn cell, and refuted. A cell where
    /// the claim's own code fails is not.
    [[nodiscard]] bool refutes(const Cell& cell);

    /// Cells that were sampled (or enclosed); repetitions and cells out of bounds are not.
    [[nodiscard]] std::uint64_t tried() const { return tried_; }
    /// Normals that they consumed.
    [[nodiscard]] double normals() const { return normals_; }
    /// Steps of Domain::simpler from a cell that were tried and came out neither refuted nor verified: they
    /// may be false too. A cell where the claim's own code failed is one of them.
    [[nodiscard]] std::uint64_t undecided_steps(const Cell& from) const;
    /// The bounds were reached before the search was done.
    [[nodiscard]] bool cut_short() const { return cut_short_; }

  private:
    const Claim* claim_;
    std::uint64_t drawn_;
    SearchOptions options_;
    double last_;  ///< normals of the last refuted cell
    std::set<std::string> not_refuted_;
    std::set<std::string> undecided_;
    std::uint64_t tried_ = 0;
    double normals_ = 0;
    bool cut_short_ = false;
};

/// The cell at which no step of Domain::simpler leads to one that fails: from `failing`, the first failing
/// step is taken, and the next ones are looked for where it was found.
[[nodiscard]] Cell shrink(Cell failing, const Domain& domain, const DataSet* data,
                          const std::function<bool(const Cell&)>& fails);

/// One cell on the claim's confirmation stream, at the level of cell `confirmation_index`.
[[nodiscard]] CellResult confirm_cell(const Claim& claim, const Cell& cell, const SearchOptions& options);

/// Searches from a refuted cell of the claim and confirms what is found. Depends on the claim, the cell and
/// the options alone, not on threads.
[[nodiscard]] Counterexample smallest_counterexample(const Claim& claim, const CellResult& refuted,
                                                     const SearchOptions& options);

/// To a refuted claim's result: the smallest counterexample that a search from its first refuted cell finds
/// (in the order of the cells' indices), and a word of it in the reason. Other claims are left as they are.
void add_counterexample(ClaimResult& result, const Claim& claim, const SearchOptions& options);

}  // namespace limitcheck::run
