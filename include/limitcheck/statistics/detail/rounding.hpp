// Arithmetic in double with a known direction: each operation is rounded to nearest by the hardware and then,
// unless it was exact, moved one step outward. Rests on IEEE 754 alone, whatever the rounding mode's
// neighbours do.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace limitcheck::statistics::detail {

/// The next double below; what is not a number or already the least stays.
inline double step_down(double x) {
    if (!(x > -std::numeric_limits<double>::infinity())) {
        return x;
    }
    if (x == 0.0) {
        return -std::numeric_limits<double>::denorm_min();
    }
    const auto bits = std::bit_cast<std::int64_t>(x);
    return std::bit_cast<double>(x > 0.0 ? bits - 1 : bits + 1);
}
/// The next double above.
inline double step_up(double x) { return -step_down(-x); }

// The error of a rounded sum is a double (Knuth); where the sum overflows it is not finite and the step is
// taken.
inline double sum_error(double a, double b, double sum) {
    const double part = sum - a;
    return (a - (sum - part)) + (b - part);
}
inline double add_down(double a, double b) {
    const double sum = a + b;
    return sum_error(a, b, sum) >= 0.0 ? sum : step_down(sum);
}
inline double add_up(double a, double b) {
    const double sum = a + b;
    return sum_error(a, b, sum) <= 0.0 ? sum : step_up(sum);
}
inline double sub_down(double a, double b) { return add_down(a, -b); }
inline double sub_up(double a, double b) { return add_up(a, -b); }

// A product by 0 or 1 is exact, and frequent: bounds that are round numbers stay round.
inline bool exact_factor(double a) { return a == 0.0 || a == 1.0; }
inline double mul_down(double a, double b) {
    return exact_factor(a) || exact_factor(b) ? a * b : step_down(a * b);
}
inline double mul_up(double a, double b) {
    return exact_factor(a) || exact_factor(b) ? a * b : step_up(a * b);
}
// a - quotient * b is a double for a rounded quotient, where nothing underflows: its sign tells on which side
// it lies.
inline bool exact_quotient(double a, double b, double quotient) {
    return std::fabs(a) > 0x1p-900 && std::fabs(quotient) > 0x1p-900 && std::fma(-quotient, b, a) == 0.0;
}
inline double div_down(double a, double b) {
    const double quotient = a / b;
    return a == 0.0 || exact_quotient(a, b, quotient) ? quotient : step_down(quotient);
}
inline double div_up(double a, double b) {
    const double quotient = a / b;
    return a == 0.0 || exact_quotient(a, b, quotient) ? quotient : step_up(quotient);
}
inline double sqrt_down(double x) { return std::fmax(step_down(std::sqrt(x)), 0.0); }
inline double sqrt_up(double x) { return step_up(std::sqrt(x)); }

}  // namespace limitcheck::statistics::detail
