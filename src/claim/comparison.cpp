#include "limitcheck/claim/comparison.hpp"

#include <fmt/format.h>

#include <cmath>

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
    // |E F0(Y) - 1/2| is at most the distance: what one number can show of it.
    test.estimate_of = name;
    test.estimate_scale = [](double u) { return std::abs(u - 0.5); };
}

void compare_rate(Test& test, const Rate& rate) {
    require(rate.factor >= 2 && rate.least < rate.most, "rate: factor >= 2 and least < most");
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
        const double ratio = std::pow(factor, exponent);
        const std::string name = fmt::format("{} - {}^{:g} {}", near, factor, exponent, far);
        const Measurement inner = test.measurement;
        test.measurement = with_computed(
            std::move(test.measurement),
            [inner, name, near, far, ratio](const Cell& cell) {
                Observable made = real(name);
                made.error = error_of(inner.observables(cell), near, far, ratio);
                return made;
            },
            [inner, near, far, ratio](const Cell& cell, std::span<const double> row) {
                return row[observable_index(inner, cell, near)] -
                       ratio * row[observable_index(inner, cell, far)];
            });
        // (x - r y)^2 <= x^2 + r^2 y^2 for x, y >= 0.
        SecondMoment moment = rate.moment;
        moment.centre = {};
        moment.bound = [along, factor, ratio, of = rate.moment](const Cell& cell) {
            const auto about_zero = [&of](const Cell& at) {
                return of.centre ? square(sqrt(of.bound(at)) + abs(of.centre(at))) : of.bound(at);
            };
            return about_zero(shrunk(cell, along, factor)) +
                   square(Enclosure::exactly(ratio)) * about_zero(cell);
        };
        Condition condition =
            side == Side::at_least ? mean(name).at_least(number(0)) : mean(name).at_most(number(0));
        conditions.push_back(std::move(condition) | std::move(moment));
        if (side == Side::at_least) {
            test.estimate_of = name;
        }
    }
    test.comparison = "at_least";
    test.bound = number(0);
    test.verify = [conditions](const Cell&) { return conditions; };
    test.refute = test.verify;
}

void compare_ordered(Test& test, const Ordered& ordered) {
    require(ordered.observables.size() >= 2, "ordered: at least two observables");
    require(ordered.moments.empty() || ordered.moments.size() + 1 == ordered.observables.size(),
            "ordered: one moment a difference, or none");
    for (const std::string& name : ordered.observables) {
        test.needs.push_back({name, name});
    }
    std::vector<Condition> conditions;
    std::vector<CellNumber> shifts;
    for (std::size_t i = 0; i + 1 < ordered.observables.size(); ++i) {
        Difference step =
            difference(std::move(test.measurement), ordered.observables[i], ordered.observables[i + 1]);
        test.measurement = std::move(step.measurement);
        Condition condition = mean(step.name).at_least(plus(ordered.margin, step.shift, 1));
        if (!ordered.moments.empty()) {
            condition.moment = ordered.moments[i];
        }
        conditions.push_back(std::move(condition));
        shifts.push_back(step.shift);
        if (i == 0) {
            test.estimate_of = step.name;
            test.bound = plus(ordered.margin, step.shift, 1);
        }
    }
    test.comparison = "at_least";
    test.verify = without_moved_moments(std::move(conditions), std::move(shifts));
    test.refute = test.verify;
}

void compare_commuting(Test& test, const Commuting& commuting) {
    require(commuting.factor >= 2 && commuting.moment.size() <= 1,
            "commutes: factor >= 2, at most one moment");
    const std::uint32_t factor = commuting.factor;
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
        mean(gap.name).at_most(plus(gap.shift, commuting.tolerance, 1)),
        mean(gap.name).at_least(plus(gap.shift, commuting.tolerance, -1)),
    };
    for (Condition& condition : conditions) {
        if (!commuting.moment.empty()) {
            condition.moment = commuting.moment.front();
        }
    }
    test.comparison = "within";
    test.bound = commuting.tolerance;
    test.target = gap.shift;
    test.estimate_of = gap.name;
    test.verify = without_moved_moments(std::move(conditions), {gap.shift, gap.shift});
    test.refute = test.verify;
}

}  // namespace detail

}  // namespace limitcheck
