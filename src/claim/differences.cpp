// Differences of means: of several observables in their order, and of one observable at a wider and at a
// deeper cell.
#include <fmt/format.h>

#include <algorithm>

#include "comparison_parts.hpp"
#include "limitcheck/claim/comparison.hpp"
#include "limitcheck/claim/compose.hpp"
#include "limitcheck/claim/test.hpp"

namespace limitcheck {
namespace {

using detail::error_of;
using detail::plus;
using detail::steps_of;
using precise::Enclosure;

/// b - a of two observables, moved up by `shift` where both are bounded, so that it is bounded too.
struct Difference {
    Measurement measurement;
    std::string name;
    CellNumber shift;
};

double shift_of(const std::vector<Observable>& all, const std::string& a, const std::string& b) {
    double most = 0;
    for (const Observable& observable : all) {
        if (observable.name == a || observable.name == b) {
            if (!(observable.most > 0)) {
                return 0;
            }
            most = std::max(most, observable.most);
        }
    }
    return most;
}

Difference difference(Measurement measurement, const std::string& a, const std::string& b) {
    Difference result;
    result.name = b + " - " + a;
    const auto observables = measurement.observables;
    const Measurement inner = measurement;
    result.shift = [observables, a, b](const Cell& cell) {
        return Enclosure::exactly(shift_of(observables(cell), a, b));
    };
    result.measurement = with_computed(
        std::move(measurement),
        [observables, a, b, name = result.name](const Cell& cell) {
            const std::vector<Observable> all = observables(cell);
            const double shift = shift_of(all, a, b);
            Observable made = shift > 0 ? bounded(name, 2 * shift) : real(name);
            made.error = error_of(all, a, b, 1);
            made.steps = steps_of(all, a, b);
            return made;
        },
        [inner, observables, a, b](const Cell& cell, std::span<const double> row) {
            return row[observable_index(inner, cell, b)] - row[observable_index(inner, cell, a)] +
                   shift_of(observables(cell), a, b);
        });
    return result;
}

/// The conditions at a cell: a moment is of the difference as it is, so a difference that was moved has none.
Conditions without_moved_moments(std::vector<Condition> conditions, std::vector<CellNumber> shifts) {
    return [conditions = std::move(conditions), shifts = std::move(shifts)](const Cell& cell) {
        std::vector<Condition> here = conditions;
        for (std::size_t i = 0; i < here.size(); ++i) {
            if (shifts[i](cell).is_positive()) {
                here[i].moment.reset();
            }
        }
        return here;
    };
}

/// The mean of one observable, moved down by `shift`, as it is.
ShowEstimate moved_back(const Measurement& measurement, std::string name, CellNumber shift) {
    return [measurement, name = std::move(name), shift = std::move(shift)](
               const Cell& cell, std::span<const SampleMean> means) {
        const SampleMean& of = means[observable_index(measurement, cell, name)];
        const double value = of.mean - shift(cell).mid();
        return Shown{value, value - 2 * of.error, value + 2 * of.error};
    };
}

bool all_bounded(const std::vector<SecondMoment>& moments) {
    return std::all_of(moments.begin(), moments.end(),
                       [](const SecondMoment& moment) { return bool(moment.bound); });
}

Cell grown(Cell cell, Axis axis, std::uint32_t factor) {
    (axis == Axis::width ? cell.width : cell.depth) *= factor;
    return cell;
}

}  // namespace

namespace detail {

void compare_ordered(Test& test, const Ordered& ordered) {
    demand(ordered.observables.size() >= 2, ".ordered: give at least two observables");
    demand(bool(ordered.margin.number), ".ordered: the margin is an empty function: give a number at a cell");
    demand(all_bounded(ordered.moments),
           ".ordered: a moment's bound is an empty function: give a number at a cell");
    demand(ordered.moments.empty() || ordered.moments.size() + 1 == ordered.observables.size(),
           ".ordered: give one moment a difference, or none");
    const CellNumber& margin = ordered.margin.number;
    for (const std::string& name : ordered.observables) {
        test.needs.push_back({name, name});
    }
    std::vector<Condition> conditions;
    std::vector<CellNumber> shifts;
    std::vector<ShowEstimate> steps;
    for (std::size_t i = 0; i + 1 < ordered.observables.size(); ++i) {
        Difference step =
            difference(std::move(test.measurement), ordered.observables[i], ordered.observables[i + 1]);
        test.measurement = std::move(step.measurement);
        Condition condition = mean(step.name).at_least(plus(margin, step.shift, 1));
        if (!ordered.moments.empty()) {
            condition.moment = ordered.moments[i];
        }
        conditions.push_back(std::move(condition));
        steps.push_back(moved_back(test.measurement, step.name, step.shift));
        shifts.push_back(step.shift);
        test.estimate_of = i == 0 ? step.name : test.estimate_of;
    }
    test.show_estimate = [steps](const Cell& cell, std::span<const SampleMean> means) {
        Shown least = steps.front()(cell, means);
        for (const ShowEstimate& step : steps) {
            const Shown shown = step(cell, means);
            least = shown.value < least.value ? shown : least;
        }
        return least;
    };
    test.comparison = "at_least";
    test.bound = margin;
    test.verify = without_moved_moments(std::move(conditions), std::move(shifts));
    test.refute = test.verify;
}

void compare_commuting(Test& test, const Commuting& commuting) {
    demand(commuting.factor >= 2 && commuting.moment.size() <= 1,
           ".commutes: give a factor of at least 2 and at most one moment");
    demand(bool(commuting.tolerance.number),
           ".commutes: the tolerance is an empty function: give a number at a cell");
    demand(all_bounded(commuting.moment),
           ".commutes: the moment's bound is an empty function: give a number at a cell");
    const std::uint32_t factor = commuting.factor;
    const CellNumber& tolerance = commuting.tolerance.number;
    const std::string wide = fmt::format("{} at {} n", commuting.observable, factor);
    const std::string deep = fmt::format("{} at {} L", commuting.observable, factor);
    test.needs = {{commuting.observable, wide}};
    test.measurement = at_cells(test.measurement,
                                {{wide.substr(commuting.observable.size()),
                                  [factor](const Cell& cell) { return grown(cell, Axis::width, factor); }},
                                 {deep.substr(commuting.observable.size()),
                                  [factor](const Cell& cell) { return grown(cell, Axis::depth, factor); }}});
    Difference gap = difference(std::move(test.measurement), deep, wide);
    test.measurement = std::move(gap.measurement);
    std::vector<Condition> conditions{
        mean(gap.name).at_most(plus(gap.shift, tolerance, 1)),
        mean(gap.name).at_least(plus(gap.shift, tolerance, -1)),
    };
    for (Condition& condition : conditions) {
        if (!commuting.moment.empty()) {
            condition.moment = commuting.moment.front();
        }
    }
    test.comparison = "within";
    test.bound = tolerance;
    test.target = number(0);
    test.estimate_of = gap.name;
    test.show_estimate = moved_back(test.measurement, gap.name, gap.shift);
    test.verify = without_moved_moments(std::move(conditions), {gap.shift, gap.shift});
    test.refute = test.verify;
}

}  // namespace detail

}  // namespace limitcheck
