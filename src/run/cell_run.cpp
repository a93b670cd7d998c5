#include "cell_run.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/run/plan.hpp"
#include "limitcheck/run/property.hpp"

namespace limitcheck::run {
namespace {

using statistics::Verdict;

CellResult certified_cell(const CellTask& task) {
    CellResult result;
    result.index = task.index;
    result.cell = task.cell;
    result.rigor_bound = "interval";
    const CertifiedComparison comparison = task.test->certify(task.cell);
    using precise::Certainty;
    const Certainty below =
        comparison.hi ? certainly_at_most(comparison.value, *comparison.hi) : Certainty::yes;
    const Certainty above =
        comparison.lo ? certainly_at_most(*comparison.lo, comparison.value) : Certainty::yes;
    if (below == Certainty::no || above == Certainty::no) {
        result.verdict = Verdict::refuted;
        result.reason = "the enclosure lies outside the claimed interval";
    } else if (below == Certainty::yes && above == Certainty::yes) {
        result.verdict = Verdict::verified;
    } else {
        result.reason = "the enclosure overlaps an end of the claimed interval";
    }
    result.estimate = comparison.value.mid();
    result.estimate_low = comparison.value.lower();
    result.estimate_high = comparison.value.upper();
    require(comparison.lo || comparison.hi, "a certified comparison has at least one end");
    if (comparison.lo && comparison.hi) {
        // Between two ends is within half their distance of their middle.
        result.comparison = "within";
        result.target = (*comparison.lo + *comparison.hi) / 2;
        result.bound = (*comparison.hi - *comparison.lo) / 2;
    } else {
        result.comparison = comparison.hi ? "at_most" : "at_least";
        result.bound = comparison.hi ? *comparison.hi : *comparison.lo;
    }
    return result;
}

CellResult unwritten_cell(const CellTask& task) {
    CellResult result;
    result.index = task.index;
    result.cell = task.cell;
    result.comparison = task.test->comparison;
    result.rigor_bound = "interval";
    result.threshold_verify = task.thresholds.verify.value;
    result.threshold_refute = task.thresholds.refute.value;
    result.reason = "still to be written: " + task.test->unwritten;
    return result;
}

/// What a tool needs to be valid, and where that is proved.
std::string hypothesis_of(const statistics::EProcess& process, const PlannedPart& part) {
    return part.source.empty() ? process.hypothesis()
                               : fmt::format("{} ({})", process.hypothesis(), part.source);
}

void describe_parts(CellResult& result, const CellPlan& plan, const statistics::Judge& judge) {
    for (std::size_t i = 0; i < plan.verify.size(); ++i) {
        const auto& process = judge.verify_process(i);
        result.parts.push_back({"verify", plan.verify[i].name, plan.verify[i].observable,
                                std::string(process.tool()), hypothesis_of(process, plan.verify[i]),
                                plan.verify[i].level, judge.verify_part_evidence(i).value,
                                plan.verify[i].widening, plan.verify[i].given});
    }
    for (std::size_t i = 0; i < plan.refute.size(); ++i) {
        const auto& process = judge.refute_process(i);
        result.parts.push_back({"refute", plan.refute[i].name, plan.refute[i].observable,
                                std::string(process.tool()), hypothesis_of(process, plan.refute[i]),
                                plan.refute[i].level, judge.refute_part_evidence(i).value,
                                plan.refute[i].widening, plan.refute[i].given});
    }
}

/// What of the theorem a refutation takes for true: nothing where one part that takes nothing carries the
/// average across on its own.
std::vector<std::string> givens(const CellPlan& plan, const statistics::Judge& judge) {
    std::vector<std::string> all;
    const double share = std::log(static_cast<double>(plan.refute.size()));
    for (std::size_t i = 0; i < plan.refute.size(); ++i) {
        const std::string& given = plan.refute[i].given;
        if (given.empty()) {
            if (judge.refute_part_evidence(i).value > judge.thresholds().refute.value + share) {
                return {};
            }
        } else if (std::find(all.begin(), all.end(), given) == all.end()) {
            all.push_back(given);
        }
    }
    return all;
}

/// Why the budget was spent in vain, where that can be seen: the margin of a condition is within its
/// widening.
std::string margin_within_rounding(const CellPlan& plan, const statistics::Judge& judge) {
    for (std::size_t i = 0; i < plan.verify.size(); ++i) {
        const statistics::Part& part = plan.test.verify[i];
        const double widening = plan.verify[i].widening;
        if (!(widening > 0) || judge.verify_part_evidence(i).value >= judge.thresholds().verify.value) {
            continue;
        }
        const double mean = judge.summaries()[part.observable].mean;
        const statistics::Certified held = statistics::bound_of(part.spec);
        const bool at_most = statistics::null_of(part.spec) == statistics::Null::mean_at_least;
        // From the level that was held back to the certified one.
        const bool inside = at_most ? mean >= held.lower && mean <= held.upper + widening
                                    : mean <= held.upper && mean >= held.lower - widening;
        if (inside) {
            return fmt::format(
                "{}: the margin is below the widening {:.3g} for the rounding of the simulation",
                plan.verify[i].name, widening);
        }
    }
    return {};
}

/// The share of the way to a decision that the better side has gone.
double evidence_share(const statistics::Judge& judge) {
    const statistics::Thresholds levels = judge.thresholds();
    return std::clamp(std::max(judge.verify_evidence().value / levels.verify.value,
                               judge.refute_evidence().value / levels.refute.value),
                      0.0, 1.0);
}

}  // namespace

CellResult run_cell(const CellTask& task, const Watch& watch) {
    if (!task.test->unwritten.empty()) {
        return unwritten_cell(task);
    }
    if (task.test->certified) {
        return certified_cell(task);
    }
    const Test& test = *task.test;
    CellPlan plan = plan_cell(test, task.cell, task.shadow != nullptr ? *task.shadow : ShadowResult{});
    if (task.falsification) {
        plan.test.verify.clear();
        plan.verify.clear();
    }
    CellResult result;
    result.index = task.index;
    result.cell = task.cell;
    result.comparison = test.comparison;
    result.bound = test.bound(task.cell);
    if (test.target) {
        result.target = test.target(task.cell);
    }
    result.rigor_bound = statistics::to_text(plan.rigor.bound);
    result.rigor_simulation = plan.rigor.shadowed ? "shadowed" : "assumed";
    result.assumptions = statistics::weakest(std::array{plan.rigor}).assumptions;
    result.threshold_verify = task.thresholds.verify.value;
    result.threshold_refute = task.thresholds.refute.value;
    if (plan.test.refute.empty()) {
        result.reason = plan.cannot_refute.empty() ? "nothing can refute here" : plan.cannot_refute;
        return result;
    }

    const std::size_t width = plan.observables.size();
    const std::size_t batch = test.measurement.batch;
    const double normals_a_batch =
        std::max(1.0, test.measurement.cost(task.cell) * static_cast<double>(batch));
    // Small networks are drawn many batches at a time; how draws are grouped changes no result.
    const auto batches_a_task = static_cast<std::size_t>(std::clamp(2e5 / normals_a_batch, 1.0, 256.0));
    statistics::Judge judge(plan.test, task.thresholds);
    std::uint64_t drawn = 0;
    double normals = 0;
    std::vector<double> out;
    bool within_budget = true;
    while (judge.verdict() == Verdict::undecided && within_budget) {
        // Waves grow by a quarter: what is drawn past a decision stays below a quarter of what was needed.
        const std::size_t tasks = std::clamp<std::size_t>(drawn / (4 * batch * batches_a_task), 2, 64);
        const std::size_t chunk = batch * batches_a_task;
        out.assign(tasks * chunk * width, 0.0);
        tbb::this_task_arena::isolate([&] {
            tbb::parallel_for(std::size_t{0}, tasks, [&](std::size_t i) {
                test.measurement.draw(task.cell, task.key, drawn + i * chunk, chunk,
                                      std::span(out).subspan(i * chunk * width, chunk * width));
            });
        });
        normals += static_cast<double>(tasks * batches_a_task) * normals_a_batch;
        for (std::size_t row = 0; row < tasks * chunk && judge.verdict() == Verdict::undecided; ++row) {
            // The budget is counted in draws consumed, not in draws made, so that it does not depend on
            // waves.
            if (static_cast<double>(drawn + row) * normals_a_batch / static_cast<double>(batch) >
                task.normals) {
                within_budget = false;
                break;
            }
            const std::span<const double> draw = std::span(out).subspan(row * width, width);
            if (std::isnan(draw[0])) {
                ++result.void_samples;
                continue;
            }
            judge.observe(draw);
            result.draws.insert(result.draws.end(), draw.begin(), draw.end());
        }
        drawn += tasks * chunk;
        watch(evidence_share(judge), static_cast<double>(tasks * chunk),
              static_cast<double>(tasks * batches_a_task) * normals_a_batch);
    }
    result.samples = judge.draws();
    result.verdict = judge.verdict();
    result.log_evidence_verify = judge.verify_evidence().value;
    result.log_evidence_refute = judge.refute_evidence().value;
    for (std::size_t i = 0; i < width; ++i) {
        const statistics::Summary summary =
            judge.summaries().empty() ? statistics::Summary{} : judge.summaries()[i];
        const double count = std::max(1.0, static_cast<double>(judge.draws()));
        result.observables.push_back(
            {plan.observables[i].name, summary.mean, std::sqrt(summary.variance / count)});
    }
    const ObservableSummary& estimate = result.observables[plan.estimate];
    const auto scale = [&](double x) { return test.estimate_scale ? test.estimate_scale(x) : x; };
    result.estimate = scale(estimate.mean);
    result.estimate_low = scale(estimate.mean - 2 * estimate.standard_error);
    result.estimate_high = scale(estimate.mean + 2 * estimate.standard_error);
    if (result.verdict == Verdict::refuted) {
        result.given = givens(plan, judge);
    }
    if (result.verdict == Verdict::undecided) {
        const std::string rounding = margin_within_rounding(plan, judge);
        result.reason = !plan.cannot_verify.empty() && !task.falsification ? plan.cannot_verify
                        : !rounding.empty()
                            ? rounding
                            : fmt::format("the budget of {:.3g} normals was spent first", task.normals);
    } else if (judge.contradicted()) {
        result.reason = "verifying and refuting evidence crossed at the same draw: a hypothesis is wrong";
    }
    if (!result.given.empty()) {
        result.reason +=
            fmt::format("{}given {}", result.reason.empty() ? "" : "; ", fmt::join(result.given, " and "));
    }
    describe_parts(result, plan, judge);
    return result;
}

CellResult judge_cell(const Claim& claim, const Cell& cell, std::uint64_t index, std::uint64_t seed,
                      double normals) {
    CellTask task;
    task.test = &claim.test;
    task.cell = cell;
    task.index = index;
    task.key = random::StreamKey{stream_key(seed, claim.id, cell)};
    task.thresholds = statistics::ErrorBudget{}.cell(index);
    task.normals = normals;
    return run_cell(task, [](double, double, double) {});
}

}  // namespace limitcheck::run
