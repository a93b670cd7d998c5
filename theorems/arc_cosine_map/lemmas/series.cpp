// The lemmas about f near its ends, proved where this file is compiled.
#include "limitcheck/theorems/arc_cosine_map/lemmas/series.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"
#include "limitcheck/theorems/reduction_check.hpp"

namespace limitcheck::theorems {
namespace {

using std::numbers::pi;

/// psi(e), e = 1 - c
double psi(double e) { return (check::f(1 - e) - 1 + e) / std::pow(e, 1.5); }

double psi_gap() {
    return check::angle_gap(arc_cosine_map::psi_slope_expression{}, pi, [](double th) {
        const double e = 1 - std::cos(th);
        return 2 * pi * check::slope([](double x) { return psi(1 - std::cos(x)); }, th) * std::pow(e, 2.5) /
               std::sin(th);
    });
}
double psi_excess_gap() {
    const double k = 2 * std::numbers::sqrt2 / (3 * pi);
    return check::angle_gap(arc_cosine_map::psi_excess_slope_expression{}, pi / 2, [k](double x) {
        // (M - 8 s^3/3)/s^5 = pi 4 sqrt2 (psi - k)/e in e = 2 s^2
        const auto excess = [k](double y) {
            const double e = 2 * std::sin(y) * std::sin(y);
            return 4 * std::numbers::sqrt2 * pi * (psi(e) - k) / e;
        };
        return 3 * check::slope(excess, x) * std::pow(std::sin(x), 6) / std::cos(x);
    });
}
/// pi (f - c) - pi (a e^(3/2) + b e^(5/2)) at e = 2 sin^2 x
double power_gap(const arc_cosine_map::gap_minus_powers& expression, double a, double b) {
    return check::angle_gap(expression, pi / 2, [&](double x) {
        const double e = 2 * std::sin(x) * std::sin(x);
        return expression.sign * pi * (check::f(1 - e) - 1 + e - a * std::pow(e, 1.5) - b * std::pow(e, 2.5));
    });
}
double leading_gap() { return power_gap({1, {8, 3}, 0, 0, 0}, 2 * std::numbers::sqrt2 / (3 * pi), 0); }
double two_terms_gap() {
    return power_gap({1, {8, 3}, 0, {4, 15}, 0}, 2 * std::numbers::sqrt2 / (3 * pi),
                     std::numbers::sqrt2 / (30 * pi));
}
double upper_two_terms_gap() {
    const double k = 2 * std::numbers::sqrt2 / (3 * pi);
    return power_gap({-1, {8, 3}, 0, {-8, 3}, 1}, k, (1 / (2 * std::numbers::sqrt2) - k) / 2);
}
double upper_leading_gap() { return power_gap({-1, 0, 1, 0, 0}, 1 / (2 * std::numbers::sqrt2), 0); }

/// The first 60 terms of the series against f itself.
double series_gap() {
    return check::greatest_gap(0.1, 1.6, [](double e) {
        double sum = 0;
        double central = 1;  // C(2j,j)/4^j (e/2)^j
        for (int j = 0; j < 120; ++j) {
            sum += central / ((2 * j + 1) * (j + 1.5));
            central *= (2 * j + 1.0) / (2 * j + 2) * e / 2;
        }
        return check::f(1 - e) - 1 + e - std::numbers::sqrt2 / pi * std::pow(e, 1.5) * sum;
    });
}

double series_ratio_gap() {
    const auto coefficient = [](double j) {
        return std::exp(std::lgamma(2 * j + 1) - 2 * std::lgamma(j + 1) - j * std::log(8)) /
               ((2 * j + 1) * (j + 1.5));
    };
    double gap = 0;
    for (int j = 0; j < 40; ++j) gap = std::max(gap, coefficient(j + 1) / coefficient(j) - 0.5);
    return gap;
}

}  // namespace

std::span<const proof::LemmaRecord> arc_cosine_series_lemmas() {
    using namespace arc_cosine_map;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<psi_increases<>>(psi_gap),
        proof::proved<psi_excess_increases<>>(psi_excess_gap),
        proof::proved<gap_above_leading<>>(leading_gap),
        proof::proved<gap_above_two_terms<>>(two_terms_gap),
        proof::proved<gap_below_two_terms<>>(upper_two_terms_gap),
        proof::proved<gap_below_leading<>>(upper_leading_gap),
        proof::proved<series_coefficients<>>(series_gap),
        proof::proved<series_ratio<>>(series_ratio_gap),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
