#include "limitcheck/run/execute.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <mutex>

#include "cell_run.hpp"
#include "conclude.hpp"
#include "figures.hpp"
#include "in_order.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/run/journal.hpp"
#include "limitcheck/run/shrink.hpp"
#include "project.hpp"
#include "reproduce.hpp"
#include "setup.hpp"
#include "shadow_suite.hpp"
#include "streams.hpp"

namespace limitcheck::run {
namespace {

using statistics::Verdict;

/// Draws are kept in the report for cells up to this one; those of later cells are repeated by their
/// reproduce command.
constexpr std::uint64_t cells_with_draws = 40;

/// The budget of a cell is given out in these portions: after each of them the cells that are left are taken
/// up again, the nearest to a decision first.
constexpr std::array effort_rounds{1.0 / 64, 1.0 / 8, 1.0};

/// One cell of one claim, or of one of its falsifications.
struct Slot {
    std::size_t claim = 0;
    std::optional<std::size_t> falsification;
    CellTask task;
    std::string stream;  ///< the name its draws come from
    bool counts = true;
    bool confirmation = false;     ///< of a counterexample: its own stream
    double cost = 0;               ///< normals one network costs: the dear ones start first
    std::unique_ptr<CellRun> run;  ///< while it is under way
    double evidence_share = 0;     ///< after the last round
    bool done = false;
    CellResult* result = nullptr;
};

/// The command that repeats a slot: one cell, or the claim's falsifications.
std::string reproduce(const RunOptions& options, const Slot& slot, const Claim& claim) {
    if (slot.falsification) {
        return repeat_command(options, "falsify", claim.id);
    }
    const bool of_file = options.data != nullptr && claim.domain.data_inputs() != 0;
    const std::string which =
        slot.confirmation ? std::string(confirmation_prefix) : fmt::format("#{}:", slot.task.index);
    return repeat_command(options, "run", claim.id, which + to_text(slot.task.cell),
                          of_file ? &options.data->selection : nullptr);
}

random::StreamKey key_of(std::uint64_t seed, const std::string& name, const Cell& cell) {
    return random::StreamKey{stream_key(seed, name, cell)};
}

CellKey journal_key(const Slot& slot) { return {slot.stream, slot.task.index, to_text(slot.task.cell)}; }

/// Gives a slot its result, with what the slot knows and the cell's run does not.
void settle(Slot& slot, CellResult result, const RunOptions& options, const Claim& claim) {
    result.cell = slot.task.cell;
    result.counts = slot.counts;
    result.reproduce = reproduce(options, slot, claim);
    *slot.result = std::move(result);
    slot.done = true;
}

}  // namespace

SuiteResult run_suite(const std::vector<std::string>& claim_ids, const RunOptions& options) {
    RunSetup setup(options);
    SuiteResult& suite = setup.suite;
    tbb::task_arena& arena = setup.arena;
    std::vector<Claim> claims;
    for (const std::string& id : claim_ids) {
        claims.push_back(make_claim(id));
    }

    // Planning draws cells until their bounds say something: the bounds are the work here.
    suite.claims.resize(claims.size());
    std::vector<std::vector<NamedCell>> plans(claims.size());
    arena.execute([&] {
        parallel_in_order(claims.size(), [&](std::size_t i) {
            const Claim& claim = claims[i];
            try {
                if (options.cell) {
                    plans[i].push_back(named_cell(claim, options, *options.cell));
                } else if (!options.falsify_only) {
                    std::uint64_t j = 0;
                    for (Cell& cell : planned_cells(claim, options)) {
                        plans[i].push_back({++j, std::move(cell), true});
                    }
                }
            } catch (const Error&) {
                throw;
            } catch (const Interrupted&) {
                throw;
            } catch (const std::exception& failure) {
                suite.claims[i].error = fmt::format("planning its cells: {}", failure.what());
            }
        });
    });

    for (std::size_t i = 0; i < claims.size() && !options.cell; ++i) {
        suite.claims[i].falsifications.resize(claims[i].falsifications.size());
    }
    arena.execute([&] { shadow_suite(suite, claims, options); });

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
            slot.stream = stream;
            slot.task.test = &test;
            slot.task.cell = cell;
            slot.task.index = index;
            slot.task.key = key_of(options.seed, stream, cell);
            slot.task.thresholds = setup.budget.cell(index);
            slot.task.normals = setup.normals_a_cell;
            slot.task.falsification = falsification.has_value();
            slot.task.draws_kept = index > cells_with_draws ? 0 : numbers_kept;
            slot.task.shadow = &result.shadow;
            slot.counts = counts;
            try {
                slot.cost = test.certified || !test.unwritten.empty() ? static_cast<double>(cell.depth)
                                                                      : test.measurement.cost(cell);
            } catch (const std::exception&) {
                slot.cost = 0;  // its run will say what is wrong
            }
            slot.result = into;
            slots.push_back(std::move(slot));
        };
        result.cells.resize(plans[i].size());
        for (std::size_t j = 0; j < plans[i].size(); ++j) {
            const NamedCell& named = plans[i][j];
            add(claim.test, named.cell, named.index,
                named.confirmation ? confirmation_stream(claim.id) : claim.id, std::nullopt,
                named.drawn && !options.cell, &result.cells[j]);
            if (named.confirmation) {
                slots.back().confirmation = true;
                slots.back().task.draws_kept = numbers_kept;
                slots.back().task.normals *= confirmation_budgets;
            }
        }
        if (!options.cell) {
            for (std::size_t f = 0; f < claim.falsifications.size(); ++f) {
                const Falsification& falsification = claim.falsifications[f];
                FalsificationResult& into = result.falsifications[f];
                into.name = falsification.name;
                into.effect = falsification.effect;
                into.relative_effect = falsification.relative_effect;
                into.cells.resize(falsification.cells.size());
                for (std::size_t j = 0; j < falsification.cells.size(); ++j) {
                    add(falsification.test, parse_cell(falsification.cells[j]), j + 1,
                        falsification_stream(claim.id, falsification.name), f, false, &into.cells[j]);
                    slots.back().task.shadow = &into.shadow;
                }
            }
        }
    }
    std::size_t taken = 0;
    for (Slot& slot : slots) {
        if (auto kept =
                options.journal != nullptr ? options.journal->take(journal_key(slot)) : std::nullopt) {
            settle(slot, std::move(*kept), options, claims[slot.claim]);
            ++taken;
        }
    }
    if (options.before) {
        std::vector<Projection> each(slots.size());
        arena.execute([&] {
            tbb::parallel_for(std::size_t{0}, slots.size(), [&](std::size_t s) {
                stop_if_asked(options);
                if (slots[s].done) {
                    return;
                }
                each[s] = project(suite.claims[slots[s].claim].id, slots[s].task);
            });
        });
        options.before(total(each));
    }
    std::stable_sort(slots.begin(), slots.end(),
                     [](const Slot& a, const Slot& b) { return a.cost > b.cost; });

    std::mutex mutex;
    Progress progress;
    progress.tasks = slots.size();
    progress.tasks_done = taken;
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
    const auto run_slot = [&](Slot& slot, double portion) {
        const Watch watch = [&](double share, double networks, double normals) {
            report(slot, share, networks, normals, false);
            stop_if_asked(options);
            if (options.journal != nullptr) {
                options.journal->check();  // nobody draws on for a run that has failed
            }
        };
        CellResult result;
        bool failed = false;
        try {
            if (!slot.run) {
                slot.run = std::make_unique<CellRun>(slot.task);
            }
            slot.run->advance(portion, watch);
            slot.evidence_share = slot.run->evidence_share();
            if (portion < effort_rounds.back() && !slot.run->done()) {
                return;
            }
            result = std::move(*slot.run).result();
        } catch (const Interrupted&) {
            throw;
        } catch (const JournalError&) {
            throw;
        } catch (const std::exception& failure) {
            // One claim's fault does not take the others' verdicts away; the report shows it as an error.
            result = CellResult{};
            result.index = slot.task.index;
            result.comparison = slot.task.test->comparison;
            result.rigor_bound = "interval";
            result.reason = std::string(own_code_failed) + failure.what();
            failed = true;
        }
        slot.run.reset();
        if (options.journal != nullptr && !failed) {  // what failed is tried again
            options.journal->keep(journal_key(slot), result);
        }
        settle(slot, std::move(result), options, claims[slot.claim]);
        report(slot, 1, 0, 0, true);
        stop_if_asked(options);
    };
    for (const double portion : effort_rounds) {
        std::vector<Slot*> open;
        for (Slot& slot : slots) {
            if (!slot.done) {
                open.push_back(&slot);
            }
        }
        std::stable_sort(open.begin(), open.end(),
                         [](const Slot* a, const Slot* b) { return a->evidence_share > b->evidence_share; });
        // One worker a thread takes slots in order, in the first round the dear ones first; a worker that
        // finds none left lends its thread to the draws of the others.
        std::atomic<std::size_t> next{0};
        arena.execute([&] {
            tbb::parallel_for(0U, setup.threads, [&](std::uint32_t) {
                for (std::size_t s = next++; s < open.size(); s = next++) {
                    run_slot(*open[s], portion);
                }
            });
        });
    }
    for (std::size_t i = 0; i < claims.size(); ++i) {
        conclude(suite.claims[i], claims[i], options, setup.budget);
    }
    if (!options.cell && !options.falsify_only) {
        SearchOptions search{options.seed, options.data, setup.budget, setup.normals_a_cell};
        search.watch = [&](double, double, double normals) {
            const std::lock_guard lock(mutex);
            normals_drawn += normals;
            stop_if_asked(options);
        };
        arena.execute([&] {
            tbb::parallel_for(std::size_t{0}, claims.size(), [&](std::size_t i) {
                SearchOptions here = search;
                here.shadow = &suite.claims[i].shadow;
                add_counterexample(suite.claims[i], claims[i], here);
                if (auto& found = suite.claims[i].counterexample) {
                    Slot slot;
                    slot.task.cell = found->cell.cell;
                    slot.confirmation = true;
                    found->cell.reproduce = reproduce(options, slot, claims[i]);
                }
            });
        });
    }
    if (options.with_figures && !options.cell && !options.falsify_only) {
        arena.execute([&] { draw_figures(suite, claims, options); });
    }
    return setup.finish(normals_drawn);
}

}  // namespace limitcheck::run
