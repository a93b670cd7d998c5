// Catoni's e-process: evidence about the mean of a signed draw whose variance is certified, both directions.
// Rests on docs/statistics.md, "Tools", item 4 (Wang and Ramdas, arXiv 2202.01250).
#pragma once

#include <string>
#include <vector>

#include "limitcheck/statistics/evidence.hpp"
#include "limitcheck/statistics/magnitude.hpp"

namespace limitcheck::statistics {

/// Var X <= variance, against mean <= bound or mean >= bound.
struct CatoniSpec {
    Null against = Null::mean_at_least;
    Certified bound;
    Certified variance;  ///< s^2 > 0
};

/// The mean over a fixed grid of lambda of prod exp(phi(lambda (X_i - b))) / (1 + lambda^2 s^2/2), where
/// exp(phi(y)) = 1 + y + y^2/2 for y >= 0 and 1/(1 - y + y^2/2) below; X and b change sign for the other
/// direction.
class CatoniProcess {
  public:
    static constexpr const char* tool = "Catoni's e-process";

    /// Throws std::logic_error unless all numbers are finite and the variance positive.
    explicit CatoniProcess(const CatoniSpec& spec);

    /// One draw, of any sign.
    void observe(double x);
    [[nodiscard]] Magnitude value() const;
    [[nodiscard]] const std::string& hypothesis() const { return hypothesis_; }
    /// Growth of log-evidence a draw that can be hoped for; not rounded, for planning.
    [[nodiscard]] double growth_rate(double mean, double second_moment) const;

  private:
    Null against_;
    double bound_;
    double variance_;
    std::vector<double> lambdas_;
    std::vector<double> norms_;  // 1 + lambda^2 s^2/2, rounded up
    std::vector<Magnitude> products_;
    std::string hypothesis_;
};

}  // namespace limitcheck::statistics
