// Lemmas of the differential-equation limits: F and the bound of LN1, the moments of LN5
// (docs/theory/diffusion-limits). F(rho) = sqrt(1-rho^2) - rho arccos(rho) = sin th - th cos th at rho = cos
// th.
#pragma once

#include "limitcheck/theorems/arc_cosine_map/lemmas/map.hpp"
#include "limitcheck/theorems/diffusion/proved_constants.hpp"

namespace limitcheck::theorems::diffusion {

using arc_cosine_map::pi_gap;
using proof::Angle;
using proof::AngleEnd;
using proof::Decimal;
using proof::Interval;
using proof::Rational;
using proof::Result;
using proof::Statement;
using proof::Symbolic;

inline constexpr std::string_view notation = "docs/theory/diffusion-limits, notation";
inline constexpr std::string_view section_ln1 = "docs/theory/diffusion-limits, LN1";

template <int AtZero = 1>
struct f_values_and_slope {
    static constexpr Statement statement{
        "diffusion/f",    "F(1) = 0, F(0) = 1, F(-1) = pi, F' = -arccos: |F| <= pi and |F'| <= pi",
        R"(F'=-\arccos)", "rho in [-1, 1]",
        notation,         "dF/dth = th sin th and drho/dth = -sin th; 0 <= th <= pi"};
    static constexpr Result prove() {
        const auto a = proof::symbolic_angle();
        return both(proof::same_function(proof::angle_derivative(pi_gap(a)), a.angle * a.sin),
                    proof::equals(pi_gap(proof::exact_angle_at_zero<0>())[0], 0),
                    proof::equals(pi_gap(proof::exact_angle_before<0>(AngleEnd::quarter_turn))[0], AtZero),
                    proof::equals(pi_gap(proof::exact_angle_before<0>(AngleEnd::half_turn))[0],
                                  proof::PiPolynomial::pi()));
    }
};

/// C - F
struct below_one_expression {
    int billionths = 0;
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        return proof::moved(1, -billionths) * T(1) - pi_gap(a);
    }
};
template <int Billionths = 0>
struct f_below_one {
    static constexpr Statement statement{"diffusion/f-below-one",
                                         "F(rho) < 1 and |F'(rho)| <= pi/2",
                                         R"(F(\rho)<1)",
                                         "rho in (0, 1]",
                                         section_ln1,
                                         "1 - sin th + th cos th > 0 on [0, pi/2); th <= pi/2"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 3>(below_one_expression{Billionths}, AngleEnd::quarter_turn,
                                               {false, true});
    }
};

/// sign (F - cube th^3 + fifth th^5)
struct f_series_expression {
    int sign = 1;
    Rational cubic;
    Rational fifth;
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        const T square_of = square(a.angle);
        const T cube = a.angle * square_of;
        const T rest = pi_gap(a) - cubic * cube;
        return sign * (is_zero(fifth) ? rest : rest + fifth * (cube * square_of));
    }
};
template <int Billionths = 0>
struct f_above_series {
    static constexpr Statement statement{"diffusion/f-above-series",
                                         "F >= th^3/3 - th^5/30",
                                         R"(F\ge\tfrac{\theta^3}3-\tfrac{\theta^5}{30})",
                                         "th in [0, pi]",
                                         notation,
                                         "sin th - th cos th - th^3/3 + th^5/30 > 0 on (0, pi]"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 8>(
            f_series_expression{1, {1, 3}, proof::moved({1, 30}, -Billionths)}, AngleEnd::half_turn,
            {true, false});
    }
};
template <int Billionths = 0>
struct f_below_series {
    static constexpr Statement statement{"diffusion/f-below-series",
                                         "F <= th^3/3",
                                         R"(F\le\theta^3/3)",
                                         "th in [0, pi]",
                                         notation,
                                         "th^3/3 - sin th + th cos th > 0 on (0, pi]"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 6>(f_series_expression{-1, proof::moved({1, 3}, -Billionths), 0},
                                               AngleEnd::half_turn, {true, false});
    }
};

/// F - sin th (th^2/3 + C th^4/45)
struct angle_drift_expression {
    int billionths = 0;
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        const T t2 = square(a.angle);
        return pi_gap(a) - a.sin * (Rational(1, 3) * t2 + proof::moved({1, 45}, billionths) * square(t2));
    }
};
template <int Billionths = 0>
struct angle_drift {
    static constexpr Statement statement{
        "diffusion/angle-drift",
        "1 - th cot th >= th^2/3 + th^4/45",
        R"(1-\theta\cot\theta\ge\tfrac{\theta^2}3+\tfrac{\theta^4}{45})",
        "th in [0, pi)",
        section_ln1,
        "times sin th: sin th - th cos th - sin th (th^2/3 + th^4/45) > 0 on (0, pi]"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 9>(angle_drift_expression{Billionths}, AngleEnd::half_turn,
                                               {true, false});
    }
};

/// C times the value at the end, less |F F'| = th (sin th - th cos th).
struct local_error_expression {
    bool half = false;
    int billionths = 0;
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        const T limit =
            half ? proof::moved({1, 2}, -billionths) * a.pi : proof::moved(1, -billionths) * square(a.pi);
        return limit - a.angle * pi_gap(a);
    }
};
template <int Billionths = 0>
struct local_error {
    static constexpr Statement statement{
        "diffusion/local-error",
        "|F F'| <= pi^2, and <= pi/2 for rho >= 0: the Euler error of LN1's bound",
        R"(|FF'|\le\pi^2,\ \le\pi/2\ (\rho\ge0))",
        "rho in [-1, 1]",
        section_ln1,
        "th (sin th - th cos th) below its value at th = pi on [0, pi), at pi/2 on [0, pi/2)"};
    static constexpr Result prove() {
        return both(proof::positive_on_angles<2, 3>(local_error_expression{false, Billionths},
                                                    AngleEnd::half_turn, {false, true}),
                    proof::positive_on_angles<2, 3>(local_error_expression{true, Billionths},
                                                    AngleEnd::quarter_turn, {false, true}));
    }
};

template <int Cross = 1>
struct shape_identity {
    static constexpr Statement statement{
        "diffusion/shape",
        "S^2 + D^2 = 1 + (c_+ + c_-)/sqrt d + (c_+^2 + c_-^2)/(2d)",
        R"(S^2+D^2=1+\tfrac{c_++c_-}{\sqrt d}+\tfrac{c_+^2+c_-^2}{2d})",
        "all c_+, c_-, d",
        section_ln1,
        "x = 1/sqrt d, s = 1 + c x, S and D half the sum and half the difference: a polynomial identity"};
    static constexpr Result prove() {
        const auto p = Symbolic::symbol(0);
        const auto m = Symbolic::symbol(1);
        const auto x = Symbolic::symbol(2);
        const auto half_sum = Rational(1, 2) * ((1 + p * x) + (1 + m * x));
        const auto half_difference = Rational(1, 2) * ((1 + p * x) - (1 + m * x));
        return proof::vanishes(square(half_sum) + square(half_difference) -
                               (1 + Cross * (p + m) * x + Rational(1, 2) * ((p * p + m * m) * (x * x))));
    }
};

template <int Six = 6>
struct entrance_equations {
    static constexpr Statement statement{
        "diffusion/entrance-equations",
        "E A_t = (e^(2t) - 1)/2 and E A_t^2 = ((e^(6t) - 1)/6 - (e^(2t) - 1)/2)/2",
        R"(EA_t=\tfrac{e^{2t}-1}2,\ EA_t^2=\tfrac12(\tfrac{e^{6t}-1}6-\tfrac{e^{2t}-1}2))",
        "t >= 0, s = +1",
        "docs/theory/diffusion-limits, LN5",
        "they solve a' = 1 + 2a, b' = 2a + 6b (Ito: dA = (1 + 2A) dt + sqrt2 A dB in law), a(0) = b(0) = 0; "
        "with E = "
        "e^(2t), dE/dt = 2E"};
    static constexpr Result prove() {
        const auto e = Symbolic::symbol(0);
        const auto a = Rational(1, 2) * (e - 1);
        const auto b = Rational(1, 2) * (Rational(1, 6) * (power(e, 3) - 1) - Rational(1, 2) * (e - 1));
        const auto rate = [&e](const Symbolic& p) { return derivative(p, 0) * (2 * e); };
        return both(proof::vanishes(rate(a) - (1 + 2 * a)), proof::vanishes(rate(b) - (2 * a + Six * b)));
    }
};

template <long long LastDigit = 0>
struct entrance_table {
    static constexpr Statement statement{
        "diffusion/entrance-table",
        "E q^(-1/2), E q^(-1), Var q^(-1/2) at t = 1/4, 1/2, 1 round to the 12 digits of the table",
        R"(E q^{-1/2}=\kappa EA_t/t,\ E q^{-1}=\kappa^2EA_t^2/t^2)",
        "t in {1/4, 1/2, 1}, s = +1",
        "docs/theory/diffusion-limits, LN5",
        "diffusion/entrance-equations, enclosures of pi, sqrt 2, exp"};
    static constexpr Result prove() {
        const Interval kappa = sqrt(Interval(2)) / (3 * proof::pi);
        Result all = proof::rounds_to(kappa, proved::kappa);
        for (const proved::EntranceMoments& row : proved::entrance_moments) {
            const Interval t = enclosure(row.time);
            const Interval first = (exp(2 * t) - 1) / 2;
            const Interval second = ((exp(6 * t) - 1) / 6 - first) / 2;
            const Interval mean = kappa * first / t;
            const Interval square_mean = square(kappa / t) * second;
            all = both(all, both(proof::rounds_to(mean, {row.mean.digits - LastDigit, row.mean.exponent}),
                                 both(proof::rounds_to(square_mean, row.second),
                                      proof::rounds_to(square_mean - square(mean), row.variance))));
        }
        return all;
    }
};

}  // namespace limitcheck::theorems::diffusion
