// Run-time checks of the step that a compile-time proof leaves out: that the expression proved to be positive
// is the statement. Each compares the expression with the statement, computed another way, over sample
// points.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "limitcheck/proof/form.hpp"
#include "limitcheck/proof/rational.hpp"

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

/// |difference(x)| relative to size(x), the greatest over 40 points of [from, to].
template <class Difference, class Size>
double greatest_gap(double from, double to, Difference difference, Size size) {
    double gap = 0;
    for (int k = 0; k < 40; ++k) {
        const double x = from + (to - from) * (k + 0.5) / 40;
        gap = std::max(gap, std::fabs(difference(x)) / size(x));
    }
    return gap;
}
template <class Difference>
double greatest_gap(double from, double to, Difference difference) {
    return greatest_gap(from, to, difference, [](double) { return 1.0; });
}
/// How far margin(x) is below zero at the worst of 40 points of [from, to]: 0 where an inequality holds.
template <class Margin>
double shortfall(double from, double to, Margin margin) {
    return greatest_gap(from, to, [&margin](double x) { return std::min(0.0, margin(x)); });
}

/// 0 if the decimal is the value rounded at its last digit, else by how many half units more it is off.
inline double beyond_rounding(const proof::Decimal& written, long double value) {
    const long double unit = std::pow(10.0L, static_cast<long double>(written.exponent));
    const long double distance = std::fabs(static_cast<long double>(written.digits) - value / unit);
    return static_cast<double>(std::max(0.0L, distance / 0.5L - 1));
}
inline double number(const proof::Decimal& x) {
    return static_cast<double>(x.digits) * std::pow(10, x.exponent);
}

/// int f over [from, to] by Gauss and Legendre's five points on each of 200 cells.
template <class Function>
double integral(double from, double to, Function f) {
    constexpr double at[] = {0, 0.538469310105683091, 0.906179845938663993};
    constexpr double weight[] = {0.568888888888888889, 0.478628670499366468, 0.236926885056189088};
    const double half = (to - from) / 400;
    double sum = 0;
    for (int k = 0; k < 200; ++k) {
        const double centre = from + half * (2 * k + 1);
        sum += weight[0] * f(centre);
        for (int j = 1; j < 3; ++j) sum += weight[j] * (f(centre - half * at[j]) + f(centre + half * at[j]));
    }
    return sum * half;
}
/// The density of a standard normal.
inline double normal_density(double x) { return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi); }

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
