// Arithmetic of the tests: a hundred decimal digits, and the exact mean of a process's value over all paths
// of a small law.
#pragma once

#include <boost/multiprecision/mpfr.hpp>
#include <vector>

#include "limitcheck/statistics/process.hpp"

namespace limitcheck::statistics::testing {

using Exact = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<100>>;

inline Exact exact(const Magnitude& value) {
    return ldexp(Exact(value.mantissa()), static_cast<int>(value.exponent()));
}

/// A law with finitely many values; the weights are exact to a hundred digits.
struct Law {
    std::vector<double> points;
    std::vector<Exact> weights;

    [[nodiscard]] Exact mean() const { return moment(0.0, 1); }
    /// E (X - centre)^power.
    [[nodiscard]] Exact moment(double centre, int power) const {
        Exact sum = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const Exact y = Exact(points[i]) - Exact(centre);
            sum += weights[i] * (power == 1 ? y : y * y);
        }
        return sum;
    }
};

/// The law on {low, high} with the given mean.
inline Law two_points(double low, double high, const Exact& mean) {
    const Exact p = (mean - low) / (Exact(high) - low);
    return {{low, high}, {1 - p, p}};
}

/// The law with weight `middle_weight` at `middle` and the rest on {low, high}, with the given mean.
inline Law three_points(double low, double middle, double high, double middle_weight, const Exact& mean) {
    const Exact w = middle_weight;
    Law outer = two_points(low, high, (mean - w * middle) / (1 - w));
    return {{low, middle, high}, {outer.weights[0] * (1 - w), w, outer.weights[1] * (1 - w)}};
}

/// E value() after `draws` draws: the sum over all paths, from the values that the process reports (lower
/// bounds of the exact ones).
inline Exact expected_value(const EProcess& process, const Law& law, int draws) {
    if (draws == 0) {
        return exact(process.value());
    }
    Exact sum = 0;
    for (std::size_t i = 0; i < law.points.size(); ++i) {
        EProcess next = process;
        next.observe(law.points[i]);
        sum += law.weights[i] * expected_value(next, law, draws - 1);
    }
    return sum;
}

/// Is `value` a lower bound of `reference`, and within the relative distance `slack` of it?
inline bool just_below(const Exact& value, const Exact& reference, double slack) {
    return value <= reference && value >= reference * (1 - Exact(slack));
}

}  // namespace limitcheck::statistics::testing
