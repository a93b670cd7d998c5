#include "conclude.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "limitcheck/run/execute.hpp"
#include "limitcheck/run/lemmas.hpp"
#include "limitcheck/statistics/coverage.hpp"
#include "rigor.hpp"

namespace limitcheck::run {

using statistics::Verdict;

namespace {

/// The share of the statement about a domain that may be wrong by chance of the cells drawn.
constexpr double coverage_error = 0.05;

/// The first failure in the order of the cells, so that the report does not depend on which thread met one
/// first.
void note_failure(ClaimResult& result, const std::vector<CellResult>& cells) {
    for (const CellResult& cell : cells) {
        if (result.error.empty() && cell.reason.starts_with(own_code_failed)) {
            result.error =
                fmt::format("cell {}: {}", to_text(cell.cell), cell.reason.substr(own_code_failed.size()));
        }
    }
}

/// What of a claim is still to be written; empty when nothing is.
std::string unwritten_part(const Claim& claim) {
    if (!claim.test.unwritten.empty()) {
        return "its test is still to be written: " + claim.test.unwritten;
    }
    for (const Falsification& falsification : claim.falsifications) {
        if (!falsification.test.unwritten.empty()) {
            return fmt::format("its falsification '{}' is still to be written: {}", falsification.name,
                               falsification.test.unwritten);
        }
    }
    return {};
}

/// Of a run of one cell: the claim's own j-th cell refutes the claim too, a verified one verifies only
/// itself. Any other cell has a cell's verdict alone: whoever chooses cells by hand chooses how many, and no
/// share of the error budget is theirs.
void conclude_cell(ClaimResult& result, const Claim& claim, const RunOptions& options,
                   const std::string& unwritten) {
    CellResult& cell = result.cells.front();
    const auto withdraw = [&](const std::string& why) {
        cell.verdict = Verdict::undecided;
        cell.reason = why;
    };
    if (cell.verdict == Verdict::verified && !unwritten.empty()) {
        // A check without falsifications has shown no power: not even a cell of it is verified.
        withdraw(unwritten);
    } else if (cell.verdict == Verdict::verified && !informative(claim.test, cell.cell)) {
        withdraw(
            "vacuous: the bound is not below what holds without the theorem, and such a cell is no evidence");
    }
    const bool own = is_own_cell(claim, options, cell.index, cell.cell);
    const bool refutes = own && cell.verdict == Verdict::refuted;
    result.verdict = refutes ? Verdict::refuted : Verdict::undecided;
    result.reason =
        fmt::format("one cell, asked for by hand, is {}: {}{}{}{}", statistics::to_text(cell.verdict),
                    refutes ? fmt::format("the claim's own cell #{}, which refutes it", cell.index)
                            : "a cell's verdict, not the claim's",
                    own || cell.verdict == Verdict::undecided ? "" : ", and outside the error budget",
                    cell.reason.empty() ? "" : "; ", cell.reason);
}

}  // namespace

void describe(ClaimResult& result, const Claim& claim, const RunOptions& options) {
    result.id = claim.id;
    result.title = claim.title;
    result.statement = claim.statement;
    result.plain_statement = claim.plain_statement;
    result.source = theorems::citation(claim.source);
    result.kind = claim.test.certified ? "certified" : "sampled";
    result.hypotheses = claim.source.hypotheses;
    result.assumptions = claim.source.assumptions;
    result.assumptions.insert(result.assumptions.end(), claim.assumptions.begin(), claim.assumptions.end());
    if (!claim.test.certified) {
        result.assumptions.emplace_back(
            "ideal-stream: Philox4x32-10 with the stated Box-Muller transform yields independent standard "
            "normals");
    } else {
        result.assumptions.emplace_back(
            "ideal-stream: the cells are drawn independently from the stated domain");
    }
    result.void_unless = claim.test.measurement.void_unless;
    result.domain = claim.domain.description(options.data);
    result.rigor_bound = "interval";
}

void conclude(ClaimResult& result, const Claim& claim, const RunOptions& options,
              const statistics::ErrorBudget& budget) {
    conclude_rigor(result, claim);
    result.lemmas = lemmas_behind(claim, result);
    note_failure(result, result.cells);
    for (const FalsificationResult& falsification : result.falsifications) {
        note_failure(result, falsification.cells);
    }
    std::vector<Verdict> falsifications;
    for (FalsificationResult& falsification : result.falsifications) {
        std::vector<Verdict> cells;
        for (const CellResult& cell : falsification.cells) {
            cells.push_back(cell.verdict);
        }
        const bool all =
            std::all_of(cells.begin(), cells.end(), [](Verdict v) { return v == Verdict::refuted; });
        falsification.verdict = all && !cells.empty() ? Verdict::refuted : Verdict::undecided;
        falsifications.push_back(falsification.verdict);
    }
    std::vector<Verdict> cells;
    std::uint64_t counted = 0;
    std::uint64_t failed = 0;
    for (const CellResult& cell : result.cells) {
        cells.push_back(cell.verdict);
        if (cell.counts) {
            ++counted;
            failed += cell.verdict == Verdict::verified ? 0 : 1;
        }
    }
    const std::string unwritten = unwritten_part(claim);
    if (options.cell) {
        conclude_cell(result, claim, options, unwritten);
        return;
    }
    if (options.falsify_only) {
        result.verdict = Verdict::undecided;
        result.reason = "only the falsifications were run";
        return;
    }
    const statistics::Judgement judgement = statistics::judge_claim(cells, falsifications);
    result.verdict = judgement.verdict;
    result.reason = judgement.reason +
                    (judgement.verdict == Verdict::undecided && !unwritten.empty() ? "; " + unwritten : "");
    // Where cells decided it, the first of them is named with its own reason.
    const auto first = std::find_if(result.cells.begin(), result.cells.end(), [&](const CellResult& c) {
        return c.verdict == result.verdict && c.verdict != Verdict::verified;
    });
    if (first != result.cells.end()) {
        result.reason += fmt::format("{}cell #{} ({}) is {}{}{}", result.reason.empty() ? "" : "; ",
                                     first->index, to_text(first->cell), statistics::to_text(first->verdict),
                                     first->reason.empty() ? "" : ": ", first->reason);
    }
    const statistics::Coverage coverage = statistics::coverage(
        counted, failed, coverage_error, result.kind == "certified" ? 0.0 : budget.alpha_verify);
    result.coverage = {counted, failed, coverage.violating_mass, coverage.confidence,
                       statistics::to_text(coverage)};
}

}  // namespace limitcheck::run
