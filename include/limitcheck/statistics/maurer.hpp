// Maurer's exponential: evidence against E X >= b for X >= 0 with a certified second moment. The plain
// alternative to the quadratic bet. Rests on docs/statistics.md, "Tools", item 2 (Maurer 2003): exp(-y) <= 1
// - y + y^2/2 for y >= 0.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "limitcheck/statistics/evidence.hpp"
#include "limitcheck/statistics/magnitude.hpp"

namespace limitcheck::statistics {

/// X >= 0 with E X^2 <= second_moment, against mean >= bound.
struct MaurerSpec {
    Certified bound;          ///< b > 0
    Certified second_moment;  ///< M > 0
};

/// V_t = the mean over a fixed grid of lambda of exp(lambda (t b - sum X_i) - t lambda^2 M/2).
class MaurerProcess {
  public:
    static constexpr const char* tool = "Maurer's exponential";

    /// Throws std::logic_error unless both numbers are finite and positive.
    explicit MaurerProcess(const MaurerSpec& spec);

    /// One draw, x >= 0; throws Error otherwise.
    void observe(double x);
    /// Costs some twenty multiprecision exponentials.
    [[nodiscard]] Magnitude value() const;
    /// The log-evidence is below this.
    [[nodiscard]] double log_ceiling() const;
    [[nodiscard]] const std::string& hypothesis() const { return hypothesis_; }
    /// Growth of log-evidence a draw that can be hoped for; not rounded, for planning.
    [[nodiscard]] double growth_rate(double mean, double second_moment) const;

  private:
    [[nodiscard]] double log_product(double lambda) const;
    double bound_;
    double second_moment_;
    std::vector<double> lambdas_;
    std::uint64_t draws_ = 0;
    double sum_ = 0.0;  // rounded up
    std::string hypothesis_;
};

}  // namespace limitcheck::statistics
