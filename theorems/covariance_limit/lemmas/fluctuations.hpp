// The constants of the two-input bound (docs/theory/resnet-commute, section 3.1): suprema over the
// correlation of moments of x = (phi(u), phi(v)), as trigonometric polynomials with every denominator
// cleared. Written with W = |x|^2, Z = a^2 + b^2 - 2F ab, x = (a, b), F = f(c), and K_ij = 2 pi E phi(u)^i
// phi(v)^j.
#pragma once

#include "limitcheck/theorems/arc_cosine_map/lemmas/map.hpp"
#include "limitcheck/theorems/covariance_limit/proved_constants.hpp"

namespace limitcheck::theorems::covariance_limit {

using arc_cosine_map::Moments;
using proof::Angle;
using proof::AngleEnd;
using proof::Decimal;
using proof::Rational;
using proof::Result;
using proof::Statement;

inline constexpr std::string_view section_3_1 = "docs/theory/resnet-commute, section 3.1";

/// Moments of W and Z times powers of p = pi; g = pi F, u = pi (1 + F), v = pi (1 - F), w = u v.
template <class T, int Half>
struct Cleared {
    T p, g, u, v, w;
    Moments<T, Half> k;
    constexpr explicit Cleared(const Angle<T>& a)
        : p(a.pi), g(arc_cosine_map::pi_f(a)), u(p + g), v(p - g), w(u * v), k(a) {}

    /// pi^2 E W Z
    constexpr T wz() const { return 3 * square(p) + p * k(2, 2) - 2 * (g * k(1, 3)); }
    /// pi E W^3 and pi E W^2 ab
    constexpr T w3() const { return 15 * p + 3 * k(2, 4); }
    constexpr T w2ab() const { return k(1, 5) + k(3, 3); }
    /// pi E W^4, pi E W^3 ab, pi E W^2 a^2 b^2
    constexpr T w4() const { return 105 * p + 4 * k(2, 6) + 3 * k(4, 4); }
    constexpr T w3ab() const { return k(1, 7) + 3 * k(3, 5); }
    constexpr T w2aabb() const { return k(2, 6) + k(4, 4); }
    /// pi^3 E W Z^2
    constexpr T wz2() const { return square(p) * w3() - 4 * (g * p * w2ab()) + 4 * (square(g) * k(2, 4)); }
    /// 2 pi w^3 S: the three pairings of E tr(Gamma E^4), in the eigenbasis (1, +-1) of Gamma.
    constexpr T pairings() const {
        const T u2 = square(u);
        const T v2 = square(v);
        const T fourth = 3 * p + 3 * k(2, 2);
        const T alpha = (fourth + 4 * k(1, 3)) * p - u2;
        const T beta = (fourth - 4 * k(1, 3)) * p - v2;
        const T r = p * (3 * p - k(2, 2));
        const T diagonal = square(alpha) * (v * v2) + square(beta) * (u * u2);
        const T crossed = alpha * v2 * (3 * u + v) + beta * u2 * (3 * v + u);
        return 3 * diagonal + r * crossed + 2 * (r * w * (5 * (p * r) - 2 * (p * w)));
    }
};

/// pi^2 ((C+1)/2 (1-F^2) - E W Z)
template <Decimal C>
struct chi_expression {
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        const Cleared<T, 2> m(a);
        return (Rational(1, 2) * (rational(C) + 1)) * m.w - m.wz();
    }
};

template <Decimal C = proved::chi_supremum>
struct chi_at_most {
    static constexpr Statement statement{
        "covariance/chi",
        "chi(c) = 2 E[W Z]/(1-F^2) - 1 <= 7.138198857",
        R"(\chi(c)\le 7.138198857)",
        "c in [-1, 1)",
        section_3_1,
        "pi^2 (1-F^2)/2 (C - chi) = (C+1)/2 (pi^2 - (pi F)^2) - pi^2 E W Z, polynomial in th, sin, cos, pi"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 4>(chi_expression<C>{}, AngleEnd::half_turn, {true, false});
    }
};

/// pi^5 (1-F^2)^2 (C - nu)
template <Decimal C>
struct nu_expression {
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        const Cleared<T, 4> m(a);
        const T w2z2 = square(m.p) * m.w4() - 4 * (m.g * m.p * m.w3ab()) + 4 * (square(m.g) * m.w2aabb());
        const T w2z = m.p * m.w3() - 2 * (m.g * m.w2ab());
        return square(m.w) * ((rational(C) - 9) * m.p - 4 * m.k(2, 2)) - 4 * (square(m.p) * w2z2) +
               4 * (m.p * m.w * (2 * w2z - m.wz()));
    }
};

template <Decimal C = proved::nu_supremum>
struct nu_at_most {
    static constexpr Statement statement{
        "covariance/nu",
        "nu(c) = E[(|x|^2 x'Gamma^-1 x - 2|x|^2 + tr Gamma)^2]/(tr Gamma)^2 <= 905.5368888",
        R"(\nu(c)\le 905.5368888)",
        "c in [-1, 1)",
        section_3_1,
        "pi^5 (1-F^2)^2 (C - nu) is a polynomial in th, sin, cos, pi with a zero of order 4 at th = 0"};
    static constexpr Result prove() {
        return proof::positive_on_angles<4, 6>(nu_expression<C>{}, AngleEnd::half_turn, {true, false});
    }
};

/// 16 pi w^3 (C - (-E3/8 + (5/8) S))
template <Decimal C>
struct refined_second_expression {
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        const Cleared<T, 3> m(a);
        const T w2 = square(m.w);
        return (Rational(16) * rational(C) + 4) * (m.p * m.w * w2) +
               m.p * m.w * (8 * (m.p * m.wz2()) - 12 * (m.w * m.wz())) - 5 * m.pairings();
    }
};

template <Decimal C = proved::refined_second>
struct refined_second_at_most {
    static constexpr Statement statement{
        "covariance/refined-second",
        "-E3(c)/8 + (5/8) S(c) <= 75.25566990: the coefficient of n^-2 in E B^2",
        R"(-E_3/8+\tfrac58S\le 75.25566990)",
        "c in [-1, 1)",
        section_3_1,
        "16 pi (pi^2 (1-F^2))^3 (C - value) is a polynomial in th, sin, cos, pi with a zero at th = 0"};
    static constexpr Result prove() {
        return proof::positive_on_angles<4, 8>(refined_second_expression<C>{}, AngleEnd::half_turn,
                                               {true, false});
    }
};

/// 16 pi w^3 (C - (5/8)(E4 - S))
template <Decimal C>
struct refined_third_expression {
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        const Cleared<T, 4> m(a);
        const T w2 = square(m.w);
        const T g2 = square(m.g);
        const T p2 = square(m.p);
        const T wz3 =
            m.p * (p2 * m.w4() + 12 * (g2 * m.w2aabb())) - m.g * (6 * (p2 * m.w3ab()) + 8 * (g2 * m.k(3, 5)));
        return (Rational(16) * rational(C) + 30) * (m.p * m.w * w2) - 80 * (m.p * p2 * wz3) +
               m.p * m.w * (160 * (m.p * m.wz2()) - 120 * (m.w * m.wz())) + 5 * m.pairings();
    }
};

template <Decimal C = proved::refined_third>
struct refined_third_at_most {
    static constexpr Statement statement{
        "covariance/refined-third",
        "(5/8)(E4(c) - S(c)) <= 722.2276853: the coefficient of n^-3 in E B^2",
        R"(\tfrac58(E_4-S)\le 722.2276853)",
        "c in [-1, 1)",
        section_3_1,
        "16 pi (pi^2 (1-F^2))^3 (C - value) is a polynomial in th, sin, cos, pi with a zero at th = 0"};
    static constexpr Result prove() {
        return proof::positive_on_angles<4, 8>(refined_third_expression<C>{}, AngleEnd::half_turn,
                                               {true, false});
    }
};

}  // namespace limitcheck::theorems::covariance_limit
