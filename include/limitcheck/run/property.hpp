// A claim as a property: rapidcheck draws its cells, and shrinks a cell that fails to the smallest that still
// does. The one adapter between domains and rapidcheck; no header includes the library.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "limitcheck/claim/claim.hpp"
#include "limitcheck/run/result.hpp"

namespace limitcheck::run {

/// How a property of cells is explored.
struct PropertyOptions {
    std::uint64_t seed = 1;
    std::uint64_t attempt =
        1;                    ///< K: this seed is the K-th that the claims are held against; sets the levels
    std::uint32_t cases = 5;  ///< at least 1; case j has the domain's j-th cell and its share of the budget
    std::uint64_t largest = std::uint64_t{1} << 16;  ///< cells with width * depth above it are not drawn
    double normals_a_cell = 4e9;
    /// The program that has the claim too: the first word of the commands that repeat a cell.
    std::string suite = "limitcheck";
    /// One cell in place of drawn ones, as the command line names it: its text, `#j:text` or `#confirm:text`.
    std::optional<std::string> cell;
};

/// What a property found. `cases` is the number of drawn cells that ran: a property that ran none does not
/// hold.
struct PropertyResult {
    bool holds = false;
    std::uint32_t cases = 0;
    std::optional<Cell> failing;  ///< as drawn
    std::optional<Cell> minimal;  ///< the last one in shrinking that still failed
    std::optional<CellResult>
        confirmation;     ///< of the minimal cell of a refuted claim, on a stream of its own
    std::string message;  ///< several lines for a person: what failed, where, how to repeat it
};

/// Tells whether a cell is good; on failure says why.
using CellProperty = std::function<bool(const Cell& cell, std::string& why)>;

/// Draws cells of `domain` for the claim id `name` and holds each against `property`. A failing cell is
/// shrunk by the steps of Domain::simpler, staying inside the domain and where `admissible` holds.
[[nodiscard]] PropertyResult check_cells(const std::string& name, const Domain& domain,
                                         const std::function<bool(const Cell&)>& admissible,
                                         const CellProperty& property, const PropertyOptions& options);

/// The property that every cell of the claim is verified. A cell that is merely undecided fails too. A
/// refuted cell is shrunk to the smallest that is still refuted (within the bounds of CounterexampleSearch),
/// and that one is confirmed. The message has the command lines that repeat both; their `--cell` and `--seed`
/// repeat them here too (PropertyOptions::cell and seed). Cells are widened by the claim's shadow run, as the
/// command line's are: the two give the same verdicts. Throws Error when `cell` names none.
[[nodiscard]] PropertyResult check_claim(const Claim& claim, const PropertyOptions& options);

/// One cell of a claim to its verdict, at the error level of cell `index`; `shadow` is the claim's shadow
/// run, null where nothing was repeated, and `attempt` the run's number (statistics::ErrorBudget).
[[nodiscard]] CellResult judge_cell(const Claim& claim, const Cell& cell, std::uint64_t index,
                                    std::uint64_t seed, double normals, const ShadowResult* shadow = nullptr,
                                    std::uint64_t attempt = 1);

}  // namespace limitcheck::run
