#include "limitcheck/claim/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/compose.hpp"
#include "limitcheck/claim/test.hpp"

namespace limitcheck {
namespace {

using precise::Enclosure;

CellNumber number(const Enclosure& x) {
    return [x](const Cell&) { return x; };
}

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

/// Observable::error of a + factor b, of two observables by name.
double error_of(const std::vector<Observable>& all, const std::string& a, const std::string& b,
                double factor) {
    Enclosure error(0);
    for (const Observable& observable : all) {
        error += Enclosure::exactly(observable.error) * (observable.name == a ? 1 : 0);
        error += Enclosure::exactly(observable.error) *
                 (observable.name == b ? Enclosure::exactly(factor) : Enclosure(0));
    }
    return error.upper();
}

/// Observable::steps of what is computed from two observables by name.
bool steps_of(const std::vector<Observable>& all, const std::string& a, const std::string& b) {
    return std::any_of(all.begin(), all.end(), [&](const Observable& observable) {
        return (observable.name == a || observable.name == b) && (observable.event || observable.steps);
    });
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

/// The exponent p with near/far = ratio^p; its logarithm has the two relative errors, as draws are
/// independent.
Shown exponent_of(const SampleMean& near, const SampleMean& far, double ratio) {
    if (!(near.mean > 0) || !(far.mean > 0)) {
        constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
        return {nothing, nothing, nothing};
    }
    const double unit = std::log(ratio);
    const double value = std::log(near.mean / far.mean) / unit;
    const double error = std::hypot(near.error / near.mean, far.error / far.mean) / unit;
    return {value, value - 2 * error, value + 2 * error};
}

void demand(bool holds, const char* mend) {
    if (!holds) {
        throw Error(mend);
    }
}

bool all_bounded(const std::vector<SecondMoment>& moments) {
    return std::all_of(moments.begin(), moments.end(),
                       [](const SecondMoment& moment) { return bool(moment.bound); });
}

CellNumber plus(CellNumber a, CellNumber b, int sign) {
    return [a = std::move(a), b = std::move(b), sign](const Cell& cell) { return a(cell) + sign * b(cell); };
}

Cell grown(Cell cell, Axis axis, std::uint32_t factor) {
    (axis == Axis::width ? cell.width : cell.depth) *= factor;
    return cell;
}

Cell shrunk(Cell cell, Axis axis, std::uint32_t factor) {
    std::uint32_t& size = axis == Axis::width ? cell.width : cell.depth;
    if (size < factor) {
        throw Error(fmt::format("{}: cannot be shrunk by {}; let the domain start at {}", to_text(cell),
                                factor, factor));
    }
    size /= factor;
    return cell;
}

/// How many times larger the cell is than its shrunk cell: `factor` itself only where it divides the size.
Enclosure exact_size_ratio(const Cell& cell, Axis axis, std::uint32_t factor) {
    const Cell near = shrunk(cell, axis, factor);
    return axis == Axis::width ? Enclosure::ratio(cell.width, near.width)
                               : Enclosure::ratio(cell.depth, near.depth);
}
double size_ratio(const Cell& cell, Axis axis, std::uint32_t factor) {
    const Cell near = shrunk(cell, axis, factor);
    return axis == Axis::width ? static_cast<double>(cell.width) / near.width
                               : static_cast<double>(cell.depth) / near.depth;
}

}  // namespace

double normal_distribution(double x, double variance) { return std::erfc(-x / std::sqrt(2 * variance)) / 2; }

std::vector<Condition> second_moment_near(std::string square_name, CellNumber variance, CellNumber bound,
                                          SecondMoment moment) {
    const CellNumber most = [variance, bound](const Cell& cell) {
        return square(sqrt(variance(cell)) + bound(cell));
    };
    const CellNumber least = [variance, bound](const Cell& cell) {
        const Enclosure rest = sqrt(variance(cell)) - bound(cell);
        return rest.is_positive() ? square(rest) : Enclosure(0);
    };
    return {mean(square_name).at_most(most), mean(square_name).at_least(least) | std::move(moment)};
}

namespace detail {

std::vector<Condition> conditions_of(const Test& test, const std::string& observable) {
    if (test.comparison == "at_most") {
        return {mean(observable).at_most(test.bound)};
    }
    if (test.comparison == "at_least") {
        return {mean(observable).at_least(test.bound)};
    }
    return {mean(observable).at_most(plus(test.target, test.bound, 1)),
            mean(observable).at_least(plus(test.target, test.bound, -1))};
}

void compare_by_coupling(Test& test, const CellNumber& bound, const ByCoupling& how) {
    // Where the gap exceeds the bound nothing can verify: no mean of squares is below a negative level.
    const CellNumber level = [bound, gap = how.gap](const Cell& cell) {
        const Enclosure rest = gap ? bound(cell) - gap(cell) : bound(cell);
        return rest.is_positive() ? square(rest) : Enclosure(-1);
    };
    test.needs = {{how.distance, how.distance}};
    const std::vector<Condition> conditions{mean(how.distance).at_most(level) | how.moment};
    test.verify = [conditions](const Cell&) { return conditions; };
    test.estimate_of = how.distance;
    test.estimate_scale = [](double u) { return std::sqrt(std::max(0.0, u)); };
}

void compare_by_distribution(Test& test, const CellNumber& bound, const ByDistribution& how) {
    test.needs = {{how.observable, how.observable}};
    const std::string name = "F0(" + how.observable + ")";
    const Measurement inner = test.measurement;
    test.measurement = with_computed(
        std::move(test.measurement), [name](const Cell&) { return bounded(name, 1); },
        [inner, how](const Cell& cell, std::span<const double> row) {
            return how.distribution(cell, row[observable_index(inner, cell, how.observable)]);
        });
    Condition condition = mean(name).at_most(bound);
    condition.name = "sup |F - F0| of " + how.observable + " at most";
    condition.transform_error = how.transform_error;
    test.verify = [condition](const Cell&) { return std::vector{condition}; };
    test.refute = test.verify;
    test.estimate_of = name;
}

void compare_rate(Test& test, const Rate& rate) {
    demand(rate.factor >= 2 && rate.least < rate.most,
           ".rate: give a factor of at least 2 and exponents with least < most");
    demand(bool(rate.moment.bound),
           ".rate: the moment's bound is an empty function: give a number at a cell");
    const Axis along = rate.along;
    const std::uint32_t factor = rate.factor;
    const std::string far = rate.observable;
    const std::string near =
        fmt::format("{} at {}/{}", rate.observable, along == Axis::width ? "n" : "L", factor);
    test.needs = {{far, far, Sign::nonnegative}};
    test.measurement = at_cells(
        test.measurement, {{"", [](const Cell& cell) { return cell; }},
                           {near.substr(far.size()),
                            [along, factor](const Cell& cell) { return shrunk(cell, along, factor); }}});
    std::vector<Condition> conditions;
    for (const Side side : {Side::at_least, Side::at_most}) {
        const double exponent = side == Side::at_least ? rate.least : rate.most;
        const auto ratio = [along, factor, exponent](const Cell& cell) {
            return std::pow(size_ratio(cell, along, factor), exponent);
        };
        const std::string name = fmt::format("{} - rho^{} {}", near, exponent, far);
        const Measurement inner = test.measurement;
        test.measurement = with_computed(
            std::move(test.measurement),
            [inner, name, near, far, ratio](const Cell& cell) {
                Observable made = real(name);
                const std::vector<Observable> all = inner.observables(cell);
                made.error = error_of(all, near, far, ratio(cell));
                made.steps = steps_of(all, near, far);
                return made;
            },
            [inner, near, far, ratio](const Cell& cell, std::span<const double> row) {
                return row[observable_index(inner, cell, near)] -
                       ratio(cell) * row[observable_index(inner, cell, far)];
            });
        const CellNumber square_far = [of = rate.moment](const Cell& cell) {
            return of.centre ? square(sqrt(of.bound(cell)) + abs(of.centre(cell))) : of.bound(cell);
        };
        // Draws use the double r in place of rho^p: E (X' - r X) is held against (rho^p - r) E X, where
        // 0 <= E X <= sqrt(E X^2).
        const CellNumber level = [along, factor, exponent, ratio, square_far](const Cell& cell) {
            const Enclosure exact = pow(exact_size_ratio(cell, along, factor), Enclosure::exactly(exponent));
            return (exact - Enclosure::exactly(ratio(cell))) *
                   Enclosure::hull(Enclosure(0), sqrt(square_far(cell)));
        };
        // (x - r y)^2 <= x^2 + r^2 y^2 for x, y >= 0.
        SecondMoment moment = rate.moment;
        moment.centre = {};
        moment.bound = [along, factor, ratio, square_far](const Cell& cell) {
            return square_far(shrunk(cell, along, factor)) +
                   square(Enclosure::exactly(ratio(cell))) * square_far(cell);
        };
        Condition condition = side == Side::at_least ? mean(name).at_least(level) : mean(name).at_most(level);
        conditions.push_back(std::move(condition) | std::move(moment));
        if (side == Side::at_least) {
            test.estimate_of = name;
        }
    }
    test.show_estimate = [both = test.measurement, near, far, along, factor](
                             const Cell& cell, std::span<const SampleMean> means) {
        return exponent_of(means[observable_index(both, cell, near)],
                           means[observable_index(both, cell, far)], size_ratio(cell, along, factor));
    };
    const Enclosure least = Enclosure::exactly(rate.least);
    const Enclosure most = Enclosure::exactly(rate.most);
    test.comparison = "within";
    test.bound = number((most - least) / 2);
    test.target = number((most + least) / 2);
    test.verify = [conditions](const Cell&) { return conditions; };
    test.refute = test.verify;
}

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
