// Run-time checks of the step that a compile-time proof leaves out: that the expression proved to be positive
// is the statement. Each compares the expression with the statement, computed another way, over sample
// points.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "limitcheck/proof/form.hpp"

namespace limitcheck::theorems::check {

/// The greatest |expression(th) - direct(th)| over 60 angles of (0, end), relative to the greatest |direct|.
template <class Expression, class Direct>
double angle_gap(const Expression& expression, double end, Direct direct) {
    double gap = 0;
    double size = 0;
    for (int k = 0; k < 60; ++k) {
        const double angle = end * (k + 0.5) / 60;
        const double value = expression(proof::angle_form<0>(angle, 0)).a[0];
        const double other = direct(angle);
        gap = std::max(gap, std::fabs(value - other));
        size = std::max(size, std::fabs(other));
    }
    return gap / size;
}

/// d/dx by Richardson's central differences.
template <class Function>
double slope(Function f, double x) {
    const double h = 1e-3;
    const double coarse = (f(x + h) - f(x - h)) / (2 * h);
    const double fine = (f(x + h / 2) - f(x - h / 2)) / h;
    return (4 * fine - coarse) / 3;
}

/// f(c) by the arc sine (docs/theory/resnet-commute, section 0).
inline double f(double c) { return (c * std::asin(c) + std::sqrt(1 - c * c)) / std::numbers::pi + c / 2; }

/// E phi(u)^i phi(v)^j by a quadrature in polar coordinates, correlation cos th.
inline double moment(int i, int j, double angle) {
    const double from = angle - std::numbers::pi / 2;
    const int steps = 2000;
    const double h = (std::numbers::pi / 2 - from) / steps;
    double sum = 0;
    for (int k = 0; k <= steps; ++k) {
        const double a = from + h * k;
        const double weight = k == 0 || k == steps ? 1 : (k % 2 == 1 ? 4 : 2);
        sum += weight * std::pow(std::max(0.0, std::cos(a)), i) *
               std::pow(std::max(0.0, std::cos(a - angle)), j);
    }
    const double m = 0.5 * (i + j);
    return std::exp2(m) * std::tgamma(m + 1) / (2 * std::numbers::pi) * sum * h / 3;
}

}  // namespace limitcheck::theorems::check
