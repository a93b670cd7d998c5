// How few draws a tool can decide with, from certified numbers alone: what makes a budget hopeless before
// anything is drawn. Rests on docs/statistics.md, "Before a run".
#pragma once

#include "limitcheck/statistics/process.hpp"

namespace limitcheck::statistics {

/// How often a verdict with fewer draws than least_draws may happen after all.
inline constexpr double hopeless_error = 1e-6;

/// With fewer draws than this a process made from `spec` reaches the threshold with a probability of at most
/// hopeless_error, whatever the law of the draws, as long as the tool's hypothesis holds; at least 1.
///
/// Tools that bet on a range, events, Maurer's and time-uniform DKW: no sequence of draws whatever reaches it
/// sooner, as each factor has a largest value. The quadratic bet: the mean of a factor is at most e^g with
/// g = log(1 + 3 (1 + |b - c|/sqrt M)), so that E_t e^{-g t} is a supermartingale, and Ville's inequality
/// bounds the chance that it is e^{T - g N} at some t <= N. Betting on a nonnegative mean and Catoni's
/// process have no such bound: one draw can be as large as it likes.
///
///     least_draws(BoundedBetSpec{Null::mean_at_least, Certified::exactly(0.5), Certified::exactly(1)},
///                 LogThreshold{21.8}) == 32   // factors are at most 2
[[nodiscard]] double least_draws(const ProcessSpec& spec, LogThreshold threshold);

}  // namespace limitcheck::statistics
