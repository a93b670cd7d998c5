// The lemmas of the norm of plain networks (docs/theory/resnet-commute, section 5.1).
#pragma once

#include "limitcheck/proof/exponential.hpp"
#include "limitcheck/theorems/gaussian_limit/lemmas/sampling.hpp"
#include "limitcheck/theorems/mlp_norm/proved_constants.hpp"

namespace limitcheck::theorems::mlp_norm {

using proof::Decimal;
using proof::Interval;
using proof::Rational;
using proof::Result;
using proof::Statement;

template <int Five = proved::layer_ratio_variance>
struct layer_ratio {
    static constexpr Statement statement{"mlp/layer-ratio",
                                         "E X = 1 and E X^2 = 1 + 5/n for X = (2/n) chi^2_K, K ~ Bin(n, 1/2)",
                                         R"(EX=1,\ EX^2=1+5/n)",
                                         "n >= 1",
                                         "docs/theory/resnet-commute, section 5.1",
                                         "X = 1 + u, u the average of n copies of v = 2 g^2 1{g>0} - 1"};
    static constexpr Result prove() {
        const auto u = proof::moments_of_average<2>(gaussian_limit::rectified_moments<2>());
        return both(proof::equals(u[1], {}), proof::equals(u[2], Rational(Five) * proof::monomial(1)));
    }
};

template <Decimal C = proved::log_normal_variance>
struct log_normal_variance_digits {
    static constexpr Statement statement{
        "mlp/log-variance", "pi^2/8 = 1.23370055014, the variance of log|g|", R"(\pi^2/8)",
        "one number",       "docs/theory/resnet-commute, section 2.5",        "enclosure of pi"};
    static constexpr Result prove() { return proof::rounds_to(square(proof::pi) / 8, C); }
};

/// e^x >= 1 + C x for x >= 0, so (1 + 5/n)^l <= e^(5 l/n).
template <int Billionths = 0>
struct kurtosis_growth {
    static constexpr Statement statement{
        "mlp/kurtosis",
        "(1 + 5/n)^l <= e^(5 l/n)",
        R"((1+5/n)^l\le e^{5l/n})",
        "all n, l",
        "docs/theory/resnet-commute, section 5.1",
        "1 + x <= e^x: 1 - (1 + x) e^(-x) vanishes at 0, and e^x times its derivative is x; x = 5/n, to the "
        "power l"};
    static constexpr Result prove() {
        const auto x = proof::Symbolic::symbol(0);
        const auto line = 1 + proof::moved(1, Billionths) * x;
        return proof::grows_from_zero(line - derivative(line, 0));  // e^x (1 - line e^(-x))'
    }
};

}  // namespace limitcheck::theorems::mlp_norm
