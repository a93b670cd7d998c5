// Statements decided by exact algebra, with a point where they fail: identities of polynomials, polynomials
// that are not negative, equal numbers.
#pragma once

#include "limitcheck/proof/polynomial.hpp"
#include "limitcheck/proof/prover.hpp"
#include "limitcheck/proof/symbolic.hpp"

namespace limitcheck::proof {

/// x moved by that many parts in 10^9: how a twin makes a sharp constant false.
constexpr Rational moved(const Rational& x, int billionths) {
    return x * (Rational(1) + Rational(billionths, 1'000'000'000));
}

namespace detail {

constexpr Result shown(Verdict verdict, double at = 0, double value = 0) {
    return {verdict, 1, at, at, value, Method::algebra};
}

/// The value where the four symbols are the numbers given.
constexpr Rational value_at(const Symbolic& p, const std::array<Rational, 4>& at) {
    Rational sum = 0;
    for (int k = 0; k < p.size(); ++k) {
        Rational term = p.term(k).coefficient;
        for (std::size_t j = 0; j < 4; ++j) term = term * power(at[j], p.term(k).exponents[j]);
        sum = sum + term;
    }
    return sum;
}
constexpr double nearby(const Rational& x) { return middle(enclosure(x)); }

constexpr Interval value_at_angle(const Symbolic& p, const Interval& angle) {
    const SineCosine at = sin_cos(angle);
    const std::array<Interval, 4> symbols{angle, at.sin, at.cos, pi};
    Interval sum = 0;
    for (int k = 0; k < p.size(); ++k) {
        Interval term = enclosure(p.term(k).coefficient);
        for (std::size_t j = 0; j < 4; ++j) term = term * power(symbols[j], p.term(k).exponents[j]);
        sum = sum + term;
    }
    return sum;
}

}  // namespace detail

/// p = 0 for all values of its symbols. Where it fails: the symbols are x, x+1, x+2, x+3, and p there.
constexpr Result vanishes(const Symbolic& p) {
    if (is_zero(p)) return detail::shown(Verdict::proved);
    for (int x = 1; x <= 8; ++x) {
        const Rational value = detail::value_at(p, {x, x + 1, x + 2, x + 3});
        if (!is_zero(value)) return detail::shown(Verdict::disproved, x, detail::nearby(value));
    }
    return detail::shown(Verdict::exhausted);
}

/// p = q as functions of the angle. Where it fails: an angle, and p - q there.
constexpr Result same_function(const Symbolic& p, const Symbolic& q) {
    const Symbolic difference = reduced(p - q);
    if (is_zero(difference)) return detail::shown(Verdict::proved);
    for (const double angle : {1.0, 0.5, 2.0}) {
        const Interval value = detail::value_at_angle(difference, point(angle));
        if (!contains(value, 0.0)) return detail::shown(Verdict::disproved, angle, middle(value));
    }
    return detail::shown(Verdict::exhausted);
}

/// value = stated. Where it fails: the value, and the difference.
constexpr Result equals(const Rational& value, const Rational& stated) {
    if (value == stated) return detail::shown(Verdict::proved);
    return detail::shown(Verdict::disproved, detail::nearby(value), detail::nearby(value - stated));
}
constexpr Result equals(const PiPolynomial& value, const PiPolynomial& stated) {
    if (is_zero(value - stated)) return detail::shown(Verdict::proved);
    const Interval difference = enclosure(value - stated);
    return detail::shown(contains(difference, 0.0) ? Verdict::exhausted : Verdict::disproved,
                         middle(enclosure(value)), middle(difference));
}
/// The polynomial in one variable, coefficient by coefficient. Where it fails: the degree, and the
/// difference.
constexpr Result equals(const Polynomial& value, const Polynomial& stated) {
    for (int k = 0; k < Polynomial::capacity; ++k) {
        if (!(value[k] == stated[k]))
            return detail::shown(Verdict::disproved, k, detail::nearby(value[k] - stated[k]));
    }
    return detail::shown(Verdict::proved);
}

/// p >= 0 where its symbols are: no coefficient is negative. Where it fails: all symbols are x, and p there.
constexpr Result nonnegative(const Symbolic& p) {
    if (has_nonnegative_coefficients(p)) return detail::shown(Verdict::proved);
    Rational x = 4;
    for (int k = 0; k < 40; ++k, x = x * Rational(1, 2)) {
        const Rational value = detail::value_at(p, {x, x, x, x});
        if (sign(value) < 0)
            return detail::shown(Verdict::disproved, detail::nearby(x), detail::nearby(value));
    }
    return detail::shown(Verdict::exhausted);
}

/// h >= 0 for x >= 0, where h(0) = 0 and h' has the sign of p, a polynomial in symbol 0. Where it fails: an x
/// such that p < 0 on (0, x), so h(x) < 0; and p there.
constexpr Result grows_from_zero(const Symbolic& p) {
    if (has_nonnegative_coefficients(p)) return detail::shown(Verdict::proved);
    int lowest = 256;
    for (int k = 0; k < p.size(); ++k) {
        if (p.term(k).exponents[0] < lowest) lowest = p.term(k).exponents[0];
    }
    Rational x = 1;
    for (int j = 0; j < 40; ++j, x = x * Rational(1, 2)) {
        Rational most = 0;  // of p/t^lowest over 0 < t <= x
        for (int k = 0; k < p.size(); ++k) {
            const Rational& c = p.term(k).coefficient;
            const int above_lowest = p.term(k).exponents[0] - lowest;
            if (above_lowest == 0) most = most + c;
            if (above_lowest > 0 && sign(c) > 0) most = most + c * power(x, above_lowest);
        }
        if (sign(most) < 0) {
            return detail::shown(Verdict::disproved, detail::nearby(x),
                                 detail::nearby(most * power(x, lowest)));
        }
    }
    return detail::shown(Verdict::exhausted);
}

/// p(v) >= 0 for v >= 0, because p = v^a (v - 1)^b q(v), b even, and no coefficient of q is negative. Where
/// it fails: v = 0, and p(0) < 0.
constexpr Result nonnegative_by_factors(Polynomial p, int a, int b) {
    const Rational at_zero = p[0];
    bool factors = b % 2 == 0;
    for (int k = 0; k < a + b && factors; ++k) {
        const auto d = divided(p, k < a ? 0 : 1);
        factors = is_zero(d.remainder);
        p = d.quotient;
    }
    if (factors && has_nonnegative_coefficients(p)) return detail::shown(Verdict::proved);
    return detail::shown(sign(at_zero) < 0 ? Verdict::disproved : Verdict::exhausted, 0,
                         detail::nearby(at_zero));
}

}  // namespace limitcheck::proof
