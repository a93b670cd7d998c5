// The effect ladders of the claims on residual and plain networks: each is a theorem with one fact made wrong
// by d (docs/theory/statistics-of-verdicts, section 5).
#pragma once

#include "limitcheck/claim/ladder.hpp"

namespace limitcheck::properties {

/// E Q_l against q0 e^{(1/2+d)t} at t = 1, depth error included.
[[nodiscard]] EffectLadder variance_growth();
/// E Q_l against the chain of a network with the branch scale L^{-(1/2+d)}.
[[nodiscard]] EffectLadder branch_scale();
/// E C_l against the chain whose correlation flows (1+d) times as fast, at t = 1/16.
[[nodiscard]] EffectLadder covariance_flow();
/// The mean of the plain MLP's log norm against (1+d) times its exact value.
[[nodiscard]] EffectLadder log_norm_mean();

}  // namespace limitcheck::properties
