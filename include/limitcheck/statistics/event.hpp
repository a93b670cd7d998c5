// Events: evidence about a probability p from zeros and ones, mixing the likelihood ratio over the
// alternative. Rests on docs/statistics.md, "Tools", item 6 (Robbins 1970).
#pragma once

#include <cstdint>
#include <string>

#include "limitcheck/statistics/evidence.hpp"
#include "limitcheck/statistics/magnitude.hpp"

namespace limitcheck::statistics {

/// X in {0, 1}, against p <= bound or p >= bound; 0 < bound < 1.
struct EventSpec {
    Null against = Null::mean_at_least;
    Certified bound;
};

/// Against p <= b, with k ones in t draws and m = t - k:
/// E_t = int_b^1 u^k (1-u)^m du / ((1-b) b^k (1-b)^m) = sum_{i=0}^{k} k!/(k-i)! m!/(m+1+i)! ((1-b)/b)^i.
/// All terms of the sum are positive: nothing cancels. Against p >= b zeros and ones change places.
class EventProcess {
  public:
    static constexpr const char* tool = "mixture over the probability";

    /// Throws std::logic_error unless 0 < bound < 1.
    explicit EventProcess(const EventSpec& spec);

    /// One draw, 0 or 1; throws Error otherwise.
    void observe(double x);
    /// Costs time of the order of the number of draws.
    [[nodiscard]] Magnitude value() const;
    [[nodiscard]] const std::string& hypothesis() const { return hypothesis_; }
    /// Growth of log-evidence a draw: the relative entropy of (mean, bound); not rounded, for planning.
    [[nodiscard]] double growth_rate(double mean, double second_moment) const;

  private:
    Null against_;
    double bound_;  // of the draws after zeros and ones have changed places, if they do
    double odds_;   // (1-b)/b, rounded down
    std::uint64_t ones_ = 0;
    std::uint64_t zeros_ = 0;
    std::string hypothesis_;
};

}  // namespace limitcheck::statistics
