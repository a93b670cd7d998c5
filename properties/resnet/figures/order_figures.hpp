// Plots of the claim that width and depth limits commute.
#pragma once

#include "limitcheck/claim/figure.hpp"

namespace limitcheck::properties {

/// The mean distance of the covariance from its limit along three orders of growth with a common end, each
/// with its certified envelope.
[[nodiscard]] FigureMaker distance_along_orders();

}  // namespace limitcheck::properties
