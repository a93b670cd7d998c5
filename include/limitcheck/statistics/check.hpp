// Statistics for a plain unit test: draws in, a verdict out, in one call. In place of "the mean of 10,000
// draws is within a tolerance that I tuned": both ways to be wrong have a stated probability, whatever the
// seed. Rests on docs/statistics.md, "Three verdicts" and "Tools", items 1, 2, 3 and 5.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "limitcheck/statistics/verdict.hpp"

namespace limitcheck::statistics {

/// Draw number i = 0, 1, 2, ...: independent and of one law.
using IndexedDraw = std::function<double(std::uint64_t)>;

/// What is said of E X, and what is known of X: at least one of `most` and `second_moment`.
struct MeanStatement {
    double low = 0.0;  ///< the statement: low <= E X <= high, low < high
    double high = 0.0;
    std::optional<double> most = {};  ///< 0 <= X <= most, always
    /// E (X - centre)^2 is at most this; a loose number costs draws only.
    std::optional<double> second_moment = {};
    double centre = 0.0;
};

/// What is said of the law of X: sup |F - F0| <= distance.
struct LawStatement {
    std::function<double(double)> distribution = {};  ///< F0, continuous, with values in [0, 1]
    double distance = 0.05;          ///< in (0, 1); draws needed grow with its inverse square
    double transform_error = 1e-12;  ///< the computed F0 is this near to the exact one
};

/// How often a check may err, and how long it may take.
struct CheckOptions {
    double alpha = 1e-9;  ///< probability of a wrong verdict, in (0, 1)
    std::uint64_t most_draws = 1'000'000;
};

/// `verdict`: verified (the statement's opposite is excluded), refuted, or undecided when the draws ran out
/// (the statement's ends are too near to the truth, or most_draws is too small).
struct Check {
    Verdict verdict = Verdict::undecided;
    std::uint64_t draws = 0;
    double estimate = 0.0;  ///< the mean of the draws; for a law, the distance of the empirical one
    std::string message;    ///< one line for a failing test
};

/// Throws Error when the statement is empty (low >= high) or nothing is known of X, and when a draw is not
/// finite or contradicts what is said to be known of it.
///
///     const Check mean = check_mean(draw, {.low = 0.99, .high = 1.01, .second_moment = 2.5});
///     CHECK(mean.verdict == Verdict::verified);
[[nodiscard]] Check check_mean(const IndexedDraw& draw, const MeanStatement& statement,
                               const CheckOptions& options = {});

/// As check_mean, by the time-uniform Dvoretzky-Kiefer-Wolfowitz inequality. Time grows as draws squared:
/// a distance of 0.05 takes about ten thousand draws and a fraction of a second.
[[nodiscard]] Check check_law(const IndexedDraw& draw, const LawStatement& statement,
                              const CheckOptions& options = {});

}  // namespace limitcheck::statistics
