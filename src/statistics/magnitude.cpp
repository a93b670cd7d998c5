#include "limitcheck/statistics/magnitude.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "directed.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/statistics/detail/rounding.hpp"

namespace limitcheck::statistics {

using detail::Directed;

namespace {

// Below this distance between exponents a term cannot change a sum that is rounded down anyway.
constexpr std::int64_t negligible = 1000;

// The fast path of frexp: a normal number's exponent is a field of its bits.
double split(double x, std::int64_t& exponent) {
    constexpr std::uint64_t field = 0x7ffULL << 52;
    const auto bits = std::bit_cast<std::uint64_t>(x);
    if ((bits & field) == 0) {
        int shift = 0;
        const double mantissa = std::frexp(x, &shift);
        exponent = shift;
        return mantissa;
    }
    exponent = static_cast<std::int64_t>((bits & field) >> 52) - 1022;
    return std::bit_cast<double>((bits & ~field) | (1022ULL << 52));
}

// 2^-drop for 0 <= drop <= negligible.
double power_of_half(std::int64_t drop) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(1023 - drop) << 52);
}

}  // namespace

Magnitude::Magnitude(double x, std::int64_t exponent) {
    require(x >= 0.0 && x <= std::numeric_limits<double>::max(),
            "Magnitude: a factor must be a finite number, at least 0");
    std::int64_t shift = 0;
    mantissa_ = split(x, shift);
    exponent_ = mantissa_ == 0.0 ? 0 : exponent + shift;
}

Magnitude Magnitude::exp_below(double x) {
    require(!std::isnan(x) && x < 1e15, "Magnitude: the exponent must be a number, and not huge");
    if (x < -1e15) {
        return Magnitude(0.0);
    }
    Directed power(x);
    mpfr_exp(power.get(), power.get(), MPFR_RNDD);
    long exponent = 0;
    const double mantissa = mpfr_get_d_2exp(&exponent, power.get(), MPFR_RNDD);
    return Magnitude(mantissa, exponent);
}

Magnitude& Magnitude::operator*=(double factor) {
    require(factor >= 0.0 && factor <= std::numeric_limits<double>::max(),
            "Magnitude: a factor must be a finite number, at least 0");
    std::int64_t scale = 0;
    std::int64_t shift = 0;
    const double other = split(factor, scale);
    // Mantissas in [1, 2) and [1/2, 1): the product neither overflows nor underflows.
    mantissa_ = split(detail::mul_down(2.0 * mantissa_, other), shift);
    exponent_ = mantissa_ == 0.0 ? 0 : exponent_ - 1 + scale + shift;
    return *this;
}

Magnitude Magnitude::sum_over(std::span<const Magnitude> values, double count) {
    require(count > 0.0, "Magnitude: a mean needs a positive count");
    std::int64_t top = std::numeric_limits<std::int64_t>::min();
    for (const Magnitude& value : values) {
        if (!value.is_zero()) {
            top = std::max(top, value.exponent_);
        }
    }
    double sum = 0.0;
    for (const Magnitude& value : values) {
        if (!value.is_zero() && top - value.exponent_ < negligible) {
            sum = detail::add_down(sum, value.mantissa_ * power_of_half(top - value.exponent_));
        }
    }
    return sum == 0.0 ? Magnitude(0.0) : Magnitude(detail::div_down(sum, count), top);
}

LogEvidence Magnitude::log() const {
    if (is_zero()) {
        return {-std::numeric_limits<double>::infinity()};
    }
    // As a number in [1, 2) times a power of two, so that the logarithm of 1 is 0 and no less.
    const auto power = static_cast<long>(exponent_ - 1);
    Directed result(2.0 * mantissa_);
    mpfr_log(result.get(), result.get(), MPFR_RNDD);
    Directed scale;
    mpfr_const_log2(scale.get(), power >= 0 ? MPFR_RNDD : MPFR_RNDU);
    mpfr_mul_si(scale.get(), scale.get(), power, MPFR_RNDD);
    mpfr_add(result.get(), result.get(), scale.get(), MPFR_RNDD);
    return {result.to_double(MPFR_RNDD)};
}

bool Magnitude::reaches(LogThreshold threshold) const {
    require(!std::isnan(threshold.value), "Magnitude: a threshold must be a number");
    if (is_zero()) {
        return false;
    }
    // The library's logarithm is good to far better than this margin; where it says "far below", evidence can
    // only be lost.
    const double near = std::log(mantissa_) + static_cast<double>(exponent_) * std::log(2.0);
    if (near < threshold.value - 1e-6 * (1.0 + std::fabs(threshold.value))) {
        return false;
    }
    return log().value >= threshold.value;
}

bool operator<(const Magnitude& a, const Magnitude& b) {
    if (a.is_zero() || b.is_zero()) {
        return a.is_zero() && !b.is_zero();
    }
    return a.exponent_ != b.exponent_ ? a.exponent_ < b.exponent_ : a.mantissa_ < b.mantissa_;
}

}  // namespace limitcheck::statistics
