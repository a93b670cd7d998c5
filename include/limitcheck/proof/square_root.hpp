// The square root, rounded both ways to neighbouring doubles: the exact sign of r^2 - x decides.
#pragma once

#include <bit>
#include <cstdint>

#include "limitcheck/proof/interval.hpp"

namespace limitcheck::proof {
namespace detail {

/// The sign of r^2 - x, exactly, for r in [1, 2] and x in [1, 4): r^2 = p + e by Dekker's product, and p - x
/// is exact because p and x are close.
constexpr int sign_of_square_minus(double r, double x) {
    const double shifted = r * 134217729.0;  // 2^27 + 1
    const double high = shifted - (shifted - r);
    const double low = r - high;
    const double p = r * r;
    const double e = ((high * high - p) + 2 * high * low) + low * low;
    const double d = p - x;
    if (d != 0)
        return d > 0 ? (d + e > 0 ? 1 : (d + e < 0 ? -1 : 0)) : (d + e < 0 ? -1 : (d + e > 0 ? 1 : 0));
    return e > 0 ? 1 : (e < 0 ? -1 : 0);
}

/// An enclosure of sqrt(x), x >= 0, at most one unit in the last place wide.
constexpr Interval square_root(double x) {
    if (!(x >= 0 && x <= std::numeric_limits<double>::max()))
        throw std::domain_error("sqrt: a negative argument");
    if (x == 0) return 0;
    double scale = 1;
    if (x < 0x1p-1000) {  // subnormal numbers have no exponent of their own
        x *= 0x1p+100;
        scale = 0x1p-50;
    }
    const auto bits = std::bit_cast<std::uint64_t>(x);
    int exponent = static_cast<int>(bits >> 52) - 1023;
    if (exponent % 2 != 0) --exponent;
    const double m = std::bit_cast<double>(bits - (static_cast<std::uint64_t>(exponent + 1023) << 52) +
                                           (std::uint64_t{1023} << 52));  // in [1, 4)
    scale *= std::bit_cast<double>(static_cast<std::uint64_t>(exponent / 2 + 1023) << 52);
    double r = 0.5 * (m + 1) * 0.97;
    for (int step = 0; step < 5; ++step) r = 0.5 * (r + m / r);
    constexpr double ulp = 0x1p-52;  // of [1, 2)
    while (sign_of_square_minus(r, m) > 0) r -= ulp;
    while (sign_of_square_minus(r + ulp, m) <= 0) r += ulp;
    return {r * scale, (sign_of_square_minus(r, m) == 0 ? r : r + ulp) * scale};
}

}  // namespace detail

/// sqrt over an interval in [0, max]; at most one unit in the last place at each end. Throws
/// std::domain_error where a member is negative.
constexpr Interval sqrt(const Interval& x) {
    const Interval low = detail::square_root(x.lo);
    return {low.lo, x.lo == x.hi ? low.hi : detail::square_root(x.hi).hi};
}

}  // namespace limitcheck::proof
