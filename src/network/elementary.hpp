// Elementary functions in double, of correctly rounded operations alone: the same bits on every machine.
#pragma once

#include "limitcheck/random/box_muller.hpp"

namespace limitcheck::network::detail {

inline constexpr double pi = 0x1.921fb54442d18p+1;

/// log x for positive normal x; within 2 ulp (4 near 1).
inline double logarithm(double x) { return -0.5 * random::detail::minus_two_log(x); }

/// e^x for |x| <= 700; 0 below -700. Relative error at most 1e-15.
double exponential(double x);

/// sin x for |x| <= 1e6, absolute error at most 1e-15.
double sine(double x);

/// The angle theta in [0, pi] of a correlation given by 1 - c >= 0 and 1 + c >= 0; relative error 1e-15.
double angle(double one_minus, double one_plus);

/// base^-exponent for an integer base >= 1; the root and its powers for multiples of 1/4 up to 4. Relative
/// error at most 1e-15 (2 + |exponent| log base), where the result is a normal number.
double inverse_power(double base, double exponent);

}  // namespace limitcheck::network::detail
