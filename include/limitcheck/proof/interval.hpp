// Interval arithmetic on double that gives the same bits while compiling and while running.
// An operation rounded to nearest errs by less than phi |x| + eta, so x -+ (phi |x| + eta), itself rounded to
// nearest, reaches at least the neighbours of x (Rump, Zimmermann, Boldo, Melquiond: Computing predecessor
// and successor in rounding to nearest, BIT 49, 2009). No branch, no rounding mode, no mathematics of the
// compiler.
#pragma once

#ifdef __FAST_MATH__
#error "limitcheck/proof: enclosures are false under -ffast-math; compile without it"
#endif

#include <limits>
#include <stdexcept>
#include <type_traits>

namespace limitcheck::proof {

static_assert(std::numeric_limits<double>::is_iec559 && std::numeric_limits<double>::digits == 53,
              "limitcheck/proof needs IEEE 754 binary64");

namespace detail {
inline constexpr double rounding_unit = 0x1p-53;
inline constexpr double rounding_share = rounding_unit * (1 + 2 * rounding_unit);  // phi
inline constexpr double greatest = std::numeric_limits<double>::max();
inline constexpr double rounding_floor = 0x0.0000000000001p-1022;  // eta, the least subnormal
}  // namespace detail

/// At most the greatest double below x.
constexpr double below(double x) {
    return x - ((x < 0 ? -x : x) * detail::rounding_share + detail::rounding_floor);
}

/// At least the least double above x.
constexpr double above(double x) {
    return x + ((x < 0 ? -x : x) * detail::rounding_share + detail::rounding_floor);
}

/// A closed interval [lo, hi] of real numbers, lo <= hi, both finite. Every operation returns an interval
/// that contains all values of the operation on members of its operands; a result beyond the range of double
/// throws std::overflow_error (while compiling: is no constant expression).
struct Interval {
    double lo = 0;
    double hi = 0;

    constexpr Interval() = default;
    /// The exact value of an integer.
    template <class Integer>
    requires std::is_integral_v<Integer> &&(sizeof(Integer) <= 4) constexpr Interval(Integer value)
        : lo(value), hi(value) {}
    constexpr Interval(double lower, double upper) : lo(lower), hi(upper) {}
    /// A literal such as 0.1 is not the number that it spells: say point(x) for the double itself.
    Interval(double) = delete;

    friend constexpr bool operator==(const Interval&, const Interval&) = default;
};

/// The interval that holds the double x alone (x exactly as stored, not the decimal that spelled it).
constexpr Interval point(double x) { return {x, x}; }

/// Whether a number, or the whole of another interval, lies within x; whether x is the number 0.
constexpr bool contains(const Interval& x, double value) { return x.lo <= value && value <= x.hi; }
constexpr bool contains(const Interval& x, const Interval& y) { return x.lo <= y.lo && y.hi <= x.hi; }
constexpr bool is_zero(const Interval& x) { return x.lo == 0 && x.hi == 0; }

/// Twice the number of units in the last place is never asked of this: the plain width, rounded up.
constexpr double width(const Interval& x) { return above(x.hi - x.lo); }
/// A double inside x.
constexpr double middle(const Interval& x) {
    const double m = x.lo + (x.hi - x.lo) * 0.5;
    return m < x.lo ? x.lo : (m > x.hi ? x.hi : m);
}
/// The greatest modulus of a member.
constexpr double magnitude(const Interval& x) { return -x.lo > x.hi ? -x.lo : x.hi; }
constexpr Interval hull(const Interval& x, const Interval& y) {
    return {x.lo < y.lo ? x.lo : y.lo, x.hi > y.hi ? x.hi : y.hi};
}
/// The members common to both; a contract: they overlap.
constexpr Interval common(const Interval& x, const Interval& y) {
    const Interval both{x.lo > y.lo ? x.lo : y.lo, x.hi < y.hi ? x.hi : y.hi};
    if (!(both.lo <= both.hi)) throw std::logic_error("common: the intervals are disjoint");
    return both;
}

namespace detail {
/// Rounds the ends outward; a NaN or an infinity fails the comparison.
constexpr Interval outward(double lo, double hi) {
    const double l = lo - ((lo < 0 ? -lo : lo) * rounding_share + rounding_floor);
    const double h = hi + ((hi < 0 ? -hi : hi) * rounding_share + rounding_floor);
    if (!(h - l <= greatest)) throw std::overflow_error("interval: out of range");
    return {l, h};
}
}  // namespace detail

constexpr Interval operator-(const Interval& x) { return {-x.hi, -x.lo}; }
constexpr Interval operator+(const Interval& x, const Interval& y) {
    return detail::outward(x.lo + y.lo, x.hi + y.hi);
}
constexpr Interval operator-(const Interval& x, const Interval& y) {
    return detail::outward(x.lo - y.hi, x.hi - y.lo);
}

constexpr Interval operator*(const Interval& x, const Interval& y) {
    if (x.lo >= 0) {
        if (y.lo >= 0) return detail::outward(x.lo * y.lo, x.hi * y.hi);
        if (y.hi <= 0) return detail::outward(x.hi * y.lo, x.lo * y.hi);
        return detail::outward(x.hi * y.lo, x.hi * y.hi);
    }
    if (x.hi <= 0) {
        if (y.lo >= 0) return detail::outward(x.lo * y.hi, x.hi * y.lo);
        if (y.hi <= 0) return detail::outward(x.hi * y.hi, x.lo * y.lo);
        return detail::outward(x.lo * y.hi, x.lo * y.lo);
    }
    if (y.lo >= 0) return detail::outward(x.lo * y.hi, x.hi * y.hi);
    if (y.hi <= 0) return detail::outward(x.hi * y.lo, x.lo * y.lo);
    const double a = x.lo * y.hi;
    const double b = x.hi * y.lo;
    const double c = x.lo * y.lo;
    const double d = x.hi * y.hi;
    return detail::outward(a < b ? a : b, c > d ? c : d);
}

/// A contract: zero is not in y.
constexpr Interval operator/(const Interval& x, const Interval& y) {
    if (y.lo > 0) {
        if (x.lo >= 0) return detail::outward(x.lo / y.hi, x.hi / y.lo);
        if (x.hi <= 0) return detail::outward(x.lo / y.lo, x.hi / y.hi);
        return detail::outward(x.lo / y.lo, x.hi / y.lo);
    }
    if (!(y.hi < 0)) throw std::domain_error("interval: the divisor contains zero");
    return -(x / -y);
}

/// x^2, never below zero.
constexpr Interval square(const Interval& x) {
    if (x.lo >= 0 || x.hi <= 0) {
        const Interval s = x * x;
        return {s.lo < 0 ? 0 : s.lo, s.hi};
    }
    const double m = magnitude(x);
    return {0, above(m * m)};
}

/// x^n for n >= 0 (x^0 = 1).
constexpr Interval power(const Interval& x, int n) {
    if (n < 0) throw std::domain_error("power: a negative exponent");
    if (n == 0) return 1;
    if (n % 2 == 0) return square(power(x, n / 2));
    return n == 1 ? x : x * power(x, n - 1);
}

/// x times a power of two: exact, and rounded outward only where the result would be subnormal.
constexpr Interval scaled(const Interval& x, double power_of_two) {
    const Interval s{x.lo * power_of_two, x.hi * power_of_two};
    const auto safe = [](double from, double to) { return from == 0 || to > 0x1p-1020 || to < -0x1p-1020; };
    if (safe(x.lo, s.lo) && safe(x.hi, s.hi) && s.hi - s.lo <= std::numeric_limits<double>::max()) return s;
    return detail::outward(s.lo, s.hi);
}

}  // namespace limitcheck::proof
