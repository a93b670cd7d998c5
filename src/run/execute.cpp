#include "limitcheck/run/execute.hpp"

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "cell_run.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/cell/hash.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/statistics/coverage.hpp"

namespace limitcheck::run {
namespace {

using statistics::Verdict;

/// The share of the statement about a domain that may be wrong by chance of the cells drawn.
constexpr double coverage_error = 0.05;

/// Draws are kept in the report for cells up to this one; those of later cells are repeated by their
/// reproduce command.
constexpr std::uint64_t cells_with_draws = 40;

/// How the reason of a cell begins that ended in an exception.
constexpr std::string_view own_code_failed = "the claim's own code failed: ";

/// One cell of one claim, or of one of its falsifications.
struct Slot {
    std::size_t claim = 0;
    std::optional<std::size_t> falsification;
    CellTask task;
    bool counts = true;
    double cost = 0;  ///< normals one network costs: the dear ones start first
    CellResult* result = nullptr;
};

std::string reproduce(const std::string& id, const RunOptions& options, const Slot& slot,
                      const Claim& claim) {
    std::string text = fmt::format("limitcheck {} '{}'", slot.falsification ? "falsify" : "run", id);
    if (!slot.falsification) {
        const bool of_file = options.data != nullptr && claim.domain.data_inputs() != 0;
        text += fmt::format(" --cell '#{}:{}'", slot.task.index, to_text(slot.task.cell));
        text += fmt::format(" --seed {}", options.seed);
        if (of_file) {
            text += " --inputs FILE.csv" + options.data->selection;
        }
    } else {
        text += fmt::format(" --seed {}", options.seed);
    }
    if (options.attempt != 1) {
        text += fmt::format(" --attempt {}", options.attempt);
    }
    if (options.profile.name != "quick") {
        text += fmt::format(" --profile {}", options.profile.name);
    }
    return text;
}

random::StreamKey key_of(std::uint64_t seed, const std::string& name, const Cell& cell) {
    return random::StreamKey{stream_key(seed, name, cell)};
}

void describe(ClaimResult& result, const Claim& claim, const RunOptions& options) {
    result.id = claim.id;
    result.title = claim.title;
    result.statement = claim.statement;
    result.plain_statement = claim.plain_statement;
    result.source = theorems::citation(claim.source);
    result.kind = claim.test.certified ? "certified" : "sampled";
    result.hypotheses = claim.source.hypotheses;
    result.lemmas = claim.source.lemmas;
    result.assumptions = claim.source.assumptions;
    result.assumptions.insert(result.assumptions.end(), claim.assumptions.begin(), claim.assumptions.end());
    if (!claim.test.certified) {
        result.assumptions.emplace_back(
            "ideal-stream: Philox4x32-10 with the stated Box-Muller transform yields independent standard "
            "normals");
        result.assumptions.emplace_back(
            "simulation-rounding: the rounding of the simulation moves no mean by more than the margin of "
            "its verdict");
    } else {
        result.assumptions.emplace_back(
            "ideal-stream: the cells are drawn independently from the stated domain");
    }
    result.domain = claim.domain.description(options.data);
    result.rigor_bound = "interval";
    result.rigor_simulation = claim.test.certified ? "none needed" : "assumed: simulation-rounding";
}

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

void conclude(ClaimResult& result, const Claim& claim, const RunOptions& options) {
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
        if (cell.rigor_bound == "assumed") {
            result.rigor_bound = "assumed";
        }
    }
    const std::string unwritten = unwritten_part(claim);
    if (options.cell) {
        // A check without falsifications has shown no power: not even a cell of it is verified.
        result.verdict = unwritten.empty() ? statistics::combine(cells) : Verdict::undecided;
        result.reason = "one cell, asked for by hand: a cell's verdict, not the claim's" +
                        (unwritten.empty() ? "" : "; " + unwritten);
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
    const statistics::Coverage coverage =
        statistics::coverage(counted, failed, coverage_error, result.kind == "certified" ? 0.0 : 1e-6);
    result.coverage = {counted, failed, coverage.violating_mass, coverage.confidence,
                       statistics::to_text(coverage)};
}

}  // namespace

bool informative(const Test& test, const Cell& cell) {
    return !test.trivial || certainly_less(test.bound(cell), test.trivial(cell)) == precise::Certainty::yes;
}

std::vector<Cell> planned_cells(const Claim& claim, const RunOptions& options) {
    std::vector<Cell> cells;
    for (std::uint64_t j = 1; j <= options.profile.cells; ++j) {
        cells.push_back(claim.domain.draw(options.seed, claim.id, j, options.data,
                                          [&](const Cell& cell) { return informative(claim.test, cell); }));
    }
    return cells;
}

NamedCell named_cell(const Claim& claim, const RunOptions& options, const std::string& text) {
    const InputResolver resolve = [&](std::string_view id) {
        return options.data != nullptr && claim.domain.data_inputs() != 0 ? options.data->resolve(id)
                                                                          : Inputs::parse(id);
    };
    NamedCell named;
    std::string_view rest = text;
    if (rest.starts_with('#')) {
        const std::size_t colon = std::min(rest.find(':'), rest.size());
        const auto index = parse_unsigned(rest.substr(1, colon - 1), 1'000'000'000);
        if (!index || *index == 0) {
            throw Error(fmt::format("cell '{}': give #j with j >= 1, or #j:n=..,L=..,t=..", text));
        }
        named.index = *index;
        if (colon == rest.size()) {
            named.cell = claim.domain.draw(options.seed, claim.id, named.index, options.data,
                                           [&](const Cell& cell) { return informative(claim.test, cell); });
            named.drawn = true;
            return named;
        }
        rest = rest.substr(colon + 1);
    }
    named.cell = parse_cell(rest, resolve);
    if (named.cell.inputs.id() == "one" && rest.find("inputs=") == std::string_view::npos) {
        const std::string& first = claim.domain.input_ids().front();
        named.cell.inputs = Inputs::parse(first);
    }
    std::string why;
    if (!claim.domain.contains(named.cell, why)) {
        throw Error(fmt::format("cell '{}' is outside the domain of {}: {}", text, claim.id, why));
    }
    return named;
}

SuiteResult run_suite(const std::vector<std::string>& claim_ids, const RunOptions& options) {
    const auto started = std::chrono::steady_clock::now();
    SuiteResult suite;
    suite.seed = options.seed;
    suite.profile = options.profile.name;
    suite.attempt = options.attempt;
    if (options.data != nullptr) {
        suite.inputs_file_sha256 = options.data->sha256;
        suite.inputs_rows = options.data->rows;
    }
    const std::uint32_t threads =
        options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    suite.host.threads = threads;
    statistics::ErrorBudget budget;
    budget.attempt = options.attempt;
    budget.alpha_refute = suite.alpha_refute;
    budget.alpha_verify = suite.alpha_verify;
    const double normals_a_cell = options.budget.value_or(options.profile.normals_a_cell);

    std::vector<Claim> claims;
    for (const std::string& id : claim_ids) {
        claims.push_back(make_claim(id));
    }
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    tbb::task_arena arena(static_cast<int>(threads));

    // Planning draws cells until their bounds say something: the bounds are the work here.
    suite.claims.resize(claims.size());
    std::vector<std::vector<NamedCell>> plans(claims.size());
    arena.execute([&] {
        tbb::parallel_for(std::size_t{0}, claims.size(), [&](std::size_t i) {
            const Claim& claim = claims[i];
            if (options.cell) {
                plans[i].push_back(named_cell(claim, options, *options.cell));
            } else if (!options.falsify_only) {
                std::uint64_t j = 0;
                for (Cell& cell : planned_cells(claim, options)) {
                    plans[i].push_back({++j, std::move(cell), true});
                }
            }
        });
    });

    std::vector<Slot> slots;
    for (std::size_t i = 0; i < claims.size(); ++i) {
        const Claim& claim = claims[i];
        ClaimResult& result = suite.claims[i];
        describe(result, claim, options);
        const auto add = [&](const Test& test, const Cell& cell, std::uint64_t index,
                             const std::string& stream, std::optional<std::size_t> falsification, bool counts,
                             CellResult* into) {
            Slot slot;
            slot.claim = i;
            slot.falsification = falsification;
            slot.task = {&test,
                         cell,
                         index,
                         key_of(options.seed, stream, cell),
                         budget.cell(index),
                         normals_a_cell,
                         falsification.has_value()};
            slot.counts = counts;
            slot.cost = test.certified || !test.unwritten.empty() ? static_cast<double>(cell.depth)
                                                                  : test.measurement.cost(cell);
            slot.result = into;
            slots.push_back(std::move(slot));
        };
        result.cells.resize(plans[i].size());
        for (std::size_t j = 0; j < plans[i].size(); ++j) {
            const NamedCell& named = plans[i][j];
            add(claim.test, named.cell, named.index, claim.id, std::nullopt, named.drawn && !options.cell,
                &result.cells[j]);
        }
        if (!options.cell) {
            result.falsifications.resize(claim.falsifications.size());
            for (std::size_t f = 0; f < claim.falsifications.size(); ++f) {
                const Falsification& falsification = claim.falsifications[f];
                FalsificationResult& into = result.falsifications[f];
                into.name = falsification.name;
                into.effect = falsification.effect;
                into.relative_effect = falsification.relative_effect;
                into.cells.resize(falsification.cells.size());
                for (std::size_t j = 0; j < falsification.cells.size(); ++j) {
                    add(falsification.test, parse_cell(falsification.cells[j]), j + 1,
                        claim.id + "#" + falsification.name, f, false, &into.cells[j]);
                }
            }
        }
    }
    std::stable_sort(slots.begin(), slots.end(),
                     [](const Slot& a, const Slot& b) { return a.cost > b.cost; });

    std::mutex mutex;
    Progress progress;
    progress.tasks = slots.size();
    double normals_drawn = 0;
    const auto report = [&](const Slot& slot, double share, double networks, double normals, bool done) {
        const std::lock_guard lock(mutex);
        normals_drawn += normals;
        progress.claim = suite.claims[slot.claim].id;
        progress.cell = to_text(slot.task.cell);
        progress.evidence_share = share;
        progress.networks += networks;
        progress.tasks_done += done ? 1 : 0;
        if (options.progress) {
            options.progress(progress);
        }
    };
    const auto run_slot = [&](const Slot& slot) {
        const auto stop_if_asked = [&] {
            if (options.stop != nullptr && options.stop->load()) {
                throw Interrupted();
            }
        };
        const Watch watch = [&](double share, double networks, double normals) {
            report(slot, share, networks, normals, false);
            stop_if_asked();
        };
        CellResult result;
        try {
            result = run_cell(slot.task, watch);
        } catch (const Interrupted&) {
            throw;
        } catch (const std::exception& failure) {
            // One claim's fault does not take the others' verdicts away; the report shows it as an error.
            result = CellResult{};
            result.index = slot.task.index;
            result.cell = slot.task.cell;
            result.comparison = slot.task.test->comparison;
            result.rigor_bound = "interval";
            result.reason = std::string(own_code_failed) + failure.what();
        }
        result.counts = slot.counts;
        if (slot.task.index > cells_with_draws) {
            result.draws.clear();
        }
        result.reproduce = reproduce(claims[slot.claim].id, options, slot, claims[slot.claim]);
        if (slot.task.cell.order) {
            result.points =
                slot.task.cell.order->points({slot.task.cell.width, slot.task.cell.depth}, order_points);
        }
        *slot.result = std::move(result);
        report(slot, 1, 0, 0, true);
        stop_if_asked();
    };
    // One worker a thread takes slots in order, the dear ones first; a worker that finds none left lends its
    // thread to the draws of the others.
    std::atomic<std::size_t> next{0};
    arena.execute([&] {
        tbb::parallel_for(0U, threads, [&](std::uint32_t) {
            for (std::size_t s = next++; s < slots.size(); s = next++) {
                run_slot(slots[s]);
            }
        });
    });
    for (std::size_t i = 0; i < claims.size(); ++i) {
        conclude(suite.claims[i], claims[i], options);
    }
    if (options.with_figures && !options.cell && !options.falsify_only) {
        arena.execute([&] {
            tbb::parallel_for(std::size_t{0}, claims.size(), [&](std::size_t i) {
                suite.claims[i].figures.resize(claims[i].figures.size());
                tbb::parallel_for(std::size_t{0}, claims[i].figures.size(), [&](std::size_t f) {
                    suite.claims[i].figures[f] = claims[i].figures[f](options.seed, claims[i].id);
                });
            });
        });
    }
    suite.host.normals = normals_drawn;
    suite.host.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return suite;
}

}  // namespace limitcheck::run
