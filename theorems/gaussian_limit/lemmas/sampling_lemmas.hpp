// The lemmas on the sampling error of one layer: the inequality for the square root, exact moments, and the
// constants of beta_n and gamma_n for every n (docs/theory/resnet-commute, sections 2.1, 2.4).
#pragma once

#include "limitcheck/theorems/gaussian_limit/lemmas/sampling.hpp"

namespace limitcheck::theorems::gaussian_limit {

/// The last coefficient is the least in modulus: sqrt(1+u) touches the polynomial at u = -1.
template <int Billionths = 0>
struct root_inequality {
    static constexpr Statement statement{
        "gaussian/root-inequality",
        "sqrt(1+u) >= 1 + u/2 - u^2/8 + u^3/16 - (5/16) u^4",
        R"(\sqrt{1+u}\ge 1+\tfrac u2-\tfrac{u^2}8+\tfrac{u^3}{16}-\tfrac5{16}u^4)",
        "u >= -1",
        "docs/theory/resnet-commute, sections 2.1 and 6, item 9",
        "with v = sqrt(1+u) >= 0 the difference is v (v-1)^4 q(v), q with coefficients >= 0"};
    static constexpr Result prove() {
        Polynomial p = root_from_below(2);
        p[4] = proof::moved({-5, 16}, -Billionths);
        return is_below_root(p, 2);
    }
};

template <int Billionths = 0>
struct root_square_inequality {
    static constexpr Statement statement{
        "gaussian/root-square",
        "(sqrt(1+u) - 1)^2 <= u^2",
        R"((\sqrt{1+u}-1)^2\le u^2)",
        "u >= -1",
        section_2_1,
        "v = sqrt(1+u): u^2 - (v-1)^2 = v (v-1)^2 (v+2), equality at u = -1 and u = 0"};
    static constexpr Result prove() {
        Polynomial u;
        u[0] = -1;
        u[2] = 1;
        Polynomial deviation;
        deviation[0] = -1;
        deviation[1] = 1;
        return proof::nonnegative_by_factors(
            u * u + Rational(-1) * (proof::moved(1, Billionths) * (deviation * deviation)), 1, 2);
    }
};

template <int Fourth = 633>
struct layer_moments {
    static constexpr Statement statement{
        "gaussian/layer-moments",
        "E v^2 = 5, E v^3 = 44, E v^4 = 633; E u^2 = 5/n, E u^3 = 44/n^2, E u^4 = 75/n^2 + 558/n^3",
        R"(Eu^2=5/n,\ Eu^3=44/n^2,\ Eu^4=75/n^2+558/n^3)",
        "n >= 1",
        section_2_1,
        "v = 2 g^2 1{g>0} - 1 with E (2 g^2 1{g>0})^k = 2^k (2k-1)!!/2; cumulants of a sum add"};
    static constexpr Result prove() {
        const auto v = rectified_moments<4>();
        const auto u = proof::moments_of_average<4>(v);
        return both(
            proof::equals(v[1], 0), proof::equals(v[2], 5), proof::equals(v[3], 44),
            proof::equals(v[4], Fourth), proof::equals(u[2], Rational(5) * proof::monomial(1)),
            proof::equals(u[3], Rational(44) * proof::monomial(2)),
            proof::equals(u[4], Rational(75) * proof::monomial(2) + Rational(558) * proof::monomial(3)));
    }
};

/// The leading coefficient is sharp: n beta_n tends to it.
template <int Billionths = 0>
struct beta_polynomial_bound {
    static constexpr Statement statement{
        "gaussian/beta-polynomial",
        "beta_n <= 5/(4n) + 41.375/n^2 + 348.75/n^3, and beta_n <= 5/n",
        R"(\beta_n\le\frac5{4n}+\frac{41.375}{n^2}+\frac{348.75}{n^3})",
        "n >= 1",
        section_2_1,
        "E of 2 + u - 2 P(u), P the polynomial of gaussian/root-inequality; E u^2 = 5/n"};
    static constexpr Result prove() {
        Polynomial stated;
        for (int k = 0; k < 3; ++k) stated[k + 1] = proved::beta_polynomial[k];
        stated[1] = proof::moved(stated[1], -Billionths);
        const Result bound =
            both(is_below_root(root_from_below(2), 2),
                 proof::equals(expected<4>(squared_deviation(root_from_below(2))), stated),
                 proof::equals(expected<2>(proof::monomial(2)), proved::beta_crude * proof::monomial(1)),
                 root_square_inequality<>::prove());
        return bound.verdict == proof::Verdict::proved ? bound : refuted_far_out(stated);
    }
    /// beta_n is above the bound at n = 10^12, by a Taylor polynomial above the root.
    static constexpr Result refuted_far_out(const Polynomial& stated) {
        const Polynomial q = root_from_above(2);
        const Polynomial excess = lowered_by(expected<3>(squared_deviation(q)) + Rational(-1) * stated, 1);
        const Interval least = value_at(excess, Interval(1) / Interval(1'000'000) / Interval(1'000'000));
        Result result = proof::decided(
            false, is_above_root(q, 2).verdict == proof::Verdict::proved && least.lo > 0, -least.lo);
        result.lo = result.hi = 1e12;
        return result;
    }
};

template <int Third = 558>
struct gamma_polynomial_bound {
    static constexpr Statement statement{"gaussian/gamma-polynomial",
                                         "gamma_n^4 <= E u^4 = 75/n^2 + 558/n^3",
                                         R"(\gamma_n^4\le Eu^4=75/n^2+558/n^3)",
                                         "n >= 1",
                                         section_2_4,
                                         "(sqrt(1+u) - 1)^4 <= u^4 by gaussian/root-square, and E u^4"};
    static constexpr Result prove() {
        return both(
            root_square_inequality<>::prove(), proof::equals(proved::gamma_polynomial[1], Third),
            proof::equals(expected<4>(proof::monomial(4)), proved::gamma_polynomial[0] * proof::monomial(2) +
                                                               Rational(Third) * proof::monomial(3)));
    }
};

/// 2^-n C(n, floor(n/2)) from below, for n = 1, 2, ...
struct central_weight {
    double value = 0.5;
    int n = 1;
    constexpr void advance() {
        ++n;
        // C(2k, k) 4^-k = C(2k-1, k-1) 2^-(2k-1); then times (2k+1)/(2k+2)
        if (n % 2 == 1) value = proof::below(value * proof::below(n / (n + 1.0)));
    }
};

template <Decimal C = proved::n_beta_supremum>
struct beta_supremum {
    static constexpr int threshold = 103;
    static constexpr Statement statement{
        "gaussian/beta-supremum",
        "n beta_n <= 1.302628297, attained at n = 6",
        R"(n\beta_n\le 1.302628297)",
        "all n >= 1",
        section_2_1,
        "n < 103: n beta_n = 2n (1 - E sqrt(1+u)), the mean as a sum over K ~ Bin(n, 1/2); n >= 103: E of a "
        "polynomial "
        "of degree 8 above (sqrt(1+u) - 1)^2, a polynomial in 1/n bounded on [0, 1/103]"};
    static constexpr Result prove() {
        const Interval bound = enclosure(C);
        root_sums<threshold> sums;
        Result result{proof::Verdict::proved, 0, 0, 0, 10};
        central_weight central;
        for (int n = 1; n < threshold; ++n, central.advance()) {
            const Interval value = 2 * n * (1 - sums.at(n, central.value).m1);  // an upper bound: value.hi
            if (!(value.hi <= bound.lo)) {
                // Up to n = 40 nothing is cut, and a term has fewer than 8n + 8 roundings downward: with what
                // covers them and the sum's, E sqrt(1+u) <= 1 is known to 2^-39 from both sides.
                const bool fails = n <= 40 && value.hi - 2 * n * 0x1p-38 > bound.hi;
                return {fails ? proof::Verdict::disproved : proof::Verdict::exhausted, sums.terms,
                        static_cast<double>(n), static_cast<double>(n), bound.hi - value.hi};
            }
            if (bound.lo - value.hi < result.bound) {
                result.bound = bound.lo - value.hi;
                result.lo = result.hi = n;
            }
        }
        result.cells = sums.terms;
        result.method = proof::Method::sums;
        const Polynomial p = root_from_below(4);
        const Polynomial in_x = lowered_by(expected<8>(squared_deviation(p)), 1);
        return both(result, is_below_root(p, 4),
                    proof::positive_on_reals<2, 0>(margin_from(in_x, rational(C)), 0,
                                                   proof::above(1.0 / threshold), {}));
    }
};

/// Bound: of (n gamma_n^2)^2, in parts of 75/16 by 10^-9 less.
template <int LessBillionths = 0>
struct gamma_supremum {
    static constexpr int threshold = 525;
    static constexpr Statement statement{
        "gaussian/gamma-supremum",
        "n gamma_n^2 <= sqrt(75)/4 = 2.16506350946..., the limit",
        R"(n\gamma_n^2\le\sqrt{75}/4)",
        "all n >= 1",
        section_2_4,
        "n^2 gamma_n^4 = n^2 (8 + 5/n - 4 E (2+u) sqrt(1+u)) <= 75/16; n < 525: sums over K ~ Bin(n, 1/2); n "
        ">= 525: E "
        "of a polynomial of degree 17 above it, a polynomial in 1/n with the value 75/16 at 0"};
    static constexpr Rational bound() {
        return proved::n_gamma_squared_supremum_squared *
               (Rational(1) - Rational(2 * LessBillionths, 1'000'000'000));
    }
    /// sqrt(75)/4 <= proved::n_gamma_squared_supremum.
    static constexpr Result rounded_up() {
        const Rational root = rational(proved::n_gamma_squared_supremum);
        const Rational margin = root * root - proved::n_gamma_squared_supremum_squared;
        return proof::decided(sign(margin) >= 0, sign(margin) < 0,
                              sign(margin) < 0 ? enclosure(margin).hi : 0, proof::Method::algebra);
    }
    static constexpr Result prove() {
        const Polynomial p = root_from_below(8);
        const Polynomial upper = lowered_by(expected<17>(fourth_deviation(p)), 2);
        const Result beyond =
            both(is_below_root(p, 8),
                 proof::positive_on_reals<2, 3>(margin_from(upper, bound()), 0, proof::above(1.0 / threshold),
                                                {LessBillionths == 0, false}));
        if (beyond.verdict != proof::Verdict::proved) return refuted_far_out();
        const Interval limit = enclosure(bound());
        root_sums<threshold> sums;
        Result result{proof::Verdict::proved, 0, 0, 0, 10};
        central_weight central;
        for (int n = 1; n < threshold; ++n, central.advance()) {
            const Interval m = sums.at(n, central.value).m1_plus_m3;
            const Interval value = n * (n * (8 + Interval(5) / n - 4 * m));
            if (!(value.hi <= limit.lo)) {
                return {proof::Verdict::exhausted, sums.terms, static_cast<double>(n), static_cast<double>(n),
                        limit.lo - value.hi};
            }
            if (limit.lo - value.hi < result.bound) {
                result.bound = limit.lo - value.hi;
                result.lo = result.hi = n;
            }
        }
        result.cells = sums.terms;
        result.method = proof::Method::sums;
        return both(result, beyond, rounded_up());
    }
    /// n^2 gamma_n^4 > bound at n = 10^9, by a Taylor polynomial above the root.
    static constexpr Result refuted_far_out() {
        const Polynomial q = root_from_above(4);
        const Polynomial lower = lowered_by(expected<8>(fourth_deviation(q)), 2);
        const Interval value = value_at(lower, Interval(1) / Interval(1'000'000'000));
        const bool fails =
            is_above_root(q, 4).verdict == proof::Verdict::proved && value.lo > enclosure(bound()).hi;
        return {fails ? proof::Verdict::disproved : proof::Verdict::exhausted, 1, 1e9, 1e9,
                enclosure(bound()).hi - value.lo};
    }
};

}  // namespace limitcheck::theorems::gaussian_limit
