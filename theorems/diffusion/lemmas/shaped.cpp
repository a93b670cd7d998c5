// The differential-equation limits, proved where this file is compiled.
#include "limitcheck/theorems/diffusion/lemmas/shaped.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"
#include "limitcheck/theorems/reduction_check.hpp"

namespace limitcheck::theorems {
namespace {

using std::numbers::pi;

/// F(rho) as the theory states it, at rho = cos th.
double big_f(double th) {
    const double rho = std::cos(th);
    return std::sqrt(1 - rho * rho) - rho * std::acos(rho);
}
double f_below_one_gap() {
    return check::angle_gap(diffusion::below_one_expression{}, pi / 2,
                            [](double th) { return 1 - big_f(th); });
}
double f_above_series_gap() {
    return check::angle_gap(diffusion::f_series_expression{1, {1, 3}, {1, 30}}, pi,
                            [](double th) { return big_f(th) - std::pow(th, 3) / 3 + std::pow(th, 5) / 30; });
}
double f_below_series_gap() {
    return check::angle_gap(diffusion::f_series_expression{-1, {1, 3}, 0}, pi,
                            [](double th) { return std::pow(th, 3) / 3 - big_f(th); });
}
double angle_drift_gap() {
    return check::angle_gap(diffusion::angle_drift_expression{}, pi, [](double th) {
        return std::sin(th) * (1 - th / std::tan(th) - th * th / 3 - std::pow(th, 4) / 45);
    });
}
double local_error_gap() {
    return check::angle_gap(diffusion::local_error_expression{false}, pi,
                            [](double th) { return pi * pi - std::acos(std::cos(th)) * big_f(th); });
}

double f_gap() {
    const auto f = [](double rho) { return std::sqrt(1 - rho * rho) - rho * std::acos(rho); };
    const double ends = std::fabs(f(1)) + std::fabs(f(0) - 1) + std::fabs(f(-1) - pi);
    return ends +
           check::greatest_gap(-0.9, 0.9, [&f](double rho) { return check::slope(f, rho) + std::acos(rho); });
}
double shape_gap() {
    return check::greatest_gap(-2, 2, [](double p) {
        const double m = 1.3 - p / 2;
        const double root_d = 3.7;
        const double s = 1 + (p + m) / (2 * root_d);
        const double d = (p - m) / (2 * root_d);
        return s * s + d * d - (1 + (p + m) / root_d + (p * p + m * m) / (2 * root_d * root_d));
    });
}
/// The closed forms against Runge and Kutta's method for a' = 1 + 2a, b' = 2a + 6b.
double entrance_equations_gap() {
    double a = 0;
    double b = 0;
    const int steps = 2000;
    const double h = 1.0 / steps;
    const auto rate_b = [](double x, double y) { return 2 * x + 6 * y; };
    for (int k = 0; k < steps; ++k) {
        const double a1 = 1 + 2 * a;
        const double b1 = rate_b(a, b);
        const double a2 = 1 + 2 * (a + h / 2 * a1);
        const double b2 = rate_b(a + h / 2 * a1, b + h / 2 * b1);
        const double a3 = 1 + 2 * (a + h / 2 * a2);
        const double b3 = rate_b(a + h / 2 * a2, b + h / 2 * b2);
        const double a4 = 1 + 2 * (a + h * a3);
        const double b4 = rate_b(a + h * a3, b + h * b3);
        a += h / 6 * (a1 + 2 * a2 + 2 * a3 + a4);
        b += h / 6 * (b1 + 2 * b2 + 2 * b3 + b4);
    }
    const double first = (std::exp(2.0) - 1) / 2;
    const double second = ((std::exp(6.0) - 1) / 6 - first) / 2;
    return std::max(std::fabs(a / first - 1), std::fabs(b / second - 1));
}
double entrance_table_gap() {
    const long double kappa = std::numbers::sqrt2_v<long double> / (3 * std::numbers::pi_v<long double>);
    double gap = check::beyond_rounding(diffusion::proved::kappa, kappa);
    for (const auto& row : diffusion::proved::entrance_moments) {
        const long double t = check::number(row.time);
        const long double first = std::expm1(2 * t) / 2;
        const long double second = (std::expm1(6 * t) / 6 - first) / 2;
        const long double mean = kappa * first / t;
        const long double square_mean = kappa * kappa * second / (t * t);
        gap = std::max({gap, check::beyond_rounding(row.mean, mean),
                        check::beyond_rounding(row.second, square_mean),
                        check::beyond_rounding(row.variance, square_mean - mean * mean)});
    }
    return gap;
}

}  // namespace

std::span<const proof::LemmaRecord> diffusion_shaped_lemmas() {
    using namespace diffusion;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<f_values_and_slope<>>(f_gap),
        proof::proved<f_below_one<>>(f_below_one_gap),
        proof::proved<f_above_series<>>(f_above_series_gap),
        proof::proved<f_below_series<>>(f_below_series_gap),
        proof::proved<angle_drift<>>(angle_drift_gap),
        proof::proved<local_error<>>(local_error_gap),
        proof::proved<shape_identity<>>(shape_gap),
        proof::proved<entrance_equations<>>(entrance_equations_gap),
        proof::proved<entrance_table<>>(entrance_table_gap),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
