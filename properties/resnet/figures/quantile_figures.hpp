// Quantiles of neurons against those of their Gaussian limit. Each figure draws from a stream of its own.
#pragma once

#include "limitcheck/claim/figure.hpp"

namespace limitcheck::properties {

/// One neuron, one a network, against N(0, e^{t/2}) at t = 1.
[[nodiscard]] FigureMaker neuron_quantiles();
/// (Y^1 + .. + Y^4)/2, one a network, against N(0, e^{t/2}) at t = 1: right only if the four are independent.
[[nodiscard]] FigureMaker projection_quantiles();

}  // namespace limitcheck::properties
