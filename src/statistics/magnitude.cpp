#include "limitcheck/statistics/magnitude.hpp"

#include <algorithm>
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

}  // namespace

Magnitude::Magnitude(double x, std::int64_t exponent) {
    require(std::isfinite(x) && x >= 0.0, "Magnitude: a factor must be a finite number, at least 0");
    int shift = 0;
    mantissa_ = std::frexp(x, &shift);
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
    const Magnitude other(factor);
    // Mantissas are powers of two apart from 1 at least: the product lies in [1/4, 1), without underflow.
    const Magnitude product(detail::mul_down(2.0 * mantissa_, other.mantissa_), exponent_ - 1);
    mantissa_ = product.mantissa_;
    exponent_ = mantissa_ == 0.0 ? 0 : product.exponent_ + other.exponent_;
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
            sum = detail::add_down(sum, std::ldexp(value.mantissa_, static_cast<int>(value.exponent_ - top)));
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
