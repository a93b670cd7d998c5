// Exponents: a mean at the cell against the mean at a cell that is smaller along one axis.
#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "comparison_parts.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/comparison.hpp"
#include "limitcheck/claim/compose.hpp"
#include "limitcheck/claim/test.hpp"

namespace limitcheck {
namespace {

using precise::Enclosure;

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

namespace detail {

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

}  // namespace detail

}  // namespace limitcheck
