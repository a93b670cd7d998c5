// The constants of the norm of plain networks that the compiler proves (lemmas/ beside this file).
#pragma once

#include "limitcheck/proof/rational.hpp"

namespace limitcheck::theorems::mlp_norm::proved {

/// n Var X for one layer's ratio X: E X^2 = 1 + 5/n.
inline constexpr int layer_ratio_variance = 5;
/// Var log|g| = pi^2/8, to 12 digits.
inline constexpr proof::Decimal log_normal_variance{123370055014, -11};

}  // namespace limitcheck::theorems::mlp_norm::proved
