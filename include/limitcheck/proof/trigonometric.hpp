// sin and cos over intervals: reduction by pi/2 in three parts, then Taylor polynomials of degree 17 and 18
// whose last coefficient carries Lagrange's remainder.
#pragma once

#include <array>

#include "limitcheck/proof/constants.hpp"

namespace limitcheck::proof {

/// Enclosures of both, over the same interval.
struct SineCosine {
    Interval sin;
    Interval cos;
};

namespace detail {

/// x = quadrant * pi/2 + rest, |rest| <= pi/4 + 2^-20.
struct Reduced {
    int quadrant = 0;
    Interval rest;
};

constexpr int nearest_integer(double x) { return static_cast<int>(x < 0 ? x - 0.5 : x + 0.5); }

constexpr Reduced reduce(double x) {
    if (!(x > -1e6 && x < 1e6)) throw std::domain_error("sin, cos: an argument beyond 10^6");
    const int k = nearest_integer(x * 0x1.45f306dc9c883p-1);
    const double m = 0.5 * k;
    // m head is exact, and so is the difference (Sterbenz: for k != 0 the two are within a factor 2).
    const double first = x - m * pi_split.head;
    if (k == 0) return {0, point(x)};
    return {k, (point(first) - point(m * pi_split.middle)) - point(m) * pi_split.rest};
}

/// (-1)^j / (2j + offset)!, the last one widened: what follows is at most z_max/((2j+offset+1)(2j+offset+2))
/// of it.
template <int Count>
constexpr std::array<Interval, Count> alternating_coefficients(int offset) {
    std::array<Interval, Count> c{};
    double factorial = 1;  // exact up to 22!
    int k = 1;
    for (int j = 0; j < Count; ++j) {
        for (; k <= 2 * j + offset; ++k) factorial *= k;
        c[static_cast<std::size_t>(j)] = (j % 2 == 0 ? Interval(1) : Interval(-1)) / point(factorial);
    }
    Interval& last = c[Count - 1];
    const int degree = 2 * (Count - 1) + offset;
    const Interval remainder =
        Interval(-1, 1) * (Interval(5) / 8 / ((degree + 1) * (degree + 2)) / point(factorial));
    last = last + remainder;
    return c;
}

inline constexpr auto sine_coefficients = alternating_coefficients<9>(1);     // r - r^3/3! + ... + r^17/17!
inline constexpr auto cosine_coefficients = alternating_coefficients<10>(0);  // 1 - r^2/2 + ... - r^18/18!

template <std::size_t Count>
constexpr Interval horner(const std::array<Interval, Count>& c, const Interval& z, std::size_t from) {
    Interval sum = c[Count - 1];
    for (std::size_t j = Count - 1; j-- > from;) sum = sum * z + c[j];
    return sum;
}

/// |r| <= pi/4 + 2^-20, so r^2 < 5/8.
constexpr SineCosine reduced_sine_cosine(const Interval& r) {
    const Interval z = square(r);
    const Interval odd = r + (r * z) * horner(sine_coefficients, z, 1);
    const Interval even = 1 + z * horner(cosine_coefficients, z, 1);
    return {odd, even};
}

constexpr Interval within_one(const Interval& x) { return {x.lo < -1 ? -1 : x.lo, x.hi > 1 ? 1 : x.hi}; }

constexpr SineCosine turned(const SineCosine& x, int quadrant) {
    switch (((quadrant % 4) + 4) % 4) {
        case 0:
            return x;
        case 1:
            return {x.cos, -x.sin};
        case 2:
            return {-x.sin, -x.cos};
        default:
            return {-x.cos, x.sin};
    }
}

}  // namespace detail

/// sin and cos of the members of x, |x| < 10^6 (else std::domain_error). Over a
/// million points of [-1000, 1000] the widest result has 12 units in the last place (the table of the test).
constexpr SineCosine sin_cos(const Interval& x) {
    const detail::Reduced a = detail::reduce(x.lo);
    const SineCosine left = detail::turned(detail::reduced_sine_cosine(a.rest), a.quadrant);
    if (x.lo == x.hi) return {detail::within_one(left.sin), detail::within_one(left.cos)};
    const detail::Reduced b = detail::reduce(x.hi);
    const SineCosine right = detail::turned(detail::reduced_sine_cosine(b.rest), b.quadrant);
    SineCosine both{hull(left.sin, right.sin), hull(left.cos, right.cos)};
    // The multiples of pi/2 that may lie in x: there one of the two is extreme.
    const int first = a.rest.lo <= 0 ? a.quadrant : a.quadrant + 1;
    const int last = b.rest.hi >= 0 ? b.quadrant : b.quadrant - 1;
    if (last - first >= 4) return {{-1, 1}, {-1, 1}};
    for (int m = first; m <= last; ++m) {
        const SineCosine extreme = detail::turned({0, 1}, m);
        if (m % 2 == 0) {
            both.cos = hull(both.cos, extreme.cos);
        } else {
            both.sin = hull(both.sin, extreme.sin);
        }
    }
    return {detail::within_one(both.sin), detail::within_one(both.cos)};
}

/// Of every point of x, with the extreme values at multiples of pi/2 within it.
constexpr Interval sin(const Interval& x) { return sin_cos(x).sin; }
constexpr Interval cos(const Interval& x) { return sin_cos(x).cos; }

}  // namespace limitcheck::proof
