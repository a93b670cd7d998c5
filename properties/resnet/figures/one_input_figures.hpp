// Plots of the one-input claims. Each draws from a stream of its own.
#pragma once

#include "limitcheck/claim/figure.hpp"

namespace limitcheck::properties {

/// Histogram of one neuron, one a network, against the density of its limit N(0, e^{t/2}) at t = 1.
[[nodiscard]] FigureMaker neuron_histogram();

/// The root of the mean coupling distance over width, with its uncertainty, against the certified bound.
[[nodiscard]] FigureMaker distance_over_width();

}  // namespace limitcheck::properties
