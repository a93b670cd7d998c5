// The lemmas behind the enclosure of 1 - c_l for all l (docs/theory/resnet-commute, section 5.3), with those
// of theorems/arc_cosine_map: psi and (psi - k)/e increase.
#pragma once

#include "limitcheck/theorems/arc_cosine_map/lemmas/map.hpp"
#include "limitcheck/theorems/correlation_collapse/proved_constants.hpp"

namespace limitcheck::theorems::correlation_collapse {

using proof::Angle;
using proof::AngleEnd;
using proof::Decimal;
using proof::Interval;
using proof::Rational;
using proof::Result;
using proof::Statement;
using proof::Symbolic;

inline constexpr std::string_view section_5_3 = "docs/theory/resnet-commute, section 5.3";

template <Decimal C = proved::collapse_limit>
struct collapse_limit_digits {
    static constexpr Statement statement{"collapse/limit",
                                         "9 pi^2/2 = 44.4132198049",
                                         R"(9\pi^2/2=44.4132198049)",
                                         "one number",
                                         "docs/theory/resnet-commute, section 5.2",
                                         "enclosure of pi"};
    static constexpr Result prove() { return proof::rounds_to(Interval(9) / 2 * square(proof::pi), C); }
};

template <Decimal C = proved::k>
struct k_digits {
    static constexpr Statement statement{"collapse/k",          "k = 2 sqrt2/(3 pi) = 0.300105438719",
                                         R"(k=2\sqrt2/(3\pi))", "one number",
                                         section_5_3,           "enclosures of pi, sqrt 2"};
    static constexpr Result prove() { return proof::rounds_to(2 * sqrt(Interval(2)) / (3 * proof::pi), C); }
};

template <Decimal C = proved::second>
struct second_digits {
    static constexpr Statement statement{"collapse/second",   "sqrt2/(30 pi) = 0.0150052719360",
                                         R"(\sqrt2/(30\pi))", "one number",
                                         section_5_3,         "enclosures of pi, sqrt 2"};
    static constexpr Result prove() { return proof::rounds_to(sqrt(Interval(2)) / (30 * proof::pi), C); }
};

template <Decimal C = proved::kappa>
struct kappa_digits {
    static constexpr Statement statement{"collapse/kappa",
                                         "kappa = (1/(2 sqrt2) - k)/2 = 0.0267239759371",
                                         R"(\kappa=(1/(2\sqrt2)-k)/2)",
                                         "one number",
                                         section_5_3,
                                         "enclosures of pi, sqrt 2"};
    static constexpr Result prove() {
        const Interval root = sqrt(Interval(2));
        return proof::rounds_to((Interval(1) / (2 * root) - 2 * root / (3 * proof::pi)) / 2, C);
    }
};

/// pi (C (1 - c) - (f - c))
struct step_expression {
    int billionths = 0;
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        return proof::moved({1, 2}, -billionths) * (a.pi * (1 - a.cos)) - arc_cosine_map::pi_gap(a);
    }
};
template <int Billionths = 0>
struct step_at_most_half {
    static constexpr Statement statement{
        "collapse/step",     "y = psi(e) sqrt(e) = (f(c) - c)/(1 - c) <= 1/2, equality at c = -1",
        R"(y_0\le\tfrac12)", "c in [-1, 1)",
        section_5_3,         "pi (1 - cos th)/2 - (sin th - th cos th) > 0 on (0, pi)"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 4>(step_expression{Billionths}, AngleEnd::half_turn,
                                               {true, true});
    }
};

template <int Shift = 0>
struct root_coefficients {
    static constexpr int order = 16;
    static constexpr Statement statement{
        "collapse/g0",
        "(1-y)^(-1/2) - 1 - y/2 = sum_(j>=2) b_j y^j with b_j = C(2j,j)/4^j > 0: G0 increases",
        R"((1-y)^{-1/2}-1-\tfrac y2=\sum_{j\ge2}\binom{2j}j4^{-j}y^j)",
        "0 <= y < 1",
        section_5_3,
        "b_(j+1) = b_j (2j+1)/(2j+2): all positive, and 2 (1-y) B' = B; checked as (1-y) B^2 = 1 to order "
        "16"};
    static constexpr Result prove() {
        proof::Jet<order, Rational> series;
        proof::Jet<order, Rational> one_minus_y(1);
        one_minus_y[1] = -1;
        Rational b = 1;
        for (int j = 0; j <= order; ++j) {
            series[j] = b;
            b = b * Rational(2 * j + 1 + Shift, 2 * j + 2);
        }
        // for every j: 2 (1-y) B' = B is 2 (j+1) b_(j+1) - 2 j b_j = b_j, here with b_(j+1) (2j+2) = b_j
        // (2j+1)
        const auto j = Symbolic::symbol(0);
        Result all = proof::vanishes((2 * j + 1 + Shift) - 2 * j - 1);
        const auto product = one_minus_y * square(series);
        for (int k = 0; k <= order; ++k) all = both(all, proof::equals(product[k], k == 0 ? 1 : 0));
        all.cells = 1;
        return all;
    }
};

}  // namespace limitcheck::theorems::correlation_collapse
