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

}  // namespace

std::span<const proof::LemmaRecord> gaussian_sampling_lemmas() {
    using namespace gaussian_limit;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<root_inequality<>>(),        proof::proved<root_square_inequality<>>(),
        proof::proved<layer_moments<>>(),          proof::proved<beta_polynomial_bound<>>(),
        proof::proved<gamma_polynomial_bound<>>(), proof::proved<beta_supremum<>>(sums_gap),
        proof::proved<gamma_supremum<>>(sums_gap),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
