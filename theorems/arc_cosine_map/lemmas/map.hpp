// Lemmas about f itself (docs/theory/resnet-commute, section 6, items 1 to 6). A template argument turns each
// into the false statement that its twin in tests/must-not-compile must refute: Billionths moves a sharp
// constant to the false side by 10^-9.
#pragma once

#include "limitcheck/proof/decide.hpp"
#include "limitcheck/proof/lemma.hpp"
#include "limitcheck/theorems/arc_cosine_map/lemmas/kernel.hpp"

namespace limitcheck::theorems::arc_cosine_map {

using proof::Angle;
using proof::AngleEnd;
using proof::Rational;
using proof::Result;
using proof::Statement;
using proof::Symbolic;

inline constexpr std::string_view section_6 = "docs/theory/resnet-commute, section 6";
inline constexpr std::string_view by_angle = "c = cos th, pi f = sin th + (pi - th) cos th";

template <int Multiple = 1>
struct reflection {
    static constexpr Statement statement{
        "arc-cosine/reflection", "f(c) - f(-c) = c", R"(f(c)-f(-c)=c)",
        "c in [-1, 1]",          section_6,          "-c is the angle pi - th"};
    static constexpr Result prove() {
        const auto a = proof::symbolic_angle();
        return proof::same_function(pi_f(a) - pi_f(proof::supplement(a)), Multiple * (a.pi * a.cos));
    }
};

template <int PiTimesMiddle = 1>
struct values_at_ends {
    static constexpr Statement statement{"arc-cosine/values",
                                         "f(-1) = 0, f(0) = 1/pi, f(1) = 1",
                                         R"(f(-1)=0,\ f(0)=1/\pi,\ f(1)=1)",
                                         "three points",
                                         section_6,
                                         by_angle};
    static constexpr Result prove() {
        const auto at_minus_one = pi_f(proof::exact_angle_before<0>(AngleEnd::half_turn))[0];
        const auto at_zero = pi_f(proof::exact_angle_before<0>(AngleEnd::quarter_turn))[0];
        const auto at_one = pi_f(proof::exact_angle_at_zero<0>())[0];
        return both(proof::equals(at_minus_one, 0), proof::equals(at_zero, PiTimesMiddle),
                    proof::equals(at_one, proof::PiPolynomial::pi()));
    }
};

template <int Multiple = 1>
struct slope {
    static constexpr Statement statement{
        "arc-cosine/slope",
        "f'(c) = 1 - arccos(c)/pi, so 0 <= f' <= 1: f is nondecreasing and 1-Lipschitz",
        R"(f'(c)=1-\arccos(c)/\pi\in[0,1])",
        "c in [-1, 1]",
        section_6,
        "d(pi f)/dth = -sin th (pi - th) and dc/dth = -sin th; 0 <= th <= pi"};
    static constexpr Result prove() {
        const auto a = proof::symbolic_angle();
        return proof::same_function(proof::angle_derivative(pi_f(a)),
                                    -(Multiple * (a.sin * (a.pi - a.angle))));
    }
};

/// 1 - C sin th
struct convexity_expression {
    int billionths = 0;
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        return 1 - proof::moved(1, billionths) * a.sin;
    }
};
template <int Billionths = 0>
struct strong_convexity {
    static constexpr Statement statement{
        "arc-cosine/convexity",
        "f''(c) = 1/(pi sqrt(1-c^2)) >= 1/pi: f - c^2/(2 pi) is convex",
        R"(f''(c)\ge 1/\pi)",
        "c in (-1, 1)",
        section_6,
        "d(1 - th/pi)/dc = 1/(pi sin th), and 1 - sin th > 0 on (0, pi/2), with sin (pi - th) = sin th"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 4>(convexity_expression{Billionths}, AngleEnd::quarter_turn,
                                               {false, true});
    }
};

/// pi (f - C c)
struct gap_expression {
    int billionths = 0;
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        if (billionths == 0) return pi_gap(a);
        return pi_f(a) - proof::moved(1, billionths) * (a.pi * a.cos);
    }
};
template <int Billionths = 0>
struct above_identity {
    static constexpr Statement statement{"arc-cosine/above-identity",
                                         "f(c) > c",
                                         R"(f(c)>c)",
                                         "c in [-1, 1)",
                                         section_6,
                                         "pi (f - c) = sin th - th cos th > 0 on (0, pi]"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 4>(gap_expression{Billionths}, AngleEnd::half_turn,
                                               {true, false});
    }
};

/// pi (f - C)
struct f_expression {
    int billionths = 0;
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        if (billionths == 0) return pi_f(a);
        return pi_f(a) - Rational(billionths, 1'000'000'000) * a.pi;
    }
};
template <int Billionths = 0>
struct above_zero {
    static constexpr Statement statement{
        "arc-cosine/above-zero", "f(c) > 0", R"(f(c)>0)",
        "c in (-1, 1]",          section_6,  "pi f = sin th + (pi - th) cos th > 0 on [0, pi)"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 4>(f_expression{Billionths}, AngleEnd::half_turn, {false, true});
    }
};

/// pi (C - f)
struct below_one_expression {
    int billionths = 0;
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        return proof::moved(1, billionths) * a.pi - pi_f(a);
    }
};
template <int Billionths = 0>
struct below_one {
    static constexpr Statement statement{
        "arc-cosine/below-one", "f(c) < 1", R"(f(c)<1)",
        "c in [-1, 1)",         section_6,  "pi - pi f > 0 on (0, pi], a double zero at 0"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 4>(below_one_expression{Billionths}, AngleEnd::half_turn,
                                               {true, false});
    }
};

/// pi (f - C/pi - c/2)
struct above_tangent_expression {
    int billionths = 0;
    template <class T>
    constexpr T operator()(const Angle<T>& x) const {
        return x.cos + x.angle * x.sin - proof::moved(1, billionths) * T(1);
    }
};
template <int Billionths = 0>
struct above_tangent {
    static constexpr Statement statement{
        "arc-cosine/above-tangent",
        "f(c) >= 1/pi + c/2, equality at c = 0 alone",
        R"(f(c)\ge 1/\pi+c/2)",
        "c in [-1, 1]",
        section_6,
        "th = pi/2 + x: pi (f - 1/pi - c/2) = cos x + x sin x - 1, even in x, 0 < x <= pi/2"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 4>(above_tangent_expression{Billionths}, AngleEnd::quarter_turn,
                                               {true, false});
    }
};

template <int Multiple = 1>
struct gap_decreases {
    static constexpr Statement statement{"arc-cosine/gap-decreases",
                                         "f(c) - c decreases strictly from 1 at -1 to 0 at 1",
                                         R"((f(c)-c)'=-\arccos(c)/\pi)",
                                         "c in [-1, 1]",
                                         section_6,
                                         "d(sin th - th cos th)/dth = th sin th >= 0, zero only at the ends"};
    static constexpr Result prove() {
        const auto a = proof::symbolic_angle();
        return both(proof::same_function(proof::angle_derivative(pi_gap(a)), Multiple * (a.angle * a.sin)),
                    proof::equals(pi_gap(proof::exact_angle_before<0>(AngleEnd::half_turn))[0],
                                  proof::PiPolynomial::pi()),
                    proof::equals(pi_gap(proof::exact_angle_at_zero<0>())[0], 0));
    }
};

template <int Multiple = 1>
struct euler_step {
    static constexpr Statement statement{
        "arc-cosine/euler-step",
        "c -> c + h (f(c) - c) is nondecreasing and 1-Lipschitz for h in [0, 1]",
        R"(\partial_c[c+h(f(c)-c)]\in[0,1])",
        "c in [-1, 1], h in [0, 1]",
        section_6,
        "pi times the slope is pi - h th = (1 - h) pi + h (pi - th), at least 0, and at most pi"};
    static constexpr Result prove() {
        const auto pi = Symbolic::symbol(3);
        const auto angle = Symbolic::symbol(0);
        const auto h = Symbolic::symbol(1);
        return proof::vanishes(pi - Multiple * (h * angle) - (1 - h) * pi - h * (pi - angle));
    }
};

/// The closed forms of J22 = E phi(u)^2 phi(v)^2 and J31 = E phi(u)^3 phi(v) against the recursion of
/// Moments.
template <int Three = 3>
struct moment_forms {
    static constexpr Statement statement{
        "arc-cosine/moments",
        "2 pi J22 = 3 s c + (pi - th)(1 + 2 c^2) and 2 pi J31 = c (3 (pi - th) + 2 sin 2th - sin(4th)/4) + 2 "
        "s^5, s = "
        "sin th, c = cos th",
        R"(2\pi J_{22}=3sc+(\pi-\theta)(1+2c^2))",
        "th in [0, pi]",
        "docs/theory/resnet-commute, sections 2.2, 3.1",
        "Stein's recursion for E phi(u)^i phi(v)^j; sin 2th = 2 s c, sin 4th = 4 s c (1 - 2 s^2)"};
    static constexpr Result prove() {
        const auto a = proof::symbolic_angle();
        const Moments<Symbolic, 2> m(a);
        const auto sin_two = 2 * (a.sin * a.cos);
        const auto sin_four = 2 * (sin_two * (1 - 2 * square(a.sin)));
        return both(proof::same_function(
                        m(2, 2), Three * (a.sin * a.cos) + (a.pi - a.angle) * (1 + 2 * square(a.cos))),
                    proof::same_function(
                        m(1, 3), a.cos * (3 * (a.pi - a.angle) + 2 * sin_two - Rational(1, 4) * sin_four) +
                                     2 * power(a.sin, 5)));
    }
};

struct truncation_expression {
    int sign = 1;
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        return sign * (pi_gap(a) + square(a.angle) * a.sin);
    }
};
template <int Sign = 1>
struct truncation_decreases {
    static constexpr Statement statement{
        "arc-cosine/truncation",
        "(1 - f'(c)) (f(c) - c) decreases from 1 to 0: Euler's truncation constant",
        R"((1-f'(c))(f(c)-c)\searrow)",
        "c in [-1, 1]",
        section_6,
        "d(th (sin th - th cos th))/dth = sin th - th cos th + th^2 sin th > 0 on (0, pi]"};
    static constexpr Result prove() {
        const auto a = proof::symbolic_angle();
        return both(
            proof::same_function(proof::angle_derivative(a.angle * pi_gap(a)), truncation_expression{}(a)),
            proof::positive_on_angles<2, 4>(truncation_expression{Sign}, AngleEnd::half_turn, {true, false}));
    }
};

}  // namespace limitcheck::theorems::arc_cosine_map
