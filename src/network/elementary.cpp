#include "network/elementary.hpp"

#include <bit>
#include <cmath>
#include <cstdint>

namespace limitcheck::network::detail {

using random::detail::fused;
using random::detail::polynomial;
using random::detail::square_root;

namespace {

/// The nearest integer, for |x| < 2^51: adding 1.5 * 2^52 rounds in place.
double nearest(double x) {
    const double shifter = 0x1.8p52;
    return (x + shifter) - shifter;
}

}  // namespace

double exponential(double x) {
    if (x < -700) {
        return 0;
    }
    const double log2 = 0x1.62e42fefa39efp-1;
    const double log2_rest = 0x1.abc9e3b39803fp-56;
    const double k = nearest(x / log2);
    const double r = fused(-k, log2_rest, fused(-k, log2, x));
    // Taylor's polynomial of degree 14; |r| <= log(2)/2.
    double sum = 1.0;
    for (int i = 14; i >= 1; --i) {
        sum = fused(sum, r / i, 1.0);
    }
    return sum * std::bit_cast<double>(static_cast<std::uint64_t>(1023 + static_cast<std::int64_t>(k)) << 52);
}

double sine(double x) {
    const double m = nearest(x / pi);
    const double pi_rest = 0x1.1a62633145c07p-53;
    const double r = fused(-m, pi_rest, fused(-m, pi, x));
    const double y = r * (2 / pi);
    const double value = fused(y, polynomial(random::detail::sine_coefficients<double>, y * y), y);
    return (static_cast<std::int64_t>(m) & 1) != 0 ? -value : value;
}

double angle(double one_minus, double one_plus) {
    // theta = 2 arctan sqrt((1-c)/(1+c)); arctan of a ratio at most 1, halved twice, by its series.
    const bool obtuse = one_minus > one_plus;
    const double ratio = obtuse ? one_plus / one_minus : one_minus / one_plus;
    double t = square_root(ratio);
    t = t / (1 + square_root(fused(t, t, 1.0)));
    t = t / (1 + square_root(fused(t, t, 1.0)));
    const double s = t * t;
    double sum = 0;
    for (int odd = 23; odd >= 1; odd -= 2) {
        sum = fused(-s, sum, 1.0 / odd);
    }
    const double acute = 8 * t * sum;
    return obtuse ? pi - acute : acute;
}

double inverse_power(double base, double exponent) {
    const double quarters = 4 * exponent;
    if (quarters >= 0 && quarters <= 16 && quarters == std::floor(quarters)) {
        const auto count = static_cast<int>(quarters);
        double value = 1;
        for (int i = 0; i < count / 4; ++i) {
            value *= base;
        }
        if (count % 4 >= 2) {
            value *= square_root(base);
        }
        if (count % 2 == 1) {
            value *= square_root(square_root(base));
        }
        return 1 / value;
    }
    return exponential(-exponent * logarithm(base));
}

}  // namespace limitcheck::network::detail
