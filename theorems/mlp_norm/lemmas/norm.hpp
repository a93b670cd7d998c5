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

template <int Five = 5>
struct layer_ratio {
    static constexpr Statement statement{"mlp/layer-ratio",
                                         "E X = 1 and E X^2 = 1 + 5/n for X = (2/n) chi^2_K, K ~ Bin(n, 1/2)",
                                         R"(EX=1,\ EX^2=1+5/n)",
                                         "n >= 1",
                                         "docs/theory/resnet-commute, section 5.1",
                                         "X = 1 + u, u the average of n copies of v = 2 g^2 1{g>0} - 1"};
    static constexpr Result prove() {
        const auto u = proof::moments_of_average<2>(gaussian_limit::rectified_moments<2>());
        return proof::identity(u[1].degree() < 0 && u[2].degree() == 1 && u[2][1] == Rational(Five));
    }
};

template <Decimal C = proved::log_normal_variance>
struct log_normal_variance_digits {
    static constexpr Statement statement{
        "mlp/log-variance", "pi^2/8 = 1.23370055014, the variance of log|g|", R"(\pi^2/8)",
        "one number",       "docs/theory/resnet-commute, section 2.5",        "enclosure of pi"};
    static constexpr Result prove() { return proof::rounds_to(square(proof::pi) / 8, C); }
};

/// e^x >= 1 + x, so (1 + 5/n)^l <= e^(5 l/n).
template <int Linear = 1>
struct kurtosis_growth {
    static constexpr Statement statement{
        "mlp/kurtosis",
        "(1 + 5/n)^l <= e^(5 l/n)",
        R"((1+5/n)^l\le e^{5l/n})",
        "all n, l",
        "docs/theory/resnet-commute, section 5.1",
        "1 + x <= e^x: e^x - 1 - x and its derivative e^x - 1 vanish at 0, the second "
        "derivative is e^x > 0; x = 5/n, to the power l"};
    static constexpr Result prove() {
        // the first two Taylor coefficients of e^x - 1 - Linear x, and the sign of e^x
        const auto e = exp(proof::Jet<1, Interval>::variable(0));
        return proof::decided(contains(e[0], 1.0) && contains(e[1], 1.0) && e[0].lo > 0 && Linear == 1,
                              e[1].hi < Linear);
    }
};

}  // namespace limitcheck::theorems::mlp_norm
