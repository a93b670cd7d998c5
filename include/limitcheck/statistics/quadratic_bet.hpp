// The quadratic bet: evidence about a mean from a certified second moment about a centre, X of any sign, both
// directions. Rests on docs/statistics.md, "Tools", item 2: a factor 1 + lambda (b - x) + mu ((x-c)^2 - M)
// that is nonnegative for all x.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "limitcheck/statistics/evidence.hpp"
#include "limitcheck/statistics/magnitude.hpp"

namespace limitcheck::statistics {

/// How the quadratic bet chooses lambda and mu: mixed over a fixed grid of lambda, at the least mu with nine
/// tenths of the weight and at a larger one with the rest; or one predictable lambda a draw (from the draws
/// before it), at the least mu.
enum class QuadraticStrategy { mixed, predictable };

/// E (X - centre)^2 <= second_moment, against mean <= bound or mean >= bound.
struct QuadraticBetSpec {
    Null against = Null::mean_at_least;
    Certified bound;
    Certified centre;  ///< c; 0 allowed. An interval is recentred at its midpoint and M widened to match
    Certified second_moment;  ///< M > 0
    QuadraticStrategy strategy = QuadraticStrategy::mixed;
};

/// One factor of the quadratic bet, for draws y = +-(x - c) turned so that a small y speaks for us:
/// f(y) = 1 + lambda (gap - y) + mu (y^2 - M) with gap = +-(b - c), all of them doubles and exact as such.
class QuadraticFactor {
  public:
    /// The factor with a mu that keeps f >= 0 everywhere (checked with outward rounding): `share` in [0, 1)
    /// of the way from the least one, rounded up, to the largest. Nothing when there is none for this lambda.
    [[nodiscard]] static std::optional<QuadraticFactor> make(double lambda, double gap, double second_moment,
                                                             double share = 0.0);

    /// A lower bound of f at every y in [low, high], where high - low is an ulp or so. Never negative.
    [[nodiscard]] double below(double low, double high) const;

    /// The two numbers of the factor, as rounded.
    [[nodiscard]] double lambda() const { return lambda_; }
    [[nodiscard]] double mu() const { return mu_; }

  private:
    QuadraticFactor(double lambda, double mu, double gap, double second_moment);
    double lambda_;
    double mu_;
    double constant_;        // 1 + lambda gap - mu M, rounded down
    double constant_above_;  // and up
};

/// E-process of a draw with a certified second moment about a centre (docs/statistics.md, "Tools", item
/// 2).
class QuadraticBet {
  public:
    static constexpr const char* tool = "quadratic bet";

    /// Throws std::logic_error unless all numbers are finite and M > 0.
    explicit QuadraticBet(const QuadraticBetSpec& spec);

    /// One draw, of any sign.
    void observe(double x);
    [[nodiscard]] Magnitude value() const;
    [[nodiscard]] const std::string& hypothesis() const { return hypothesis_; }
    /// Growth of log-evidence a draw that can be hoped for; not rounded, for planning.
    [[nodiscard]] double growth_rate(double mean, double second_moment) const;

  private:
    void learn(double y);
    [[nodiscard]] std::optional<QuadraticFactor> predicted() const;

    Null against_;
    QuadraticStrategy strategy_;
    double centre_;
    double gap_;
    double second_moment_;
    std::vector<QuadraticFactor> factors_;
    std::vector<Magnitude> products_;
    double draws_ = 0.0;  // running sums of y and y^2, for the predictable bet alone
    double sum_ = 0.0;
    double sum_of_squares_ = 0.0;
    std::string hypothesis_;
};

}  // namespace limitcheck::statistics
