// Any of the tools behind one face: what is held against what, draws in, log-evidence out.
// Rests on the files of the single tools.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "limitcheck/statistics/bounded_bet.hpp"
#include "limitcheck/statistics/catoni.hpp"
#include "limitcheck/statistics/distribution.hpp"
#include "limitcheck/statistics/event.hpp"
#include "limitcheck/statistics/maurer.hpp"
#include "limitcheck/statistics/nonnegative_bet.hpp"
#include "limitcheck/statistics/quadratic_bet.hpp"

namespace limitcheck::statistics {

/// What a tool must do. Under its null, value() is at most a nonnegative supermartingale that starts at 1.
template <class T>
concept Process = requires(T process, const T& constant, double x) {
    process.observe(x);
    { constant.value() } -> std::same_as<Magnitude>;
    { constant.hypothesis() } -> std::same_as<const std::string&>;
    { constant.growth_rate(x, x) } -> std::same_as<double>;
    { T::tool } -> std::convertible_to<std::string_view>;
};

/// What any of the tools is made from.
using ProcessSpec = std::variant<NonnegativeBetSpec, BoundedBetSpec, ClippedBetSpec, QuadraticBetSpec,
                                 MaurerSpec, CatoniSpec, EventSpec, DistributionSpec>;

/// The null that a process made from `spec` is evidence against.
[[nodiscard]] Null null_of(const ProcessSpec& spec);
/// The level that the mean (for distributions: the distance) is held against.
[[nodiscard]] Certified bound_of(const ProcessSpec& spec);

/// A number that a tool's hypothesis and formula need beside the level.
struct NamedNumber {
    std::string name;
    Certified value;
};
/// All of them, by the names of the spec's members: second_moment, centre, variance, maximum, clip,
/// transform_error.
[[nodiscard]] std::vector<NamedNumber> numbers_of(const ProcessSpec& spec);

/// A value: copies are independent.
///
///     EProcess against_large_mean(QuadraticBetSpec{.against = Null::mean_at_least,
///                                                  .bound = Certified::exactly(1.0),
///                                                  .centre = Certified::exactly(0.0),
///                                                  .second_moment = Certified::exactly(0.5)});
///     for (double x : draws) against_large_mean.observe(x);
///     bool verified = against_large_mean.reaches(LogThreshold{21.2});
class EProcess {
  public:
    /// Throws std::logic_error when the spec breaks its tool's conditions.
    explicit EProcess(const ProcessSpec& spec);

    /// Consumes one draw. Throws Error when x is not finite or outside what the tool's hypothesis allows.
    void observe(double x);

    /// A lower bound of the evidence now.
    [[nodiscard]] Magnitude value() const;
    /// Its natural logarithm, rounded down.
    [[nodiscard]] LogEvidence log_evidence() const { return value().log(); }
    /// log_evidence() >= threshold, without computing more than it takes to say so.
    [[nodiscard]] bool reaches(LogThreshold threshold) const;

    /// "quadratic bet", "time-uniform DKW", ...
    [[nodiscard]] std::string_view tool() const;
    /// What must hold of the draws for the evidence to be valid, in words, numbers included.
    [[nodiscard]] const std::string& hypothesis() const;
    /// Averages keep their meaning; time-uniform DKW does not.
    [[nodiscard]] bool may_be_averaged() const;

    /// Of a law: sup |F_t - F0| of the draws so far, rounded to nearest. Nothing for the other tools.
    [[nodiscard]] std::optional<double> empirical_distance() const;

    /// Draws that will be needed if E X = mean and E X^2 = second_moment (an estimate, for planning); nothing
    /// when the process has no power there.
    [[nodiscard]] std::optional<double> predicted_draws(double mean, double second_moment,
                                                        LogThreshold threshold) const;

  private:
    std::variant<NonnegativeBet, BoundedBet, ClippedBet, QuadraticBet, MaurerProcess, CatoniProcess,
                 EventProcess, DistributionProcess>
        process_;
};

}  // namespace limitcheck::statistics
