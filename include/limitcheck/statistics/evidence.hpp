// The words of evidence: log-evidence, thresholds, certified numbers, what a process speaks against.
// Rests on docs/statistics.md: every number that decides is rounded against us.
#pragma once

#include <compare>
#include <concepts>

namespace limitcheck::statistics {

/// Natural logarithm of evidence, a lower bound of the exact value; minus infinity once all is lost.
struct LogEvidence {
    double value = 0.0;
    friend auto operator<=>(const LogEvidence&, const LogEvidence&) = default;
};

/// Natural logarithm of 1/a for an error level a, an upper bound of the exact value.
struct LogThreshold {
    double value = 0.0;
    friend auto operator<=>(const LogThreshold&, const LogThreshold&) = default;
};

/// What a process is evidence against: that the mean is at most the bound, or that it is at least the bound.
enum class Null { mean_at_most, mean_at_least };

/// Anything with two ends that are doubles, such as precise::Enclosure.
template <class T>
concept HasEnds = requires(const T& x) {
    { x.lower() } -> std::convertible_to<double>;
    { x.upper() } -> std::convertible_to<double>;
};

/// A certified number: an interval that contains it. The tools take the end that makes evidence harder.
struct Certified {
    double lower = 0.0;
    double upper = 0.0;

    Certified() = default;
    /// The ends must be numbers with lower <= upper; each tool checks that with its own conditions.
    Certified(double low, double high) : lower(low), upper(high) {}
    template <HasEnds T>
    Certified(const T& x) : lower(x.lower()), upper(x.upper()) {}

    /// A number that is itself a double.
    [[nodiscard]] static Certified exactly(double x) { return {x, x}; }
};

}  // namespace limitcheck::statistics
