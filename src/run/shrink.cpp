#include "limitcheck/run/shrink.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cell_run.hpp"
#include "conclude.hpp"
#include "limitcheck/run/execute.hpp"

namespace limitcheck::run {
namespace {

using statistics::Verdict;

CellTask task_of(const Claim& claim, const Cell& cell, std::uint64_t index, const std::string& stream,
                 const SearchOptions& options, double normals) {
    CellTask task;
    task.test = &claim.test;
    task.cell = cell;
    task.index = index;
    task.key = random::StreamKey{stream_key(options.seed, stream, cell)};
    task.thresholds = options.budget.cell(index);
    task.normals = normals;
    task.shadow = options.shadow;
    return task;
}

/// Normals of the networks that a verdict was reached with; certified cells draw none.
double consumed(const Claim& claim, const Cell& cell, const CellResult& result) {
    return claim.test.certified ? 0
                                : static_cast<double>(result.samples + result.void_samples) *
                                      claim.test.measurement.cost(cell);
}

CellResult run_watched(const CellTask& task, const SearchOptions& options) {
    return run_cell(task, [&](double share, double networks, double normals) {
        if (options.watch) {
            options.watch(share, networks, normals);
        }
    });
}

}  // namespace

CounterexampleSearch::CounterexampleSearch(const Claim& claim, const CellResult& drawn, SearchOptions options)
    : claim_(&claim),
      drawn_(drawn.index),
      options_(std::move(options)),
      last_(consumed(claim, drawn.cell, drawn)) {}

std::string search_stream(const std::string& claim_id) { return claim_id + "@search"; }

std::string confirmation_stream(const std::string& claim_id) { return claim_id + "@confirm"; }

bool CounterexampleSearch::refutes(const Cell& cell) {
    if (cut_short_ || std::uint64_t{cell.width} * cell.depth > Domain::cost_limit(drawn_)) {
        return false;
    }
    const std::string text = to_text(cell);
    if (not_refuted_.contains(text)) {
        return false;
    }
    if (tried_ >= most_cells_tried || normals_ >= options_.normals_a_cell) {
        cut_short_ = true;
        return false;
    }
    bool refuted = false;
    bool undecided = false;
    try {
        if (informative(claim_->test, cell)) {
            ++tried_;
            const double most = std::max(options_.normals_a_cell / cells_a_budget, last_);
            const CellTask task = task_of(*claim_, cell, drawn_, search_stream(claim_->id), options_, most);
            const CellResult result = run_watched(task, options_);
            refuted = result.verdict == Verdict::refuted;
            undecided = result.verdict == Verdict::undecided;
            const double normals = consumed(*claim_, cell, result);
            normals_ += normals;
            last_ = refuted ? normals : last_;
        }
    } catch (const Interrupted&) {
        throw;
    } catch (const std::exception&) {
        // The search goes on: the report is about the cell that was refuted, and this one is not.
        refuted = false;
        undecided = true;
    }
    if (!refuted) {
        not_refuted_.insert(text);
    }
    if (undecided) {
        undecided_.insert(text);
    }
    return refuted;
}

std::uint64_t CounterexampleSearch::undecided_steps(const Cell& from) const {
    std::set<std::string> open;
    for (const SimplerCell& step : claim_->domain.simpler(from, options_.data)) {
        std::string text = to_text(step.cell);
        if (undecided_.contains(text)) {
            open.insert(std::move(text));
        }
    }
    return open.size();
}

Cell shrink(Cell failing, const Domain& domain, const DataSet* data,
            const std::function<bool(const Cell&)>& fails) {
    Coordinate first = Coordinate::time;
    for (bool moved = true; moved;) {
        moved = false;
        for (SimplerCell& simpler : domain.simpler(failing, data, first)) {
            if (fails(simpler.cell)) {
                failing = std::move(simpler.cell);
                first = simpler.changed;
                moved = true;
                break;
            }
        }
    }
    return failing;
}

CellResult confirm_cell(const Claim& claim, const Cell& cell, const SearchOptions& options) {
    CellResult result = run_watched(task_of(claim, cell, confirmation_index, confirmation_stream(claim.id),
                                            options, confirmation_budgets * options.normals_a_cell),
                                    options);
    result.counts = false;
    return result;
}

Counterexample smallest_counterexample(const Claim& claim, const CellResult& refuted,
                                       const SearchOptions& options) {
    CounterexampleSearch search(claim, refuted, options);
    const Cell cell = shrink(refuted.cell, claim.domain, options.data,
                             [&](const Cell& simpler) { return search.refutes(simpler); });
    Counterexample found;
    found.drawn = refuted.index;
    found.tried = search.tried();
    found.normals = search.normals();
    found.undecided = search.undecided_steps(cell);
    found.minimal = !search.cut_short() && found.undecided == 0;
    try {
        found.cell = confirm_cell(claim, cell, options);
    } catch (const Interrupted&) {
        throw;
    } catch (const std::exception& failure) {
        found.cell = CellResult{};
        found.cell.index = confirmation_index;
        found.cell.cell = cell;
        found.cell.counts = false;
        found.cell.comparison = claim.test.comparison;
        found.cell.rigor_bound = "interval";
        found.cell.reason = std::string(own_code_failed) + failure.what();
    }
    return found;
}

void add_counterexample(ClaimResult& result, const Claim& claim, const SearchOptions& options) {
    const auto first = std::find_if(result.cells.begin(), result.cells.end(),
                                    [](const CellResult& cell) { return cell.verdict == Verdict::refuted; });
    if (result.verdict != Verdict::refuted || first == result.cells.end()) {
        return;
    }
    result.counterexample = smallest_counterexample(claim, *first, options);
    const CellResult& cell = result.counterexample->cell;
    result.reason +=
        fmt::format("; the smallest counterexample found is {}, {}", to_text(cell.cell),
                    cell.verdict == Verdict::refuted ? "confirmed on a stream of its own"
                                                     : "which a stream of its own did not confirm");
    if (const std::uint64_t open = result.counterexample->undecided; open > 0) {
        result.reason += fmt::format("; {} simpler {} stayed undecided", open, open == 1 ? "cell" : "cells");
    }
}

}  // namespace limitcheck::run
