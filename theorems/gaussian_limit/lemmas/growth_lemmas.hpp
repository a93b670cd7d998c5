// The lemmas on how errors grow with depth (docs/theory/resnet-commute, sections 2.1 to 2.4): the table of w,
// the constants C1, the logarithm of the variance, the third Hermite mean.
#pragma once

#include "limitcheck/proof/decide.hpp"
#include "limitcheck/proof/exponential.hpp"
#include "limitcheck/proof/flow.hpp"
#include "limitcheck/proof/lemma.hpp"
#include "limitcheck/theorems/gaussian_limit/lemmas/sampling.hpp"

namespace limitcheck::theorems::gaussian_limit {

/// w' = -w/2 + kappa (sqrt(w) + 1)^2 in y = sqrt(w), in the time s with dt/ds = y, where nothing is singular
/// at 0: dy/ds = ((kappa - 1/2) y^2 + 2 kappa y + kappa)/2. At kappa = 1 this is w' = w/2 + 2 sqrt(w) + 1.
struct growth_field {
    static constexpr int variables = 2;
    static constexpr int products = 1;
    Interval kappa = 1;
    template <class SeriesType>
    constexpr void extend(SeriesType& s, int k) const {
        const auto& y = s.variable[0];
        s.product[0][k] = proof::product_coefficient(y, y, k);
        const Interval slope = (kappa - Interval(1) / 2) * s.product[0][k] + 2 * kappa * y[k];
        s.variable[0][k + 1] = (k == 0 ? slope + kappa : slope) / (2 * (k + 1));
        s.variable[1][k + 1] = y[k] / (k + 1);
    }
};

/// w at time t: s is a double near the parameter of t; what is missing in time is made up by the slope dy/dt.
constexpr Interval growth_at(const Interval& kappa, const Interval& t, double s, int steps) {
    const growth_field field{kappa};
    proof::State<growth_field> state;
    const double h = s / steps;
    for (int k = 0; k < steps; ++k) state = proof::flow_step<18>(field, state, h);
    const Interval y = state.at[0];
    const Interval missing = t - state.at[1];
    const Interval around{y.lo - 1e-6, y.hi + 1e-6};
    const Interval slope =
        ((kappa - Interval(1) / 2) * square(around) + 2 * kappa * around + kappa) / (2 * around);
    const Interval correction = missing * slope;
    if (magnitude(correction) >= 1e-6)
        throw std::logic_error("growth_at: the parameter is not near the time");
    return square(y + correction);
}

template <long long LastDigit = 0>
struct growth_table {
    static constexpr Statement statement{
        "gaussian/growth-table",
        "w(1/10), w(1/4), w(1/2), w(3/4), w(1) round to the 12 digits of the table",
        R"(w'=\tfrac w2+2\sqrt w+1,\ w(0)=0)",
        "t in {1/10, 1/4, 1/2, 3/4, 1}",
        section_2_1,
        "y = sqrt(w), dt = y ds: dy/ds = y^2/4 + y + 1/2, a polynomial system, regular at 0"};
    static constexpr Result prove() {
        constexpr double parameters[] = {0x1.23ce142687afbp-1, 0x1.b2c729dd6154cp-1, 0x1.1fc4820a63ca2p+0,
                                         0x1.4f2f97260bb5cp+0, 0x1.731eacf927b7ap+0};
        constexpr int steps[] = {2, 3, 5, 7, 8};
        Result all = proof::decided(true, false, 1);
        for (int k = 0; k < 5; ++k) {
            const proved::Growth& row = proved::growth[k];
            const Decimal written{row.value.digits - LastDigit, row.value.exponent};
            all = both(all,
                       proof::rounds_to(growth_at(1, enclosure(row.time), parameters[k], steps[k]), written));
        }
        return proof::by(proof::Method::flow, all);
    }
};

template <Decimal C = proved::growth_at_kappa_1_02>
struct growth_with_kappa {
    static constexpr Statement statement{
        "gaussian/growth-kappa",
        "w_kappa(1) = 4.19173548149 at kappa = 1.02",
        R"(w_\kappa'=-\tfrac w2+\kappa(\sqrt w+1)^2)",
        "t = 1, kappa = 1.02",
        section_2_4,
        "as gaussian/growth-table, dy/ds = ((kappa - 1/2) y^2 + 2 kappa y + kappa)/2"};
    static constexpr Result prove() {
        return proof::by(proof::Method::flow,
                         proof::rounds_to(growth_at(Interval(51) / 50, 1, 0x1.6e0c78cc13b30p+0, 8), C));
    }
};

constexpr Interval growth_at_one() {
    return enclosure(proved::growth[4].value) + Interval(-1, 1) * Interval(1e-11, 1e-11);
}

template <Decimal C = proved::c1_at_one>
struct coupling_constant {
    static constexpr Statement statement{
        "gaussian/c1",
        "C1(1) = sqrt((1.302628297/2) e^(1/2) w(1)) <= 2.079376790",
        R"(C_1(1)\le 2.079376790)",
        "t = 1, q_0 = 1",
        section_2_1,
        "w(1) from gaussian/growth-table, 1.302628297 from gaussian/beta-supremum"};
    static constexpr Result prove() {
        return proof::at_most(
            sqrt(enclosure(proved::n_beta_supremum) / 2 * exp(Interval(1) / 2) * growth_at_one()),
            enclosure(C));
    }
};

template <Decimal C = proved::c1_limit_at_one>
struct coupling_constant_limit {
    static constexpr Statement statement{"gaussian/c1-limit",
                                         "sqrt((5/8) e^(1/2) w(1)) <= 2.0369386291",
                                         R"(\sqrt{\tfrac58e^{1/2}w(1)}\le 2.0369386291)",
                                         "t = 1, q_0 = 1, n to infinity",
                                         section_2_1,
                                         "w(1) from gaussian/growth-table"};
    static constexpr Result prove() {
        return proof::at_most(sqrt(Interval(5) / 8 * exp(Interval(1) / 2) * growth_at_one()), enclosure(C));
    }
};

template <Decimal C = proved::majorant_at_one>
struct growth_majorant {
    static constexpr Statement statement{
        "gaussian/growth-majorant",
        "w(t) <= (4/3)(e^(3t/2) - 1), and at t = 1 this is at most 4.642252094",
        R"(w(t)\le\tfrac43(e^{3t/2}-1))",
        "t >= 0",
        section_2_1,
        "2 sqrt(w) <= w + 1 since (sqrt(w) - 1)^2 = w + 1 - 2 sqrt(w); W = (4/3)(E - 1), E' = 3E/2, solves "
        "W' = 3W/2 + 2"};
    static constexpr Result prove() {
        const auto y = proof::Symbolic::symbol(0);
        const auto e = proof::Symbolic::symbol(1);
        const auto majorant = Rational(4, 3) * (e - 1);
        return both(
            proof::vanishes(square(y - 1) - (y * y + 1 - 2 * y)),
            proof::vanishes(derivative(majorant, 1) * (Rational(3, 2) * e) - (Rational(3, 2) * majorant + 2)),
            proof::at_most(Interval(4) / 3 * (exp(Interval(3) / 2) - 1), enclosure(C)));
    }
};

template <Decimal C = proved::third_hermite_mean>
struct third_hermite {
    static constexpr Statement statement{"gaussian/third-hermite",
                                         "E|g^3 - 3g| = (2/sqrt(2 pi))(1 + 4 e^(-3/2)) = 1.51001300013",
                                         R"(E|g^3-3g|=\tfrac2{\sqrt{2\pi}}(1+4e^{-3/2}))",
                                         "g standard normal",
                                         "docs/theory/resnet-commute, section 2.3",
                                         "(x^3 - 3x) phi0 is the derivative of (1 - x^2) phi0, phi0' = -x "
                                         "phi0, with sign changes at 0 and +-sqrt 3"};
    static constexpr Result prove() {
        const auto x = proof::Symbolic::symbol(0);
        const auto inner = 1 - x * x;
        return both(proof::vanishes(derivative(inner, 0) - x * inner - (x * x * x - 3 * x)),
                    proof::rounds_to(2 / sqrt(2 * proof::pi) * (1 + 4 * exp(Interval(-3) / 2)), C));
    }
};

/// (x - x^2/2 <= log(1+x) <= x): derivatives times 1 + x.
template <int Billionths = 0>
struct logarithm_bounds {
    static constexpr Statement statement{
        "gaussian/logarithm",
        "x - x^2/2 <= log(1+x) <= x",
        R"(x-\tfrac{x^2}2\le\log(1+x)\le x)",
        "x >= 0",
        section_2_1,
        "both differences vanish at 0; (1+x) times their derivatives are x^2 and x"};
    static constexpr Result prove() {
        const auto x = proof::Symbolic::symbol(0);
        const auto slope = 1 - proof::moved(1, -Billionths) * x;  // of x - C x^2/2
        return both(proof::grows_from_zero(1 - (1 + x) * slope),  // (1+x)(log(1+x) - x + C x^2/2)'
                    proof::grows_from_zero((1 + x) - 1));         // (1+x)(x - log(1+x))'
    }
};

/// 1 - C y <= e^(-y).
template <int Billionths = 0>
struct exponential_bound {
    static constexpr Statement statement{
        "gaussian/exponential",
        "0 <= 1 - e^(-y) <= y",
        R"(0\le1-e^{-y}\le y)",
        "y >= 0",
        section_2_1,
        "1 - (1 - y) e^y vanishes at 0, and e^(-y) times its derivative is y; e^(-y) decreases from 1"};
    static constexpr Result prove() {
        const auto y = proof::Symbolic::symbol(0);
        const auto line = 1 - proof::moved(1, -Billionths) * y;
        return proof::grows_from_zero(-(line + derivative(line, 0)));  // e^(-y) (1 - line e^y)'
    }
};

/// E (y + d g)^4 for a standard normal g, by E g = E g^3 = 0, E g^2 = 1, E g^4 = 3.
template <int Six = 6>
struct neuron_fourth_moment {
    static constexpr Statement statement{"gaussian/neuron-fourth-moment",
                                         "E (y + d g)^4 = y^4 + 6 y^2 d^2 + 3 d^4",
                                         R"(E(y+dg)^4=y^4+6y^2d^2+3d^4)",
                                         "all y, d; g standard normal",
                                         section_2_4,
                                         "(y + d g)^4 expanded, with E g = E g^3 = 0, E g^2 = 1, E g^4 = 3"};
    static constexpr Result prove() {
        const auto y = proof::Symbolic::symbol(0);
        const auto d = proof::Symbolic::symbol(1);
        const auto powers = power(y + d * proof::Symbolic::symbol(2), 4);
        proof::Symbolic mean;
        const int normal[] = {1, 0, 1, 0, 3};
        for (int k = 0; k < powers.size(); ++k) {
            auto exponents = powers.term(k).exponents;
            const int of_g = exponents[2];
            exponents[2] = 0;
            mean.add(exponents, normal[of_g] * powers.term(k).coefficient);
        }
        return proof::vanishes(mean - (power(y, 4) + Six * (y * y * d * d) + 3 * power(d, 4)));
    }
};

/// E of (U + d/L)^2 + (4/(nL)) U d + (2/(n L^2)) d^2 in the fourth-moment recursion, d = delta^2.
template <int Four = 4>
struct fourth_moment_step {
    static constexpr Statement statement{
        "gaussian/fourth-moment-step",
        "(U + d/L)^2 + (4/(nL)) U d + (2/(n L^2)) d^2 = (1 + 2/n)(U + d/L)^2 - (2/n) U^2",
        R"((U+\tfrac dL)^2+\tfrac4{nL}Ud+\tfrac2{nL^2}d^2=(1+\tfrac2n)(U+\tfrac dL)^2-\tfrac2nU^2)",
        "all U, d, n, L",
        section_2_4,
        "x = d/L, m = 1/n: a polynomial identity"};
    static constexpr Result prove() {
        const auto u = proof::Symbolic::symbol(0);
        const auto x = proof::Symbolic::symbol(1);
        const auto m = proof::Symbolic::symbol(2);
        return proof::vanishes(square(u + x) + Four * (m * u * x) + 2 * (m * x * x) -
                               ((1 + 2 * m) * square(u + x) - 2 * (m * u * u)));
    }
};

}  // namespace limitcheck::theorems::gaussian_limit
