// Lemmas about f near its ends (docs/theory/resnet-commute, section 6, items 7 and 8): with e = 1 - c,
// psi(e) = (f(1-e) - (1-e))/e^(3/2). In the half angle x = th/2, s = sin x: e = 2 s^2, and
// pi (f - c) = M(x) = 2 sin x cos x - 2 x (1 - 2 s^2).
#pragma once

#include "limitcheck/theorems/arc_cosine_map/lemmas/map.hpp"

namespace limitcheck::theorems::arc_cosine_map {

inline constexpr std::string_view by_half_angle =
    "x = th/2, s = sin x, e = 2 s^2, M = 2 sin x cos x - 2x(1 - 2 s^2)";

struct psi_slope_expression {
    int sign = 1;
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        return sign * (2 * a.angle - 3 * a.sin + a.angle * a.cos);
    }
};
template <int Sign = 1>
struct psi_increases {
    static constexpr Statement statement{
        "arc-cosine/psi-increases",
        "psi(e) = (f(1-e) - 1 + e)/e^(3/2) increases",
        R"(\psi'(e)>0)",
        "e in (0, 2]",
        section_6,
        "d/dth of (sin th - th cos th)/(1 - cos th)^(3/2) has the sign of 2 th - 3 sin th + th cos th"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 6>(psi_slope_expression{Sign}, AngleEnd::half_turn,
                                               {true, false});
    }
};

struct psi_excess_slope_expression {
    int sign = 1;
    template <class T>
    constexpr T operator()(const Angle<T>& x) const {
        const T s2 = square(x.sin);
        return sign * (30 * x.angle - 36 * (x.angle * s2) - 30 * (x.sin * x.cos) + 16 * (x.sin * s2));
    }
};
template <int Sign = 1>
struct psi_excess_increases {
    static constexpr Statement statement{
        "arc-cosine/psi-excess-increases",
        "(psi(e) - k)/e increases, k = 2 sqrt2/(3 pi)",
        R"(((\psi(e)-k)/e)'>0)",
        "e in (0, 2]",
        section_6,
        "d/dx of (M - 8 s^3/3)/s^5 has the sign of 30 x - 36 x s^2 - 30 s cos x + 16 s^3 on (0, pi/2)"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 8>(psi_excess_slope_expression{Sign}, AngleEnd::quarter_turn,
                                               {true, false});
    }
};

/// sign (M - (s^3 cubic + s^5 quintic)), the coefficients sums of a rational and a rational multiple of pi.
struct gap_minus_powers {
    int sign = 1;
    Rational cubic;
    Rational cubic_pi;
    Rational quintic;
    Rational quintic_pi;
    template <class T>
    constexpr T operator()(const Angle<T>& x) const {
        const T s2 = square(x.sin);
        const T s3 = x.sin * s2;
        T rest = pi_gap_in_half_angle(x) - cubic * s3;
        if (!is_zero(cubic_pi)) rest = rest - cubic_pi * (x.pi * s3);
        if (!is_zero(quintic) || !is_zero(quintic_pi)) {
            const T s5 = s3 * s2;
            rest = rest - quintic * s5 - quintic_pi * (x.pi * s5);
        }
        return sign * rest;
    }
};

template <int Billionths = 0>
struct gap_above_leading {
    static constexpr Statement statement{"arc-cosine/gap-above-leading",
                                         "f(1-e) - 1 + e >= k e^(3/2), k = 2 sqrt2/(3 pi)",
                                         R"(f(1-e)-1+e\ge k e^{3/2})",
                                         "e in [0, 2]",
                                         section_6,
                                         "pi k e^(3/2) = 8 s^3/3: M - 8 s^3/3 > 0 on (0, pi/2]"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 6>(gap_minus_powers{1, proof::moved({8, 3}, Billionths), 0, 0, 0},
                                               AngleEnd::quarter_turn, {true, false});
    }
};

template <int Billionths = 0>
struct gap_above_two_terms {
    static constexpr Statement statement{
        "arc-cosine/gap-above-two-terms",
        "f(1-e) - 1 + e >= k e^(3/2) + sqrt2/(30 pi) e^(5/2)",
        R"(f(1-e)-1+e\ge k e^{3/2}+\tfrac{\sqrt2}{30\pi}e^{5/2})",
        "e in [0, 2]",
        section_6,
        "pi sqrt2/(30 pi) e^(5/2) = 4 s^5/15: M - 8 s^3/3 - 4 s^5/15 > 0 on (0, pi/2]"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 8>(
            gap_minus_powers{1, {8, 3}, 0, proof::moved({4, 15}, Billionths), 0}, AngleEnd::quarter_turn,
            {true, false});
    }
};

template <int Billionths = 0>
struct gap_below_two_terms {
    static constexpr Statement statement{
        "arc-cosine/gap-below-two-terms",
        "f(1-e) - 1 + e <= k e^(3/2) + kappa e^(5/2), kappa = (1/(2 sqrt2) - k)/2, equality at e = 0 and e = "
        "2",
        R"(f(1-e)-1+e\le k e^{3/2}+\kappa e^{5/2})",
        "e in [0, 2]",
        section_6,
        "pi kappa e^(5/2) = (pi - 8/3) s^5: 8 s^3/3 + (pi - 8/3) s^5 - M > 0 on (0, pi/2)"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 6>(
            gap_minus_powers{-1, {8, 3}, 0, proof::moved({-8, 3}, -Billionths), proof::moved(1, -Billionths)},
            AngleEnd::quarter_turn, {true, true});
    }
};

template <int Billionths = 0>
struct gap_below_leading {
    static constexpr Statement statement{"arc-cosine/gap-below-leading",
                                         "f(1-e) - 1 + e <= e^(3/2)/(2 sqrt2), equality at e = 0 and e = 2",
                                         R"(f(1-e)-1+e\le e^{3/2}/(2\sqrt2))",
                                         "e in [0, 2]",
                                         section_6,
                                         "pi e^(3/2)/(2 sqrt2) = pi s^3: pi s^3 - M > 0 on (0, pi/2)"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 4>(gap_minus_powers{-1, 0, proof::moved(1, -Billionths), 0, 0},
                                               AngleEnd::quarter_turn, {true, true});
    }
};

/// The quotient of neighbouring coefficients a_(j+1)/a_j, in j. The constant 1/2 is its limit.
template <int Billionths = 0>
struct series_ratio {
    static constexpr Statement statement{
        "arc-cosine/series-ratio",
        "a_(j+1) <= a_j/2 for the coefficients a_j of arc-cosine/series: the rest of the series is geometric",
        R"(a_{j+1}\le\tfrac12a_j)",
        "j >= 0",
        section_6,
        "a_(j+1)/a_j = (2j+1)^2/(4 (j+1)(2j+5)), and 2 (j+1)(2j+5) - (2j+1)^2 has coefficients >= 0"};
    static constexpr Result prove() {
        const auto j = Symbolic::symbol(0);
        const auto margin =
            4 * proof::moved({1, 2}, -Billionths) * ((j + 1) * (2 * j + 5)) - square(2 * j + 1);
        if (has_nonnegative_coefficients(margin)) return proof::nonnegative(margin);
        const proof::Integer far = proof::Integer{1} << 40;  // where the leading coefficient has taken over
        const Rational value = proof::detail::value_at(margin, {Rational(far, 1), 0, 0, 0});
        return {sign(value) < 0 ? proof::Verdict::disproved : proof::Verdict::exhausted,
                1,
                0x1p40,
                0x1p40,
                enclosure(value).hi,
                proof::Method::algebra};
    }
};

template <int Shift = 0>
struct series_coefficients {
    static constexpr int order = 11;
    static constexpr Statement statement{"arc-cosine/series",
                                         "the coefficients of e^(j+3/2), j <= 4, in pi (f(1-e) - 1 + e) are "
                                         "sqrt2 C(2j,j)/(8^j (2j+1)(j+3/2)) > 0",
                                         R"(\sqrt2\binom{2j}{j}/(8^j(2j+1)(j+\tfrac32)))",
                                         "j = 0..4",
                                         section_6,
                                         "M = sum_j a_j s^(2j+3) with a_j = 4 C(2j,j)/(4^j (2j+1)(j+3/2)), "
                                         "compared as exact jets in x to order 11"};
    static constexpr Result prove() {
        const auto x = proof::exact_angle_at_zero<order>();
        auto rest = pi_gap_in_half_angle(x);
        auto power_of_s = x.sin * square(x.sin);
        Rational central = 1;  // C(2j,j)/4^j
        for (int j = 0; 2 * j + 3 <= order; ++j) {
            rest = rest - (Rational(8 + Shift) * central / Rational((2 * j + 1) * (2 * j + 3))) * power_of_s;
            power_of_s = power_of_s * square(x.sin);
            central = central * Rational(2 * j + 1, 2 * j + 2);
        }
        Result all = proof::equals(rest[0], 0);
        for (int k = 1; k <= order; ++k) all = both(all, proof::equals(rest[k], 0));
        all.cells = 1;
        return all;
    }
};

}  // namespace limitcheck::theorems::arc_cosine_map
