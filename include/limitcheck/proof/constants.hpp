// pi and ln 2, computed in 128-bit integers while compiling, with the error of every division counted.
// pi by Machin's formula 16 atan(1/5) - 4 atan(1/239), ln 2 by 2 atanh(1/3).
#pragma once

#include "limitcheck/proof/interval.hpp"

namespace limitcheck::proof {
namespace detail {

__extension__ typedef unsigned __int128 Wide;  // NOLINT: pedantic mode knows the type by this spelling alone

/// value / 2^120 of a real number: it lies in [value - error, value + error] / 2^120.
struct Fixed {
    Wide value = 0;
    Wide error = 0;
};

inline constexpr int fixed_bits = 120;

/// factor * sum_j sign^j / ((2j+1) q^(2j+1)), sign = -1 (atan(1/q)) or +1 (atanh(1/q)), q >= 3.
/// A term is a quotient of floors: it errs by at most 2 units; what is cut off is below 2 units, since the
/// loop ends when the power is 0 and the powers fall by a factor q^2 >= 9.
constexpr Fixed inverse_series(unsigned q, unsigned factor, bool alternating) {
    Wide power = (static_cast<Wide>(factor) << fixed_bits) / q;
    Wide plus = 0;
    Wide minus = 0;
    Wide terms = 0;
    for (unsigned j = 0; power != 0; ++j) {
        (alternating && j % 2 == 1 ? minus : plus) += power / (2 * j + 1);
        power /= q * q;
        ++terms;
    }
    return {plus - minus, 2 * terms + 2};
}

constexpr Fixed fixed_pi() {
    const Fixed a = inverse_series(5, 16, true);
    const Fixed b = inverse_series(239, 4, true);
    return {a.value - b.value, a.error + b.error};
}

constexpr Fixed fixed_log_2() { return inverse_series(3, 2, false); }

/// The bits [from, from + count) of the value, counted from the top bit of weight 2^1, as a double (count <=
/// 53).
constexpr double leading_bits(Wide value, int from, int count) {
    const int shift = fixed_bits + 2 - from - count;
    const auto bits =
        static_cast<unsigned long long>((value >> shift) & ((static_cast<Wide>(1) << count) - 1));
    double unit = 1;
    for (int k = 0; k < shift - fixed_bits; ++k) unit *= 2;
    for (int k = 0; k < fixed_bits - shift; ++k) unit *= 0.5;
    return static_cast<double>(bits) * unit;
}

/// A constant as head + middle + rest: head and middle have 32 bits, so that k head and k middle are exact
/// for every integer |k| < 2^21; rest is an enclosure.
struct Split {
    double head = 0;
    double middle = 0;
    Interval rest;
};

constexpr Split split(const Fixed& x) {
    const int below_middle = fixed_bits + 2 - 64;
    const Wide tail = x.value & ((static_cast<Wide>(1) << below_middle) - 1);
    // tail has 58 bits: its conversion may round, which above() and below() cover.
    const auto unit = 0x1p-120;
    const double low = below(static_cast<double>(tail)) - static_cast<double>(x.error);
    const double high = above(static_cast<double>(tail)) + static_cast<double>(x.error);
    return {
        leading_bits(x.value, 0, 32), leading_bits(x.value, 32, 32), {below(low) * unit, above(high) * unit}};
}

inline constexpr Split pi_split = split(fixed_pi());
inline constexpr Split log_2_split = split(fixed_log_2());

constexpr Interval sum(const Split& s) { return point(s.head) + (point(s.middle) + s.rest); }

/// The number of 2^-120 in a double of the range [2^-60, 4), exactly.
constexpr Wide as_fixed(double x) {
    Wide value = 0;
    for (int k = 0; k < 60; ++k) {
        x *= 4;
        const auto digits = static_cast<unsigned long long>(x);
        x -= static_cast<double>(digits);
        value = (value << 2) + digits;
    }
    return value;
}

}  // namespace detail

/// pi between two neighbouring doubles.
inline constexpr Interval pi{0x1.921fb54442d18p+1, 0x1.921fb54442d19p+1};
/// ln 2 between two neighbouring doubles.
inline constexpr Interval log_2{0x1.62e42fefa39efp-1, 0x1.62e42fefa39f0p-1};

namespace detail {
constexpr bool encloses(const Interval& x, const Fixed& value) {
    return as_fixed(x.lo) + value.error <= value.value && value.value + value.error <= as_fixed(x.hi);
}
static_assert(encloses(pi, fixed_pi()), "pi is not between these doubles");
static_assert(encloses(log_2, fixed_log_2()), "ln 2 is not between these doubles");
}  // namespace detail

/// pi/2.
inline constexpr Interval half_pi = scaled(pi, 0.5);

}  // namespace limitcheck::proof
