#include "limitcheck/claim/comparison.hpp"

#include <algorithm>
#include <cmath>

#include "comparison_parts.hpp"
#include "limitcheck/claim/compose.hpp"
#include "limitcheck/claim/test.hpp"

namespace limitcheck {

using precise::Enclosure;

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

}  // namespace detail

}  // namespace limitcheck
