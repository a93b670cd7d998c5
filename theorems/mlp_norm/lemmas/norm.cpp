// The norm of plain networks, proved where this file is compiled.
#include "limitcheck/theorems/mlp_norm/lemmas/norm.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"
#include "limitcheck/theorems/reduction_check.hpp"

namespace limitcheck::theorems {
namespace {

/// E X and E X^2 over K ~ Bin(n, 1/2): E chi^2_k = k, E chi^4_k = k (k + 2).
double layer_ratio_gap() {
    double gap = 0;
    for (const int n : {1, 2, 5, 30}) {
        double first = 0;
        double second = 0;
        for (int k = 0; k <= n; ++k) {
            const double weight =
                std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) - n * std::log(2));
            first += weight * 2.0 / n * k;
            second += weight * 4.0 / n / n * k * (k + 2);
        }
        gap = std::max({gap, std::fabs(first - 1), std::fabs(second - (1 + 5.0 / n))});
    }
    return gap;
}
/// The variance of log|g| by quadrature in s = log|g|.
double log_variance_gap() {
    const auto mean_of = [](auto function) {
        return check::integral(-34, 3, [&function](double s) {
            return function(s) * 2 * check::normal_density(std::exp(s)) * std::exp(s);
        });
    };
    const double mean = mean_of([](double s) { return s; });
    const double variance = mean_of([mean](double s) { return (s - mean) * (s - mean); });
    return std::fabs(variance / check::number(mlp_norm::proved::log_normal_variance) - 1);
}
double kurtosis_gap() {
    return check::shortfall(0, 1, [](double share) {
        const double n = std::ceil(1 + 100 * share);
        double margin = 1;
        for (const double l : {1.0, 10.0, 100.0})
            margin = std::min(margin, 1 - std::exp(l * std::log1p(5 / n) - 5 * l / n));
        return margin;
    });
}

}  // namespace

std::span<const proof::LemmaRecord> mlp_norm_lemmas() {
    using namespace mlp_norm;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<layer_ratio<>>(layer_ratio_gap),
        proof::proved<log_normal_variance_digits<>>(log_variance_gap),
        proof::proved<kurtosis_growth<>>(kurtosis_gap),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
