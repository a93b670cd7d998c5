#include "limitcheck/run/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "limitcheck/cell/error.hpp"

namespace limitcheck::run {
namespace {

using statistics::Certified;
using statistics::Null;

std::size_t index_of(const std::vector<Observable>& observables, const std::string& name) {
    const auto found = std::find_if(observables.begin(), observables.end(),
                                    [&](const Observable& o) { return o.name == name; });
    if (found == observables.end()) {
        throw Error(fmt::format("the observable '{}' is not measured at this cell", name));
    }
    return static_cast<std::size_t>(found - observables.begin());
}

std::optional<statistics::ProcessSpec> bounded_tool(const Observable& observable, Null against,
                                                    const Certified& level) {
    if (!(observable.most > 0) || !(level.lower > 0) || !(level.upper < observable.most)) {
        return std::nullopt;
    }
    return statistics::BoundedBetSpec{against, level, Certified::exactly(observable.most)};
}

std::optional<statistics::ProcessSpec> quadratic_tool(const Condition& condition, const Cell& cell,
                                                      Null against, const Certified& level) {
    if (!condition.moment) {
        return std::nullopt;
    }
    statistics::QuadraticBetSpec spec;
    spec.against = against;
    spec.bound = level;
    spec.centre =
        condition.moment->centre ? Certified(condition.moment->centre(cell)) : Certified::exactly(0);
    spec.second_moment = Certified(condition.moment->bound(cell));
    if (!(spec.second_moment.lower > 0)) {
        return std::nullopt;
    }
    return spec;
}

/// Evidence for "mean at_most level" is evidence against "mean >= level", and the other way round.
Null null_of(Side side, bool verifying) {
    return (side == Side::at_most) == verifying ? Null::mean_at_least : Null::mean_at_most;
}

std::optional<statistics::ProcessSpec> choose(const Condition& condition, const Observable& observable,
                                              const Cell& cell, bool verifying, const Certified& level) {
    const Null against = null_of(condition.side, verifying);
    if (condition.transform_error) {
        if (!(level.lower > 0) || !(level.upper < 1)) {
            return std::nullopt;
        }
        return statistics::DistributionSpec{against, level, *condition.transform_error};
    }
    if (const auto bounded = bounded_tool(observable, against, level)) {
        return bounded;
    }
    const bool plain =
        observable.sign == Sign::nonnegative && against == Null::mean_at_most && level.upper > 0;
    if (plain) {
        return statistics::NonnegativeBetSpec{level};
    }
    return quadratic_tool(condition, cell, against, level);
}

}  // namespace

CellPlan plan_cell(const Test& test, const Cell& cell) {
    CellPlan plan;
    plan.observables = test.measurement.observables(cell);
    plan.estimate = index_of(plan.observables, test.estimate_of);
    plan.rigor.bound = statistics::BoundRigor::interval;
    plan.rigor.shadowed = false;
    for (const bool verifying : {true, false}) {
        for (const Condition& condition : verifying ? test.verify(cell) : test.refute(cell)) {
            const std::size_t index = index_of(plan.observables, condition.observable);
            const precise::Enclosure level = condition.level(cell);
            const auto spec = choose(condition, plan.observables[index], cell, verifying, Certified(level));
            if (!spec) {
                if (verifying) {
                    plan.cannot_verify =
                        fmt::format("{}: no tool reaches the level {:.6g}", condition.name, level.upper());
                }
                continue;
            }
            if (condition.moment && condition.moment->standing == Standing::assumed) {
                plan.rigor.bound = statistics::BoundRigor::assumed;
                plan.rigor.assumptions.push_back(condition.moment->source);
            }
            (verifying ? plan.test.verify : plan.test.refute).push_back({condition.name, index, *spec});
            (verifying ? plan.verify : plan.refute).push_back({condition.name, condition.observable, level});
        }
    }
    if (!plan.cannot_verify.empty()) {
        plan.test.verify.clear();
        plan.verify.clear();
    }
    return plan;
}

}  // namespace limitcheck::run
