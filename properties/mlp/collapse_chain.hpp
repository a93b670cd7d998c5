// Draws of the correlation of a plain MLP of finite width, for the claims about its collapse.
#pragma once

#include "limitcheck/claim/measurement.hpp"

namespace limitcheck::properties {

/// One network a draw, read after L layers from the correlation rho_0 of the cell's pair of inputs, which
/// lies in [0, 1). With r = (1-rho_L)/(1-c_L), c_L = f applied L times to rho_0, three observables in [0, 1]:
///   `g`        r/(1+r)
///   `r<=1`     1 when r is at most 1, else 0: g at most 1/2
///   `r<=1/2`   likewise: g at most 1/3
/// A network one of whose outputs has vanished is void.
[[nodiscard]] Measurement measure_collapse_ratio();

/// One network a draw, started at 1-rho_0 = `start`, whatever the cell's inputs: `log collapse` =
/// log((1-rho_L)/(1-rho_0)). Void when an output has vanished or the outputs have become exactly parallel:
/// when some layer has fewer than two active neurons.
[[nodiscard]] Measurement measure_collapse_log(double start);

}  // namespace limitcheck::properties
