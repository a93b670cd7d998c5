// A fixed grid of bets 1 + lambda (x/b - 1), lambda in (0, 1], mixed with equal weights; shared by the
// betting tools. Rests on docs/statistics.md, "Tools", item 1: a mixture of supermartingales is one.
#pragma once

#include <vector>

#include "limitcheck/statistics/magnitude.hpp"

namespace limitcheck::statistics::detail {

class BetMixture {
  public:
    BetMixture();

    /// Multiplies each product by a lower bound of 1 + lambda (ratio - 1), given a lower bound of ratio = x/b
    /// >= 0.
    void observe(double ratio_below);
    [[nodiscard]] Magnitude value() const;

    /// The growth that a draw of mean ratio `mean` and second moment `second_moment` (of x/b) allows, if it
    /// is bounded or like a log-normal one; for planning.
    [[nodiscard]] static double growth_rate(double mean, double second_moment, bool bounded);

  private:
    std::vector<double> lambdas_;
    std::vector<Magnitude> products_;
};

}  // namespace limitcheck::statistics::detail
