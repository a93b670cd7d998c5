// The error budget: how a suite's two error rates are shared out among claims, cells and attempts.
// Rests on docs/statistics.md, "Error budget": the shares are fixed series, so that nothing added changes an
// old one.
#pragma once

#include <cstdint>

#include "limitcheck/statistics/evidence.hpp"

namespace limitcheck::statistics {

/// Claims that a suite may hold at most: each has the weight 1/1024, whatever else is selected or linked.
inline constexpr std::uint32_t claims_in_a_suite = 1024;

/// The levels of one cell: a verdict needs log-evidence of at least these.
struct Thresholds {
    LogThreshold verify;
    LogThreshold refute;
};

/// The two error rates of a suite and the number of the attempt.
struct ErrorBudget {
    double alpha_refute = 1e-6;  ///< how often a suite of true claims may ever show a false alarm; in (0, 1)
    double alpha_verify = 1e-6;  ///< how often a false cell may ever be called verified; in (0, 1)
    std::uint64_t attempt = 1;   ///< K >= 1: this run of the suite is the K-th

    /// Levels of cell j >= 1 of a claim. Throws Error for rates outside (0, 1) or attempt 0.
    [[nodiscard]] Thresholds cell(std::uint64_t j) const;
};

/// log( 1024 * (pi^2 j^2 / 6) * (pi^2 K^2 / 6) / alpha ), rounded up: the claim's weight, cell j's share,
/// attempt K's share. Throws Error unless 0 < alpha < 1, j >= 1, K >= 1.
[[nodiscard]] LogThreshold log_threshold(double alpha, std::uint64_t j, std::uint64_t attempt = 1);

}  // namespace limitcheck::statistics
