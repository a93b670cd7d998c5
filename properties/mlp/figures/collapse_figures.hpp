// Plots of the collapse of the correlation in plain MLPs.
#pragma once

#include "limitcheck/claim/figure.hpp"
#include "mlp/collapse_orbits.hpp"

namespace limitcheck::properties {

/// 1 - c_l over depth for two starting correlations, with the certified enclosures.
[[nodiscard]] FigureMaker collapse_enclosure(const CollapseOrbits& orbits);

/// l^2 (1 - c_l) over depth, with its enclosure, against 9 pi^2/2.
[[nodiscard]] FigureMaker collapse_constant(const CollapseOrbits& orbits);

/// The distribution function of r = (1-rho_L)/(1-c_L) at L = n for three widths, against the step of the
/// width-first limit.
[[nodiscard]] FigureMaker collapse_ratio_distribution();

}  // namespace limitcheck::properties
