#include "cell_run.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "cell_parts.hpp"
#include "estimate.hpp"
#include "hopeless.hpp"
#include "in_order.hpp"
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

/// The sizes that are measured along the cell's order of growth.
std::vector<Point> measured_points(const Test& test, const Cell& cell) {
    if (!cell.order) {
        return {};
    }
    return test.measurement.points ? test.measurement.points(cell)
                                   : cell.order->points({cell.width, cell.depth}, order_points);
}

/// The share of the way to a decision that the better side has gone.
double evidence_share(const statistics::Judge& judge) {
    const statistics::Thresholds levels = judge.thresholds();
    return std::clamp(std::max(judge.verify_evidence().value / levels.verify.value,
                               judge.refute_evidence().value / levels.refute.value),
                      0.0, 1.0);
}

}  // namespace

CellRun::CellRun(const CellTask& task) : task_(task) {
    result_.index = task.index;
    result_.cell = task.cell;
    if (!task.test->unwritten.empty()) {
        result_ = unwritten_cell(task);
        return;
    }
    if (task.test->certified) {
        result_ = certified_cell(task);
        return;
    }
    const Test& test = *task.test;
    plan_ = plan_cell(test, task.cell, task.shadow != nullptr ? *task.shadow : ShadowResult{});
    if (task.falsification) {
        plan_.test.verify.clear();
        plan_.verify.clear();
    }
    result_.comparison = test.comparison;
    result_.bound = test.bound(task.cell);
    if (test.target) {
        result_.target = test.target(task.cell);
    }
    result_.rigor_bound = statistics::to_text(plan_.rigor.bound);
    result_.rigor_simulation = plan_.rigor.shadowed ? "shadowed" : "assumed";
    result_.assumptions = statistics::weakest(std::array{plan_.rigor}).assumptions;
    result_.threshold_verify = task.thresholds.verify.value;
    result_.threshold_refute = task.thresholds.refute.value;
    if (plan_.test.refute.empty()) {
        result_.reason = plan_.cannot_refute.empty() ? "nothing can refute here" : plan_.cannot_refute;
        return;
    }
    const auto batch = static_cast<double>(test.measurement.batch);
    cost_ = std::max(1.0, test.measurement.cost(task.cell) * batch) / batch;
    const Affordable budget = affordable(least_networks(plan_, task.thresholds), task.normals, cost_);
    if (!budget.hopeless.empty()) {
        result_.reason = budget.hopeless;
        return;
    }
    if (!task.falsification && plan_.cannot_verify.empty()) {
        plan_.cannot_verify = budget.cannot_verify;
    }
    judge_.emplace(plan_.test, task.thresholds);
}

bool CellRun::done() const {
    return !judge_ || judge_->verdict() != Verdict::undecided || spent_ >= task_.normals;
}

double CellRun::evidence_share() const { return judge_ ? run::evidence_share(*judge_) : 1.0; }

void CellRun::advance(double share, const Watch& watch) {
    if (!judge_) {
        return;
    }
    const Test& test = *task_.test;
    const std::size_t width = plan_.observables.size();
    const std::size_t batch = test.measurement.batch;
    const double normals_a_batch = cost_ * static_cast<double>(batch);
    const double budget = share * task_.normals;
    // Small networks are drawn many batches at a time; how draws are grouped changes no result.
    const auto batches_a_task = static_cast<std::size_t>(std::clamp(2e5 / normals_a_batch, 1.0, 256.0));
    const std::size_t chunk = batch * batches_a_task;
    std::vector<double> out;
    bool within_budget = true;
    while (judge_->verdict() == Verdict::undecided && within_budget) {
        // Waves grow by a quarter: what is drawn past a decision stays below a quarter of what was needed.
        const std::size_t tasks = std::clamp<std::size_t>(consumed_ / (4 * chunk), 2, 64);
        const std::uint64_t first = consumed_ / batch * batch;
        out = unfilled(tasks * chunk * width);
        tbb::this_task_arena::isolate([&] {
            parallel_in_order(tasks, [&](std::size_t i) {
                test.measurement.draw(task_.cell, task_.key, first + i * chunk, chunk,
                                      std::span(out).subspan(i * chunk * width, chunk * width));
            });
        });
        for (std::size_t row = consumed_ - first;
             row < tasks * chunk && judge_->verdict() == Verdict::undecided; ++row) {
            // The budget is counted in draws consumed, not in draws made, so that it depends neither on
            // waves nor on rounds.
            spent_ = static_cast<double>(consumed_) * cost_;
            if (spent_ > budget) {
                within_budget = false;
                break;
            }
            const std::span<double> draw = std::span(out).subspan(row * width, width);
            fill_events(plan_.observables, draw);
            if (is_void(test.measurement, task_.cell, draw, consumed_++)) {
                ++result_.void_samples;
                continue;
            }
            judge_->observe(draw);
            keep(draw);
        }
        watch(evidence_share(), static_cast<double>(tasks * chunk),
              static_cast<double>(tasks * batches_a_task) * normals_a_batch);
    }
}

void CellRun::keep(std::span<const double> draw) {
    std::vector<double>& draws = result_.draws;
    if (!keeps_) {
        return;
    }
    if (draws.size() + draw.size() > task_.draws_kept) {
        keeps_ = false;
        std::vector<double>().swap(draws);  // gives the memory back
        return;
    }
    draws.insert(draws.end(), draw.begin(), draw.end());
}

CellResult CellRun::result() && {
    result_.points = measured_points(*task_.test, task_.cell);
    if (!judge_) {
        return std::move(result_);
    }
    result_.samples = judge_->draws();
    result_.verdict = judge_->verdict();
    result_.log_evidence_verify = judge_->verify_evidence().value;
    result_.log_evidence_refute = judge_->refute_evidence().value;
    for (std::size_t i = 0; i < plan_.observables.size(); ++i) {
        const statistics::Summary summary =
            judge_->summaries().empty() ? statistics::Summary{} : judge_->summaries()[i];
        const double count = std::max(1.0, static_cast<double>(judge_->draws()));
        result_.observables.push_back(
            {plan_.observables[i].name, summary.mean, std::sqrt(summary.variance / count)});
    }
    const Shown shown = estimate_of(*task_.test, task_.cell, plan_, *judge_);
    result_.estimate = shown.value;
    result_.estimate_low = shown.low;
    result_.estimate_high = shown.high;
    if (result_.verdict != Verdict::undecided) {
        result_.given =
            result_.verdict == Verdict::refuted ? refuted_given(plan_, *judge_) : verified_given(plan_);
    }
    if (result_.verdict == Verdict::undecided) {
        const std::string rounding = margin_within_rounding(plan_, *judge_);
        result_.reason = !plan_.cannot_verify.empty() && !task_.falsification ? plan_.cannot_verify
                         : !rounding.empty()
                             ? rounding
                             : fmt::format("the budget of {:.3g} normals was spent first", task_.normals);
    } else if (judge_->contradicted()) {
        result_.reason = "verifying and refuting evidence crossed at the same draw: a hypothesis is wrong";
    }
    if (!result_.given.empty() && result_.verdict == Verdict::refuted) {
        result_.reason +=
            fmt::format("{}given {}", result_.reason.empty() ? "" : "; ", fmt::join(result_.given, " and "));
    }
    describe_parts(result_, plan_, *judge_);
    return std::move(result_);
}

CellResult run_cell(const CellTask& task, const Watch& watch) {
    CellRun cell(task);
    cell.advance(1, watch);
    return std::move(cell).result();
}

CellResult judge_cell(const Claim& claim, const Cell& cell, std::uint64_t index, std::uint64_t seed,
                      double normals, const ShadowResult* shadow, std::uint64_t attempt) {
    statistics::ErrorBudget budget;
    budget.attempt = attempt;
    CellTask task;
    task.test = &claim.test;
    task.cell = cell;
    task.index = index;
    task.key = random::StreamKey{stream_key(seed, claim.id, cell)};
    task.thresholds = budget.cell(index);
    task.normals = normals;
    task.shadow = shadow;
    return run_cell(task, [](double, double, double) {});
}

}  // namespace limitcheck::run
