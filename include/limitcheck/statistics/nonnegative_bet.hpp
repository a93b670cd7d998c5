// Betting on a nonnegative mean: evidence against E X <= b with no moment assumed at all.
// Rests on docs/statistics.md, "Tools", item 1 (Waudby-Smith and Ramdas 2024).
#pragma once

#include <string>

#include "limitcheck/statistics/detail/betting.hpp"
#include "limitcheck/statistics/evidence.hpp"
#include "limitcheck/statistics/magnitude.hpp"

namespace limitcheck::statistics {

/// Against mean <= bound. The upper end of the bound is used.
struct NonnegativeBetSpec {
    Certified bound;  ///< b > 0
};

/// R_t = the mean over a fixed grid of lambda in (0, 1] of prod(1 + lambda (X_i/b - 1)).
class NonnegativeBet {
  public:
    static constexpr const char* tool = "betting on a nonnegative mean";

    /// Throws std::logic_error unless the bound is finite and positive.
    explicit NonnegativeBet(const NonnegativeBetSpec& spec);

    /// One draw, x >= 0; throws Error otherwise.
    void observe(double x);
    [[nodiscard]] Magnitude value() const { return bets_.value(); }
    [[nodiscard]] const std::string& hypothesis() const { return hypothesis_; }
    /// Growth of log-evidence a draw that can be hoped for; not rounded, for planning.
    [[nodiscard]] double growth_rate(double mean, double second_moment) const;

  private:
    double bound_;
    detail::BetMixture bets_;
    std::string hypothesis_;
};

}  // namespace limitcheck::statistics
