// The growth of errors with depth, proved where this file is compiled.
#include "limitcheck/theorems/gaussian_limit/lemmas/growth_lemmas.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"
#include "limitcheck/theorems/reduction_check.hpp"

namespace limitcheck::theorems {
namespace {

/// The table of w against the implicit solution of section 2.1.
double growth_gap() {
    double gap = 0;
    for (const gaussian_limit::proved::Growth& row : gaussian_limit::proved::growth) {
        const auto number = [](const proof::Decimal& d) {
            return static_cast<double>(d.digits) * std::pow(10, d.exponent);
        };
        const double y = std::sqrt(number(row.value));
        const double root = std::numbers::sqrt2;
        const double t =
            2 * std::log((y * y + 4 * y + 2) / 2) -
            2 * root * (std::log((y + 2 - root) / (y + 2 + root)) - std::log((2 - root) / (2 + root)));
        gap = std::max(gap, std::fabs(t - number(row.time)));
    }
    return gap;
}

/// The implicit solution of section 2.1 with kappa in place of 1.
double growth_kappa_gap() {
    const double kappa = 1.02;
    const double a = kappa - 0.5;
    const double d = std::sqrt(2 * kappa);
    const double y = std::sqrt(check::number(gaussian_limit::proved::growth_at_kappa_1_02));
    const auto branch = [&](double x) {
        return std::log((2 * (a * x + kappa) - d) / (2 * (a * x + kappa) + d));
    };
    const double t =
        (std::log(((a * y + 2 * kappa) * y + kappa) / kappa) - 2 * kappa / d * (branch(y) - branch(0))) / a;
    return std::fabs(t - 1);
}
/// w(1) by Runge and Kutta's method in y = sqrt(w), from y' = (y^2/2 + 2y + 1)/(2y), which starts as y^2 = t.
double coupling(double constant) {
    double w = 0;
    const int steps = 4000;
    double s = 0;  // w at s^2: dw/ds = 2 s w', regular where w ~ s^2
    const auto rate = [](double at, double x) { return 2 * at * (x / 2 + 2 * std::sqrt(x) + 1); };
    for (int k = 0; k < steps; ++k) {
        const double h = 1.0 / steps;
        const double k1 = rate(s, w);
        const double k2 = rate(s + h / 2, w + h / 2 * k1);
        const double k3 = rate(s + h / 2, w + h / 2 * k2);
        w += h / 6 * (k1 + 2 * k2 + 2 * k3 + rate(s + h, w + h * k3));
        s += h;
    }
    return std::sqrt(constant / 2 * std::exp(0.5) * w);
}
double c1_gap() {
    const double value = coupling(check::number(gaussian_limit::proved::n_beta_supremum));
    return std::fabs(value / check::number(gaussian_limit::proved::c1_at_one) - 1);
}
double c1_limit_gap() {
    return std::fabs(coupling(1.25) / check::number(gaussian_limit::proved::c1_limit_at_one) - 1);
}
double majorant_gap() {
    const double at_one =
        4.0 / 3 * std::expm1(1.5) / check::number(gaussian_limit::proved::majorant_at_one) - 1;
    double below = 0;
    for (const auto& row : gaussian_limit::proved::growth) {
        below =
            std::max(below, check::number(row.value) - 4.0 / 3 * std::expm1(1.5 * check::number(row.time)));
    }
    return std::max(std::fabs(at_one), below);
}
double third_hermite_gap() {
    const auto part = [](double from, double to) {
        return std::fabs(check::integral(
            from, to, [](double g) { return (std::pow(g, 3) - 3 * g) * check::normal_density(g); }));
    };
    const double value = 2 * (part(0, std::sqrt(3.0)) + part(std::sqrt(3.0), 14));
    return std::fabs(value / check::number(gaussian_limit::proved::third_hermite_mean) - 1);
}
double logarithm_gap() {
    return check::shortfall(
        0, 3, [](double x) { return std::min(x - std::log1p(x), std::log1p(x) - x + x * x / 2); });
}
double fourth_moment_gap() {
    return check::greatest_gap(0.1, 4, [](double u) {
        const double d = 3 - u / 2;
        const double n = 5;
        const double l = 7;
        const double left = std::pow(u + d / l, 2) + 4 / (n * l) * u * d + 2 / (n * l * l) * d * d;
        return left - ((1 + 2 / n) * std::pow(u + d / l, 2) - 2 / n * u * u);
    });
}

double exponential_gap() {
    return check::shortfall(0, 4, [](double y) { return std::min(y + std::expm1(-y), -std::expm1(-y)); });
}
double neuron_fourth_moment_gap() {
    return check::greatest_gap(-2, 2, [](double y) {
        const double d = 0.7 + y / 5;
        const double mean = check::integral(
            -14, 14, [y, d](double g) { return std::pow(y + d * g, 4) * check::normal_density(g); });
        return mean - (std::pow(y, 4) + 6 * y * y * d * d + 3 * std::pow(d, 4));
    });
}

}  // namespace

std::span<const proof::LemmaRecord> gaussian_growth_lemmas() {
    using namespace gaussian_limit;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<growth_table<>>(growth_gap),
        proof::proved<growth_with_kappa<>>(growth_kappa_gap),
        proof::proved<coupling_constant<>>(c1_gap),
        proof::proved<coupling_constant_limit<>>(c1_limit_gap),
        proof::proved<growth_majorant<>>(majorant_gap),
        proof::proved<third_hermite<>>(third_hermite_gap),
        proof::proved<logarithm_bounds<>>(logarithm_gap),
        proof::proved<fourth_moment_step<>>(fourth_moment_gap),
        proof::proved<exponential_bound<>>(exponential_gap),
        proof::proved<neuron_fourth_moment<>>(neuron_fourth_moment_gap),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
