// The angle variable: a function of c = cos th becomes a polynomial in th, pi, sin th, cos th, and one pair
// of sine and cosine gives all Taylor coefficients of a cell. The same polynomial is evaluated over interval
// jets (cells), over exact jets (zeros at the ends) and over symbols (identities).
#pragma once

#include "limitcheck/proof/jet.hpp"
#include "limitcheck/proof/trigonometric.hpp"

namespace limitcheck::proof {

/// What an expression in the angle may use.
template <class T>
struct Angle {
    T angle;
    T sin;
    T cos;
    T pi;
};

/// The right end of a range of angles that begins at 0.
enum class AngleEnd { quarter_turn, half_turn };

namespace detail {

/// 1/k! in the coefficient ring; over intervals from a table, because every cell asks for it.
constexpr std::array<Interval, 20> interval_inverse_factorials() {
    std::array<Interval, 20> c{};
    double factorial = 1;  // exact up to 22!
    for (int k = 0; k < 20; ++k) {
        if (k > 0) factorial *= k;
        c[static_cast<std::size_t>(k)] = Interval(1) / point(factorial);
    }
    return c;
}
inline constexpr auto inverse_factorials = interval_inverse_factorials();

template <class T>
constexpr T inverse_factorial(int k) {
    if constexpr (std::is_same_v<T, Interval>) {
        return inverse_factorials[static_cast<std::size_t>(k)];
    } else {
        Integer factorial = 1;
        for (int j = 2; j <= k; ++j) factorial *= j;
        return coefficient<T>(Rational(1, factorial));
    }
}

/// Jets of sin(base + t) and cos(base + t) from their values at the base.
template <int N, class T>
constexpr void fill_sine_cosine(const T& sine, const T& cosine, Jet<N, T>& s, Jet<N, T>& c) {
    const std::array<T, 4> derivatives{sine, cosine, -sine, -cosine};
    for (int k = 0; k <= N; ++k) {
        const T& s_k = derivatives[static_cast<std::size_t>(k % 4)];
        const T& c_k = derivatives[static_cast<std::size_t>((k + 1) % 4)];
        s[k] = k < 2 ? s_k : inverse_factorial<T>(k) * s_k;
        c[k] = k < 2 ? c_k : inverse_factorial<T>(k) * c_k;
    }
}

template <int N, class T>
constexpr Angle<Jet<N, T>> from_end(AngleEnd end, const T& t, const T& sine, const T& cosine,
                                    const T& pi_value) {
    Angle<Jet<N, T>> a;
    Jet<N, T> s;
    Jet<N, T> c;
    fill_sine_cosine(sine, cosine, s, c);
    const Rational share = end == AngleEnd::half_turn ? Rational(1) : Rational(1, 2);
    a.angle = Jet<N, T>::constant(coefficient<T>(share) * pi_value) - Jet<N, T>::variable(t);
    a.sin = end == AngleEnd::half_turn ? s : c;
    a.cos = end == AngleEnd::half_turn ? -c : s;
    a.pi = Jet<N, T>::constant(pi_value);
    return a;
}

}  // namespace detail

/// Interval jets at the angle x + t: coefficients k hold for every base in x.
template <int N>
constexpr Angle<Jet<N, Interval>> angle_at(const Interval& x) {
    Angle<Jet<N, Interval>> a;
    const SineCosine base = sin_cos(x);
    a.angle = Jet<N, Interval>::variable(x);
    detail::fill_sine_cosine(base.sin, base.cos, a.sin, a.cos);
    a.pi = Jet<N, Interval>::constant(pi);
    return a;
}

/// Interval jets at the angle end - t.
template <int N>
constexpr Angle<Jet<N, Interval>> angle_before(AngleEnd end, const Interval& t) {
    const SineCosine base = sin_cos(t);
    return detail::from_end<N, Interval>(end, t, base.sin, base.cos, pi);
}

/// Exact jets at the angle 0 + t.
template <int N>
constexpr Angle<Jet<N, PiPolynomial>> exact_angle_at_zero() {
    Angle<Jet<N, PiPolynomial>> a;
    a.angle = Jet<N, PiPolynomial>::variable(0);
    detail::fill_sine_cosine(PiPolynomial(0), PiPolynomial(1), a.sin, a.cos);
    a.pi = Jet<N, PiPolynomial>::constant(PiPolynomial::pi());
    return a;
}

/// Exact jets at the angle end - t.
template <int N>
constexpr Angle<Jet<N, PiPolynomial>> exact_angle_before(AngleEnd end) {
    return detail::from_end<N, PiPolynomial>(end, 0, 0, 1, PiPolynomial::pi());
}

}  // namespace limitcheck::proof
