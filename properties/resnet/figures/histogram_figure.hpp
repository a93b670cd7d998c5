// The histogram of one neuron. Drawn from a stream of its own.
#pragma once

#include "limitcheck/claim/figure.hpp"

namespace limitcheck::properties {

/// Histogram of one neuron, one a network, against the density of its limit N(0, e^{t/2}) at t = 1.
[[nodiscard]] FigureMaker neuron_histogram();

}  // namespace limitcheck::properties
