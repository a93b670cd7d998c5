// Measured coupling distances of one-input networks against their certified bounds. Each figure draws from a
// stream of its own.
#pragma once

#include "limitcheck/claim/figure.hpp"

namespace limitcheck::properties {

/// The root of the mean coupling distance over width at L = 64, against C1/sqrt n + C2/L.
[[nodiscard]] FigureMaker distance_over_width();
/// The same over depth at n = 4096, the distance of the two Gaussians included.
[[nodiscard]] FigureMaker distance_over_depth();
/// The root of the mean squared distance between paths over width at L = 64, against 2 sqrt(Db_l).
[[nodiscard]] FigureMaker path_distance_over_width();

}  // namespace limitcheck::properties
