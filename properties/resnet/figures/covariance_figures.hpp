// Norm, covariance and correlation along t at several widths and depths, against their certified limits. Each
// figure draws from a stream of its own.
#pragma once

#include "limitcheck/claim/figure.hpp"

namespace limitcheck::properties {

/// Q_{tL} against q_t = e^{t/2}.
[[nodiscard]] FigureMaker norm_along_depth();
/// C_{tL} against q_t c_t from c_0 = 0.
[[nodiscard]] FigureMaker covariance_along_depth();
/// rho_{tL} against c_t from c_0 = -0.9.
[[nodiscard]] FigureMaker correlation_along_depth();

}  // namespace limitcheck::properties
