#include "limitcheck/statistics/detail/betting.hpp"

#include <cmath>
#include <limits>

#include "growth.hpp"
#include "limitcheck/statistics/detail/rounding.hpp"

namespace limitcheck::statistics::detail {

namespace {

// Odds lambda/(1-lambda), geometric from 1/1000 to 30, and lambda = 1: small gaps need small bets, and a bet
// near 1 is needed where the null is far from the truth.
std::vector<double> grid() {
    constexpr int inner = 24;
    std::vector<double> lambdas;
    for (int k = 0; k < inner; ++k) {
        const double odds = 1e-3 * std::pow(3e4, static_cast<double>(k) / (inner - 1));
        // Rounded to float: the grid must not depend on the last bit of the library's pow.
        lambdas.push_back(static_cast<double>(static_cast<float>(odds / (1.0 + odds))));
    }
    lambdas.push_back(1.0);
    return lambdas;
}

}  // namespace

BetMixture::BetMixture() : lambdas_(grid()), products_(lambdas_.size()) {}

void BetMixture::observe(double ratio_below) {
    for (std::size_t k = 0; k < lambdas_.size(); ++k) {
        products_[k] *= add_down(sub_down(1.0, lambdas_[k]), mul_down(lambdas_[k], ratio_below));
    }
}

Magnitude BetMixture::value() const {
    return Magnitude::sum_over(products_, static_cast<double>(products_.size()));
}

double BetMixture::growth_rate(double mean, double second_moment, bool bounded) {
    if (!(mean > 0.0)) {
        return 0.0;
    }
    const TwoPoints law(mean, second_moment, true);
    double best = -std::numeric_limits<double>::infinity();
    for (const double lambda : grid()) {
        const auto log_factor = [&](double ratio) { return std::log1p(lambda * (ratio - 1.0)); };
        best = std::max(
            best, bounded ? law.mean_of(log_factor) : lognormal_mean_of(mean, second_moment, log_factor));
    }
    return best;
}

}  // namespace limitcheck::statistics::detail
