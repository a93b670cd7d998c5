// The sampling error of one layer, proved where this file is compiled.
#include "limitcheck/theorems/gaussian_limit/lemmas/sampling_lemmas.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"
#include "limitcheck/theorems/reduction_check.hpp"

namespace limitcheck::theorems {
namespace {

/// The sums that the prover bounds against sums of logarithms of Gamma functions, n = 1..40.
double sums_gap() {
    gaussian_limit::root_sums<41> sums;
    gaussian_limit::central_weight central;
    double gap = 0;
    for (int n = 1; n <= 40; ++n, central.advance()) {
        double m1 = 0;
        double m3 = 0;
        for (int k = 1; k <= n; ++k) {
            const double weight =
                std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) - n * std::log(2);
            m1 += std::exp(weight + 0.5 * std::log(4.0 / n) + std::lgamma(0.5 * (k + 1)) -
                           std::lgamma(0.5 * k));
            m3 += std::exp(weight + 1.5 * std::log(4.0 / n) + std::lgamma(0.5 * (k + 3)) -
                           std::lgamma(0.5 * k));
        }
        const auto pair = sums.at(n, central.value);
        gap = std::max({gap, std::fabs(pair.m1.hi - m1), std::fabs(pair.m1_plus_m3.hi - m1 - m3)});
    }
    return gap;
}

double root_gap() {
    return check::shortfall(-1, 5, [](double u) {
        return std::sqrt(1 + u) - (1 + u / 2 - u * u / 8 + std::pow(u, 3) / 16 - 0.3125 * std::pow(u, 4));
    });
}
double root_square_gap() {
    return check::shortfall(-1, 9, [](double u) { return u * u - std::pow(std::sqrt(1 + u) - 1, 2); });
}
/// E v^k, v = 2 g^2 1{g>0} - 1, by quadrature.
double moment_of_layer(int k) {
    return (k % 2 == 0 ? 0.5 : -0.5) + check::integral(0, 14, [k](double g) {
               return std::pow(2 * g * g - 1, k) * check::normal_density(g);
           });
}
/// The moments of v, and those of an average of n copies: E u^2 = m2/n, E u^3 = m3/n^2, E u^4 = (3 (n-1) m2^2
/// + m4)/n^3.
double layer_moments_gap() {
    double gap = std::fabs(moment_of_layer(1));
    const double stated[] = {5, 44, 633};
    for (int k = 2; k <= 4; ++k) gap = std::max(gap, std::fabs(moment_of_layer(k) / stated[k - 2] - 1));
    for (const double n : {1.0, 2.0, 7.0}) {
        const double fourth =
            (3 * (n - 1) * std::pow(moment_of_layer(2), 2) + moment_of_layer(4)) / (n * n * n);
        gap = std::max(gap, std::fabs(fourth / (75 / (n * n) + 558 / (n * n * n)) - 1));
    }
    return gap;
}
struct Deviations {
    double second;  ///< beta_n
    double fourth;  ///< gamma_n^4
};
/// By the sums over K ~ Bin(n, 1/2), with logarithms of Gamma functions.
Deviations deviations(int n) {
    double m[5] = {1, 0, 0, 0, 0};
    for (int k = 1; k <= n; ++k) {
        const double weight =
            std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) - n * std::log(2);
        for (int j = 1; j <= 4; ++j) {
            m[j] += std::exp(weight + 0.5 * j * std::log(4.0 / n) + std::lgamma(0.5 * (k + j)) -
                             std::lgamma(0.5 * k));
        }
    }
    return {m[2] - 2 * m[1] + 1, m[4] - 4 * m[3] + 6 * m[2] - 4 * m[1] + 1};
}
double beta_polynomial_gap() {
    double gap = 0;
    for (int n = 1; n <= 200; ++n) {
        const double x = 1.0 / n;
        gap = std::max(
            gap, deviations(n).second - std::min(5 * x, 1.25 * x + 41.375 * x * x + 348.75 * x * x * x));
    }
    return gap;
}
double gamma_polynomial_gap() {
    double gap = 0;
    for (int n = 1; n <= 200; ++n) {
        const double x = 1.0 / n;
        gap = std::max(gap, deviations(n).fourth - (75 * x * x + 558 * x * x * x));
    }
    return gap;
}

}  // namespace

std::span<const proof::LemmaRecord> gaussian_sampling_lemmas() {
    using namespace gaussian_limit;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<root_inequality<>>(root_gap),
        proof::proved<root_square_inequality<>>(root_square_gap),
        proof::proved<layer_moments<>>(layer_moments_gap),
        proof::proved<beta_polynomial_bound<>>(beta_polynomial_gap),
        proof::proved<gamma_polynomial_bound<>>(gamma_polynomial_gap),
        proof::proved<beta_supremum<>>(sums_gap),
        proof::proved<gamma_supremum<>>(sums_gap),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
