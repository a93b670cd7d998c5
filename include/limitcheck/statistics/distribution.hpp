// Distribution functions: the time-uniform Dvoretzky-Kiefer-Wolfowitz inequality, about sup|F - F0|.
// Rests on docs/statistics.md, "Tools", item 5 (Howard and Ramdas, Bernoulli 2022). One neuron a network:
// draws must be independent.
#pragma once

#include <string>
#include <vector>

#include "limitcheck/statistics/evidence.hpp"
#include "limitcheck/statistics/magnitude.hpp"

namespace limitcheck::statistics {

/// Against sup|F - F0| <= distance (mean_at_most) or >= distance (mean_at_least). A draw is F0(Y) in [0, 1],
/// F0 continuous.
struct DistributionSpec {
    Null against = Null::mean_at_least;
    Certified distance;            ///< in (0, 1)
    double transform_error = 0.0;  ///< the computed F0(Y) differs from the exact one by at most this
};

/// P(exists t: sup|F_t - F| > 0.85 sqrt((loglog(e t) + 0.8 log(1612/a))/t)) <= a. The evidence is 1/a for the
/// least a at which this excludes the null: valid against one threshold a, at any time, but not an e-value
/// (it may not be averaged).
class DistributionProcess {
  public:
    static constexpr const char* tool = "time-uniform DKW";

    /// Throws std::logic_error unless 0 < distance < 1 and transform_error >= 0.
    explicit DistributionProcess(const DistributionSpec& spec);

    /// One draw F0(Y) in [0, 1]; throws Error otherwise. Costs time of the order of the number of draws.
    void observe(double u);
    /// The evidence of the draws so far; at least 1/1612.
    [[nodiscard]] Magnitude value() const;
    /// sup_u |F_t(u) - u| of the draws so far, rounded to nearest; 0 without draws.
    [[nodiscard]] double empirical_distance() const;
    [[nodiscard]] const std::string& hypothesis() const { return hypothesis_; }
    /// Growth of log-evidence a draw when the distance is `mean`; not rounded, for planning.
    [[nodiscard]] double growth_rate(double mean, double second_moment) const;

  private:
    Null against_;
    double distance_;
    double transform_error_;
    std::vector<double> sorted_;
    std::string hypothesis_;
};

}  // namespace limitcheck::statistics
