// The enclosure of 1 - c_l, proved where this file is compiled.
#include "limitcheck/theorems/correlation_collapse/lemmas/collapse.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"
#include "limitcheck/theorems/reduction_check.hpp"

namespace limitcheck::theorems {
namespace {

double step_gap() {
    return check::angle_gap(correlation_collapse::step_expression{}, std::numbers::pi, [](double th) {
        const double c = std::cos(th);
        return std::numbers::pi * ((1 - c) / 2 - (check::f(c) - c));
    });
}

constexpr long double long_pi = std::numbers::pi_v<long double>;
constexpr long double root_two = std::numbers::sqrt2_v<long double>;

double limit_gap() {
    return check::beyond_rounding(correlation_collapse::proved::collapse_limit, 4.5L * long_pi * long_pi);
}
double k_gap() {
    // by the slope of f(1-e) - 1 + e in e^(3/2), and in closed form
    const auto ratio = [](double e) { return (check::f(1 - e) - 1 + e) / std::pow(e, 1.5); };
    const double from_f = (4 * ratio(1e-3) - ratio(4e-3)) / 3;  // the next term is linear in e
    const double closed = static_cast<double>(2 * root_two / (3 * long_pi));
    return std::max(check::beyond_rounding(correlation_collapse::proved::k, 2 * root_two / (3 * long_pi)),
                    1e-3 * std::fabs(from_f - closed));
}
double second_gap() {
    return check::beyond_rounding(correlation_collapse::proved::second, root_two / (30 * long_pi));
}
double kappa_gap() {
    const long double psi_at_two = 1 / (2 * root_two);  // f(-1) + 1 = 1 over 2^(3/2)
    return check::beyond_rounding(correlation_collapse::proved::kappa,
                                  (psi_at_two - 2 * root_two / (3 * long_pi)) / 2);
}
double g0_gap() {
    return check::greatest_gap(0, 0.5, [](double y) {
        double sum = 0;
        double term = 1;
        for (int j = 0; j < 60; ++j, term *= (2 * j - 1.0) / (2 * j) * y) sum += j < 2 ? 0 : term;
        return 1 / std::sqrt(1 - y) - 1 - y / 2 - sum;
    });
}

}  // namespace

std::span<const proof::LemmaRecord> collapse_lemmas() {
    using namespace correlation_collapse;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<collapse_limit_digits<>>(limit_gap), proof::proved<k_digits<>>(k_gap),
        proof::proved<second_digits<>>(second_gap),        proof::proved<kappa_digits<>>(kappa_gap),
        proof::proved<step_at_most_half<>>(step_gap),      proof::proved<root_coefficients<>>(g0_gap),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
