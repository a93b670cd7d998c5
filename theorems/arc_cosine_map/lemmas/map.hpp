// Lemmas about f itself (docs/theory/resnet-commute, section 6, items 1 to 6). A template argument turns each
// into the false statement that its twin in tests/must-not-compile must refute.
#pragma once

#include "limitcheck/proof/lemma.hpp"
#include "limitcheck/proof/symbolic.hpp"
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
        return proof::identity(
            proof::same_on_angles(pi_f(a) - pi_f(proof::supplement(a)), Multiple * (a.pi * a.cos)));
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
        return proof::identity(is_zero(at_minus_one) && is_zero(at_zero - PiTimesMiddle) &&
                               is_zero(at_one - proof::PiPolynomial::pi()));
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
        return proof::identity(proof::same_on_angles(proof::angle_derivative(pi_f(a)),
                                                     -(Multiple * (a.sin * (a.pi - a.angle)))));
    }
};

template <int Sign = 1>
struct strong_convexity {
    static constexpr Statement statement{
        "arc-cosine/convexity",
        "f''(c) = 1/(pi sqrt(1-c^2)) >= 1/pi: f - c^2/(2 pi) is convex",
        R"(f''(c)\ge 1/\pi)",
        "c in (-1, 1)",
        section_6,
        "d(1 - th/pi)/dc = 1/(pi sin th), and 1 - sin 2x = (sin x - cos x)^2 >= 0"};
    static constexpr Result prove() {
        const auto x = proof::symbolic_angle();
        return proof::identity(proof::same_on_angles(1 - 2 * (x.sin * x.cos), square(x.sin - Sign * x.cos)));
    }
};

struct gap_expression {
    int sign = 1;
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        return sign * pi_gap(a);
    }
};
template <int Sign = 1>
struct above_identity {
    static constexpr Statement statement{"arc-cosine/above-identity",
                                         "f(c) > c",
                                         R"(f(c)>c)",
                                         "c in [-1, 1)",
                                         section_6,
                                         "pi (f - c) = sin th - th cos th > 0 on (0, pi]"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 4>(gap_expression{Sign}, AngleEnd::half_turn, {true, false});
    }
};

struct f_expression {
    int sign = 1;
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        return sign * pi_f(a);
    }
};
template <int Sign = 1>
struct above_zero {
    static constexpr Statement statement{
        "arc-cosine/above-zero", "f(c) > 0", R"(f(c)>0)",
        "c in (-1, 1]",          section_6,  "pi f = sin th + (pi - th) cos th > 0 on [0, pi)"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 4>(f_expression{Sign}, AngleEnd::half_turn, {false, true});
    }
};

struct below_one_expression {
    int sign = 1;
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        return sign * (a.pi - pi_f(a));
    }
};
template <int Sign = 1>
struct below_one {
    static constexpr Statement statement{
        "arc-cosine/below-one", "f(c) < 1", R"(f(c)<1)",
        "c in [-1, 1)",         section_6,  "pi - pi f > 0 on (0, pi], a double zero at 0"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 4>(below_one_expression{Sign}, AngleEnd::half_turn,
                                               {true, false});
    }
};

struct above_tangent_expression {
    int sign = 1;
    template <class T>
    constexpr T operator()(const Angle<T>& x) const {
        return sign * (x.cos + x.angle * x.sin - 1);
    }
};
template <int Sign = 1>
struct above_tangent {
    static constexpr Statement statement{
        "arc-cosine/above-tangent",
        "f(c) >= 1/pi + c/2, equality at c = 0 alone",
        R"(f(c)\ge 1/\pi+c/2)",
        "c in [-1, 1]",
        section_6,
        "th = pi/2 + x: pi (f - 1/pi - c/2) = cos x + x sin x - 1, even in x, 0 < x <= pi/2"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 4>(above_tangent_expression{Sign}, AngleEnd::quarter_turn,
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
        const auto ends =
            pi_gap(proof::exact_angle_before<0>(AngleEnd::half_turn))[0] - proof::PiPolynomial::pi();
        return proof::identity(
            proof::same_on_angles(proof::angle_derivative(pi_gap(a)), Multiple * (a.angle * a.sin)) &&
            is_zero(ends) && is_zero(pi_gap(proof::exact_angle_at_zero<0>())[0]));
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
        return proof::identity(is_zero(pi - Multiple * (h * angle) - (1 - h) * pi - h * (pi - angle)));
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
            proof::identity(proof::same_on_angles(proof::angle_derivative(a.angle * pi_gap(a)),
                                                  truncation_expression{}(a))),
            proof::positive_on_angles<2, 4>(truncation_expression{Sign}, AngleEnd::half_turn, {true, false}));
    }
};

}  // namespace limitcheck::theorems::arc_cosine_map
