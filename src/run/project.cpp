#include "project.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <exception>

#include "hopeless.hpp"
#include "limitcheck/statistics/planner.hpp"

namespace limitcheck::run {
namespace {

using statistics::Expected;
using statistics::Null;

Expected about(double mean, double variance) { return {mean, variance + mean * mean}; }

/// A mean on the right side of its level and a spread, for a tool that is to speak against its null.
struct Guess {
    Expected operator()(const statistics::NonnegativeBetSpec& spec) const {
        const double mean = 1.5 * spec.bound.upper;
        return about(mean, mean * mean / 4);
    }
    Expected operator()(const statistics::BoundedBetSpec& spec) const {
        return in_range(spec.against, spec.bound.upper, spec.maximum.upper, 0.25);
    }
    Expected operator()(const statistics::EventSpec& spec) const {
        return in_range(spec.against, spec.bound.upper, 1, 1);
    }
    Expected operator()(const statistics::ClippedBetSpec& spec) const {
        return about(spec.bound.lower / 2, spec.second_moment.upper / 4);
    }
    Expected operator()(const statistics::QuadraticBetSpec& spec) const {
        const double mean = (spec.bound.lower + spec.centre.lower) / 2;
        const double beside = spec.against == Null::mean_at_least
                                  ? std::min(mean, 2 * spec.bound.lower - mean)
                                  : std::max(mean, 2 * spec.bound.upper - mean);
        return about(beside, spec.second_moment.upper / 4);
    }
    Expected operator()(const statistics::MaurerSpec& spec) const {
        return about(spec.bound.lower / 2, spec.second_moment.upper / 4);
    }
    Expected operator()(const statistics::CatoniSpec& spec) const {
        const double away = std::sqrt(spec.variance.upper) / 2;
        return about(spec.against == Null::mean_at_least ? spec.bound.lower - away : spec.bound.upper + away,
                     spec.variance.upper / 2);
    }
    Expected operator()(const statistics::DistributionSpec& spec) const {
        return spec.against == Null::mean_at_least ? Expected{spec.distance.lower / 2, 0}
                                                   : Expected{2 * spec.distance.upper, 0};
    }

    static Expected in_range(Null against, double bound, double most, double share) {
        const double mean = against == Null::mean_at_least ? bound / 2 : (bound + most) / 2;
        return about(mean, share * mean * (most - mean));
    }
};

void add(Effort& sum, const Effort& part) {
    sum.normals += part.normals;
    sum.networks += part.networks;
}

double likely_networks(const statistics::Part& part, statistics::LogThreshold threshold) {
    const Expected expected = std::visit(Guess{}, part.spec);
    return statistics::EProcess(part.spec)
        .predicted_draws(expected.mean, expected.second_moment, threshold)
        .value_or(HUGE_VAL);
}

double likely_networks(const CellPlan& plan, const statistics::Thresholds& thresholds) {
    double most = 0;
    for (const statistics::Part& part : plan.test.verify) {
        most = std::max(most, likely_networks(part, thresholds.verify));
    }
    if (!plan.test.verify.empty()) {
        return most;
    }
    double least = HUGE_VAL;
    for (const statistics::Part& part : plan.test.refute) {
        least = std::min(least, likely_networks(part, thresholds.refute));
    }
    return least;
}

}  // namespace

Projection project(const std::string& id, const CellTask& task) {
    Projection projection;
    if (task.test->certified || !task.test->unwritten.empty()) {
        return projection;
    }
    try {
        CellPlan plan =
            plan_cell(*task.test, task.cell, task.shadow != nullptr ? *task.shadow : ShadowResult{});
        if (task.falsification) {
            plan.test.verify.clear();
        }
        const double cost = std::max(1.0 / static_cast<double>(task.test->measurement.batch),
                                     task.test->measurement.cost(task.cell));
        const LeastNetworks least = least_networks(plan, task.thresholds);
        const Affordable budget = affordable(least, task.normals, cost);
        ++projection.cells;
        const std::string& why = budget.hopeless.empty() ? budget.cannot_verify : budget.hopeless;
        if (!why.empty()) {
            projection.hopeless.push_back(fmt::format("{}, cell {}: {}", id, to_text(task.cell), why));
        }
        if (!budget.hopeless.empty()) {
            return projection;
        }
        const auto spent = [&](double networks) {
            const double normals = std::min(task.normals, networks * cost);
            return Effort{normals, std::ceil(normals / cost)};
        };
        projection.least = spent(least.either());
        projection.likely = spent(likely_networks(plan, task.thresholds));
        projection.most = spent(HUGE_VAL);
    } catch (const std::exception&) {
        // Its own run reports what is wrong with the cell.
        return {};
    }
    return projection;
}

Projection total(std::span<const Projection> parts) {
    Projection all;
    for (const Projection& part : parts) {
        all.cells += part.cells;
        add(all.least, part.least);
        add(all.likely, part.likely);
        add(all.most, part.most);
        all.hopeless.insert(all.hopeless.end(), part.hopeless.begin(), part.hopeless.end());
    }
    return all;
}

}  // namespace limitcheck::run
