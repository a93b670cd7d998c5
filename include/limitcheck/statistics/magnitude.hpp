// A nonnegative number far outside the range of a double, kept as mantissa * 2^exponent and always rounded
// down: the running value of a product of factors. Its logarithm is taken once, when it is read.
#pragma once

#include <cstdint>
#include <span>

#include "limitcheck/statistics/evidence.hpp"

namespace limitcheck::statistics {

/// A nonnegative number of any size, as a double times a power of 2; operations round down.
class Magnitude {
  public:
    /// One.
    Magnitude() = default;
    /// Exactly x * 2^exponent; x must be finite and >= 0.
    explicit Magnitude(double x, std::int64_t exponent = 0);
    /// The largest representable value not above exp(x), or slightly below it; x may be minus infinity.
    [[nodiscard]] static Magnitude exp_below(double x);

    /// Multiplies by factor >= 0, rounding down.
    Magnitude& operator*=(double factor);
    /// A lower bound of the sum divided by `count` (mean of `values` when count is their number).
    [[nodiscard]] static Magnitude sum_over(std::span<const Magnitude> values, double count);

    /// Whether the number is exactly 0, as after a factor 0.
    [[nodiscard]] bool is_zero() const { return mantissa_ == 0.0; }
    /// In [1/2, 1), or 0: the value is mantissa() * 2^exponent().
    [[nodiscard]] double mantissa() const { return mantissa_; }
    [[nodiscard]] std::int64_t exponent() const { return exponent_; }
    /// The natural logarithm, rounded down; minus infinity for zero.
    [[nodiscard]] LogEvidence log() const;
    /// log() >= threshold. Costs a multiprecision logarithm only near the threshold.
    [[nodiscard]] bool reaches(LogThreshold threshold) const;

    friend bool operator==(const Magnitude&, const Magnitude&) = default;
    friend bool operator<(const Magnitude& a, const Magnitude& b);

  private:
    double mantissa_ = 0.5;  // in [1/2, 1), or 0
    std::int64_t exponent_ = 1;
};

}  // namespace limitcheck::statistics
