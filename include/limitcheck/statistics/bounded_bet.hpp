// Betting on the mean of a bounded draw, both directions, and on an unbounded draw that is clipped at a fixed
// level. Rests on docs/statistics.md, "Tools", item 3.
#pragma once

#include <string>

#include "limitcheck/statistics/detail/betting.hpp"
#include "limitcheck/statistics/evidence.hpp"
#include "limitcheck/statistics/magnitude.hpp"

namespace limitcheck::statistics {

/// 0 <= X <= maximum, against mean <= bound or mean >= bound; 0 < bound < maximum.
struct BoundedBetSpec {
    Null against = Null::mean_at_least;
    Certified bound;
    Certified maximum;
};

/// E-process of a bounded draw: betting (docs/statistics.md, "Tools", item 4).
class BoundedBet {
  public:
    static constexpr const char* tool = "betting on a bounded mean";

    /// Throws std::logic_error unless 0 < bound < maximum, whichever ends are taken.
    explicit BoundedBet(const BoundedBetSpec& spec);

    /// One draw in [0, maximum]; throws Error otherwise.
    void observe(double x);
    [[nodiscard]] Magnitude value() const { return bets_.value(); }
    [[nodiscard]] const std::string& hypothesis() const { return hypothesis_; }
    /// Growth of log-evidence a draw that can be hoped for; not rounded, for planning.
    [[nodiscard]] double growth_rate(double mean, double second_moment) const;

  private:
    Null against_;
    double maximum_;
    double bound_;
    detail::BetMixture bets_;
    std::string hypothesis_;
};

/// X >= 0 with E X^2 <= second_moment, against mean >= bound, from min(X, clip): E min(X, clip) >= E X - M/(4
/// clip). The clip is fixed before the draws. Needs 0 < bound - M/(4 clip) < clip.
struct ClippedBetSpec {
    Certified bound;
    Certified second_moment;
    double clip = 0.0;
};

/// E-process of a nonnegative draw that is clipped (docs/statistics.md, "Tools", item 5).
class ClippedBet {
  public:
    static constexpr const char* tool = "betting on a clipped mean";

    /// Throws std::logic_error unless 0 < bound - M/(4 clip) < clip.
    explicit ClippedBet(const ClippedBetSpec& spec);

    /// One draw, x >= 0; throws Error otherwise.
    void observe(double x);
    [[nodiscard]] Magnitude value() const { return bets_.value(); }
    [[nodiscard]] const std::string& hypothesis() const { return hypothesis_; }
    /// Growth of log-evidence a draw that can be hoped for; not rounded, for planning.
    [[nodiscard]] double growth_rate(double mean, double second_moment) const;

  private:
    double clip_;
    double level_;
    detail::BetMixture bets_;
    std::string hypothesis_;
};

}  // namespace limitcheck::statistics
