// The algebra of the two-input bound, proved where this file is compiled.
#include "limitcheck/theorems/covariance_limit/lemmas/algebra.hpp"

#include "limitcheck/theorems/covariance_limit/lemmas/fluctuation_check.hpp"
#include "limitcheck/theorems/lemma_groups.hpp"
#include "limitcheck/theorems/reduction_check.hpp"

namespace limitcheck::theorems {
namespace {

double chi_least_gap() {
    return covariance_limit::check::gap(covariance_limit::chi_from_below_expression{},
                                        &covariance_limit::check::Direct::chi,
                                        [](double w) { return -w / 2; });
}
double refined_first_gap() {
    const double bound = check::number(covariance_limit::proved::refined_first);
    return check::shortfall(0.05, std::numbers::pi, [bound](double angle) {
        return bound - covariance_limit::check::Direct(angle).chi / 4;
    });
}
double bures_gap() {
    return check::shortfall(-1, 6, [](double e) {
        const double left = std::pow(std::sqrt(1 + e) - 1, 2);
        return std::min(e * e / 4 - std::pow(e, 3) / 8 + 0.625 * std::pow(e, 4), e * e) - left;
    });
}
double product_difference_gap() {
    return check::greatest_gap(-3, 3, [](double x) {
        const double y = 2 - x * x;
        const double a = 1 + x / 7;
        const double b = std::cos(x);
        return (a + x) * (b + y) - a * b - (x * b + a * y + x * y);
    });
}
double unit_vectors_gap() {
    return check::shortfall(0, 1, [](double r) { return r + r * r - 2 * r / (2 - r); });
}
double time_shift_gap() {
    return check::shortfall(0, 9, [](double x) {
        const double shift = x - x / (1 + x);
        return std::min(shift, x * x - shift);
    });
}
/// D = h g is where D = x (g - D).
double one_layer_lags_gap() {
    return check::greatest_gap(0, 9, [](double x) {
        const double g = 0.3 + x / 10;
        const double d = x / (1 + x) * g;
        return d - x * (g - d);
    });
}

}  // namespace

std::span<const proof::LemmaRecord> covariance_algebra_lemmas() {
    using namespace covariance_limit;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<chi_at_least<>>(chi_least_gap),
        proof::proved<refined_first_at_most<>>(refined_first_gap),
        proof::proved<bures_polynomial<>>(bures_gap),
        proof::proved<product_difference<>>(product_difference_gap),
        proof::proved<unit_vectors<>>(unit_vectors_gap),
        proof::proved<time_shift<>>(time_shift_gap),
        proof::proved<one_layer_lags<>>(one_layer_lags_gap),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
