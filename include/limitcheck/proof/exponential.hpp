// exp and log over intervals: reduction by ln 2 in three parts, then series whose last coefficient carries
// the remainder (Lagrange's for exp, a geometric series for log).
#pragma once

#include <array>
#include <bit>
#include <cstdint>

#include "limitcheck/proof/constants.hpp"
#include "limitcheck/proof/trigonometric.hpp"

namespace limitcheck::proof {
namespace detail {

constexpr double two_to(int k) { return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52); }

constexpr std::array<Interval, 15> exponential_coefficients() {
    std::array<Interval, 15> c{};
    double factorial = 1;
    for (int k = 0; k < 15; ++k) {
        if (k > 0) factorial *= k;
        c[static_cast<std::size_t>(k)] = Interval(1) / point(factorial);
    }
    // |r|^15/15! e^|r| <= |r|^14/14! * 0.35 * 1.5/15
    c[14] = c[14] * Interval(0.96, 1.04);
    return c;
}
inline constexpr auto exponential_series = exponential_coefficients();

constexpr std::array<Interval, 11> logarithm_coefficients() {
    std::array<Interval, 11> c{};
    for (int j = 0; j < 11; ++j) c[static_cast<std::size_t>(j)] = Interval(1) / Interval(2 * j + 1);
    // sum_{j>10} z^(2j)/(2j+1) <= z^20 * z^2/(23 (1 - z^2)), z^2 < 0.03
    c[10] = c[10] + Interval(0, 0.0014);
    return c;
}
inline constexpr auto logarithm_series = logarithm_coefficients();

constexpr Interval exponential(double x) {
    if (!(x <= 700)) throw std::domain_error("exp: an argument above 700");
    if (x < -700) return {0, 0x1p-1000};
    const int k = nearest_integer(x * 0x1.71547652b82fep+0);
    const Interval r =
        (point(x - k * log_2_split.head) - point(k * log_2_split.middle)) - k * log_2_split.rest;
    const Interval sum = 1 + (r + square(r) * horner(exponential_series, r, 2));
    return k > 1000 ? scaled(scaled(sum, 0x1p+900), two_to(k - 900)) : scaled(sum, two_to(k));
}

constexpr Interval logarithm(double x) {
    if (!(x > 0 && x <= std::numeric_limits<double>::max()))
        throw std::domain_error("log: an argument not above 0");
    int k = 0;
    if (x < 0x1p-1000) {
        x *= 0x1p+100;
        k = -100;
    }
    const auto bits = std::bit_cast<std::uint64_t>(x);
    int exponent = static_cast<int>(bits >> 52) - 1023;
    double m = std::bit_cast<double>((bits & 0xfffffffffffffULL) | (std::uint64_t{1023} << 52));
    if (m > 1.4140625) {
        m *= 0.5;
        ++exponent;
    }
    k += exponent;
    const Interval z = point(m - 1) / (point(m) + 1);  // m - 1 is exact (Sterbenz)
    const Interval z2 = square(z);
    const Interval series = 2 * z + 2 * (z * z2) * horner(logarithm_series, z2, 1);
    if (k == 0) return m == 1 ? Interval(0) : series;
    return point(k * log_2_split.head) + (point(k * log_2_split.middle) + (k * log_2_split.rest + series));
}

}  // namespace detail

/// e^x over an interval. Arguments above 700 throw std::domain_error; below -700 the enclosure is [0,
/// 2^-1000]. Over a million points the widest result has 7 units in the last place.
constexpr Interval exp(const Interval& x) {
    const Interval low = detail::exponential(x.lo);
    return {low.lo, x.lo == x.hi ? low.hi : detail::exponential(x.hi).hi};
}

/// Natural logarithm over an interval of positive numbers (else std::domain_error). Over a million points the
/// widest result has 15 units in the last place, 11 next to 1.
constexpr Interval log(const Interval& x) {
    const Interval low = detail::logarithm(x.lo);
    return {low.lo, x.lo == x.hi ? low.hi : detail::logarithm(x.hi).hi};
}

}  // namespace limitcheck::proof
