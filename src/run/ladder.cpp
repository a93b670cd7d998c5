#include "limitcheck/run/ladder.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <mutex>

#include "cell_run.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/run/journal.hpp"
#include "reproduce.hpp"
#include "setup.hpp"
#include "streams.hpp"

namespace limitcheck::run {
namespace {

using precise::Enclosure;
using statistics::Verdict;

/// Draws stay in the report up to this many numbers a rung (one a network); longer ones are repeated by their
/// command.
constexpr std::size_t draws_kept = 4096;

const LadderReach& reach_of(const EffectLadder& ladder, const std::string& profile) {
    return profile == "quick" ? ladder.quick : profile == "standard" ? ladder.standard : ladder.deep;
}

/// One rung on its way: where its result goes, and how it is to be run.
struct Slot {
    std::size_t ladder = 0;
    std::string effect;
    std::uint64_t index = 1;
    std::optional<RungPlan> plan;
    Test test;
    double budget = 0;
    RungResult* result = nullptr;
};

void run_rung(const Slot& slot, const LadderResult& ladder, const RunOptions& options,
              const statistics::ErrorBudget& budget, const Watch& watch) {
    RungResult& rung = *slot.result;
    rung.effect = slot.effect;
    rung.cell.index = slot.index;
    rung.cell.comparison = slot.test.comparison;
    rung.cell.rigor_bound = "interval";
    rung.cell.threshold_verify = budget.cell(slot.index).verify.value;
    rung.cell.threshold_refute = budget.cell(slot.index).refute.value;
    if (!slot.plan) {
        rung.cell.reason =
            "no declared cell has power: certified bias and second moment leave no room for this effect";
    } else {
        rung.planned_networks = slot.plan->networks;
        rung.planned_cost = slot.plan->cost;
        rung.cell.cell = slot.plan->cell;
        if (slot.plan->cost > slot.budget) {
            rung.cell.reason = fmt::format("not tried: {:.3g} {} planned, above the budget of {:.3g}",
                                           slot.plan->cost, ladder.cost_unit, slot.budget);
        } else {
            CellTask task;
            task.test = &slot.test;
            task.cell = slot.plan->cell;
            task.index = slot.index;
            const std::string stream = rung_stream(ladder.claim, ladder.name, slot.effect);
            task.key = random::StreamKey{stream_key(options.seed, stream, task.cell)};
            task.thresholds = budget.cell(slot.index);
            task.normals = slot.budget;
            task.falsification = true;
            task.draws_kept = draws_kept;
            task.shadow = &ladder.shadow;
            const CellKey key{stream, task.index, to_text(task.cell)};
            std::optional<CellResult> kept =
                options.journal != nullptr ? options.journal->take(key) : std::nullopt;
            if (kept) {
                rung.cell = std::move(*kept);
                rung.cell.cell = task.cell;
            } else {
                rung.cell = run_cell(task, watch);
                if (options.journal != nullptr) {
                    options.journal->keep(key, rung.cell);
                }
            }
            rung.tried = true;
            rung.cost = slot.test.certified
                            ? static_cast<double>(task.cell.depth)
                            : static_cast<double>(rung.cell.samples + rung.cell.void_samples) *
                                  slot.test.measurement.cost(task.cell);
        }
    }
    rung.cell.counts = false;
    rung.cell.reproduce = repeat_command(options, "falsify --ladder", ladder.claim);
}

/// The least effect of one sign that is refuted with all larger ones; empty when not even the largest is.
std::string least_refuted(const LadderResult& ladder, char sign) {
    std::string least;
    for (const RungResult& rung : ladder.rungs) {
        if (rung.effect.front() != sign) {
            continue;
        }
        if (rung.cell.verdict != Verdict::refuted) {
            break;
        }
        least = rung.effect.substr(1);
    }
    return least;
}

void conclude(LadderResult& ladder) {
    ladder.least_above = least_refuted(ladder, '+');
    ladder.least_below = least_refuted(ladder, '-');
    // The goal lies on the way down. (As enclosures, two equal decimals are not certainly in order.)
    const auto reaches = [&](const std::string& least) {
        const std::vector<std::string> down =
            least.empty() ? std::vector<std::string>{} : ladder_effects(least);
        return std::find(down.begin(), down.end(), ladder.goal) != down.end();
    };
    ladder.at_goal = ladder.error.empty() && reaches(ladder.least_above) && reaches(ladder.least_below) &&
                     ladder.control.cell.verdict != Verdict::refuted;
}

void check_ladder(const std::string& claim, const EffectLadder& ladder) {
    const auto refuse = [&](const char* what) {
        throw Error(fmt::format("claim {}, ladder '{}': {}", claim, ladder.name, what));
    };
    if (!well_formed_id("ladder/" + ladder.name)) {
        refuse("its name is malformed; write lower-case letters, digits and hyphens");
    }
    if (!ladder.test || ladder.cells.empty()) {
        refuse("it has no test or no cells; give both");
    }
    const Test test = ladder.test(Enclosure(0));
    if (test.certified ? !ladder.separates : !ladder.likely) {
        refuse(test.certified ? "a certified ladder needs `separates`" : "a sampled ladder needs `likely`");
    }
    for (const std::string& text : ladder.cells) {
        if (parse_cell(text).layer() < 2) {
            refuse("a cell of fewer than two layers does not count; give deeper ones");
        }
    }
}

}  // namespace

SuiteResult climb_ladders(const std::vector<std::string>& claim_ids, const RunOptions& options) {
    RunSetup setup(options);
    SuiteResult& suite = setup.suite;
    tbb::task_arena& arena = setup.arena;

    std::vector<EffectLadder> ladders;
    for (const std::string& id : claim_ids) {
        const Claim claim = make_claim(id);
        for (const EffectLadder& ladder : claim.ladders) {
            check_ladder(id, ladder);
            ladders.push_back(ladder);
            LadderResult& result = suite.ladders.emplace_back();
            result.claim = id;
            result.name = ladder.name;
            result.title = ladder.title;
            result.statement = ladder.statement;
            result.given = ladder.given;
            result.goal = reach_of(ladder, options.profile.name).goal;
        }
    }
    if (ladders.empty()) {
        throw Error(
            "none of the selected claims has an effect ladder; without a CLAIM all ladders are climbed");
    }

    std::vector<Slot> slots;
    for (std::size_t i = 0; i < ladders.size(); ++i) {
        const std::vector<std::string> effects =
            ladder_effects(reach_of(ladders[i], options.profile.name).least);
        LadderResult& result = suite.ladders[i];
        result.rungs.resize(2 * effects.size());
        for (std::size_t j = 0; j < result.rungs.size(); ++j) {
            Slot slot;
            slot.ladder = i;
            slot.effect = (j % 2 == 0 ? "+" : "-") + effects[j / 2];
            slot.index = j / 2 + 1;
            slot.budget = setup.normals_a_cell;
            slot.result = &result.rungs[j];
            slots.push_back(std::move(slot));
        }
    }
    // The ladders share the noise of what is repeated in high precision.
    arena.execute([&] {
        network::ShadowNoise noise;
        tbb::parallel_for(std::size_t{0}, ladders.size(), [&](std::size_t i) {
            stop_if_asked(options);
            suite.ladders[i].shadow = shadow_ladder(ladders[i], options.seed, noise);
        });
    });
    // Planning is bounds in high precision: worth the threads.
    arena.execute([&] {
        tbb::parallel_for(std::size_t{0}, slots.size(), [&](std::size_t s) {
            Slot& slot = slots[s];
            const Enclosure d = Enclosure::decimal(slot.effect);
            slot.test = ladders[slot.ladder].test(d);
            slot.plan = plan_rung(ladders[slot.ladder], d, setup.budget.cell(slot.index),
                                  suite.ladders[slot.ladder].shadow);
        });
    });
    for (std::size_t i = 0; i < ladders.size(); ++i) {
        // The control stands where the dearest rung within the budget does, and is given as many networks.
        Slot control;
        control.ladder = i;
        control.effect = "0";
        control.test = ladders[i].test(Enclosure(0));
        for (const Slot& slot : slots) {
            if (slot.ladder == i && slot.effect != "0" && slot.plan && slot.plan->cost <= slot.budget &&
                (!control.plan || control.plan->cost < slot.plan->cost)) {
                control.plan = slot.plan;
            }
        }
        control.budget = control.plan ? control.plan->cost : 0;
        control.result = &suite.ladders[i].control;
        suite.ladders[i].void_unless = control.test.measurement.void_unless;
        suite.ladders[i].cost_unit = control.test.certified ? "layers of the recursion" : "normals";
        slots.push_back(std::move(control));
    }
    std::stable_sort(slots.begin(), slots.end(), [](const Slot& a, const Slot& b) {
        return (a.plan ? a.plan->cost : 0) > (b.plan ? b.plan->cost : 0);
    });

    std::mutex mutex;
    Progress progress;
    progress.tasks = slots.size();
    double normals_drawn = 0;
    const auto report = [&](const Slot& slot, double share, double networks, double normals, bool done) {
        const std::lock_guard lock(mutex);
        normals_drawn += normals;
        progress.claim = suite.ladders[slot.ladder].claim;
        progress.cell = fmt::format("d = {}, {}", slot.effect,
                                    slot.plan ? to_text(slot.plan->cell) : std::string("no cell"));
        progress.evidence_share = share;
        progress.networks += networks;
        progress.tasks_done += done ? 1 : 0;
        if (options.progress) {
            options.progress(progress);
        }
        stop_if_asked(options);
        if (options.journal != nullptr) {
            options.journal->check();  // nobody draws on for a run that has failed
        }
    };
    std::vector<std::string> errors(slots.size());
    std::atomic<std::size_t> next{0};
    arena.execute([&] {
        tbb::parallel_for(0U, setup.threads, [&](std::uint32_t) {
            for (std::size_t s = next++; s < slots.size(); s = next++) {
                const Slot& slot = slots[s];
                try {
                    run_rung(slot, suite.ladders[slot.ladder], options, setup.budget,
                             [&](double share, double networks, double normals) {
                                 report(slot, share, networks, normals, false);
                             });
                } catch (const Interrupted&) {
                    throw;
                } catch (const JournalError&) {
                    throw;
                } catch (const std::exception& failure) {
                    errors[s] = fmt::format("d = {}: {}", slot.effect, failure.what());
                }
                report(slot, 1, 0, 0, true);
            }
        });
    });
    for (std::size_t s = 0; s < slots.size(); ++s) {
        std::string& error = suite.ladders[slots[s].ladder].error;
        error = error.empty() ? errors[s] : error;
    }
    for (LadderResult& ladder : suite.ladders) {
        conclude(ladder);
    }
    return setup.finish(normals_drawn);
}

}  // namespace limitcheck::run
