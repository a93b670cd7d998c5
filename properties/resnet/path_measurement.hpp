// What is read off whole paths over depth: the neurons' own largest distances from their infinite-width
// chains, and the increment from the first layer to the last.
#pragma once

#include "limitcheck/claim/measurement.hpp"
#include "limitcheck/network/architecture.hpp"

namespace limitcheck::properties {

/// Three observables of a network beside its chain, one input, layers 0..l with l the cell's layer:
///   `M`          mean over neurons of max_{k<=l} |Y^i_k - Yt^i_k|^2. The maximum is each neuron's own: the
///                maximum of the mean would be smaller, and no bound for a distance between paths
///   `increment`  |Y_l - Y_0|^2/n
///   `Q`          |Y_l|^2/n
[[nodiscard]] Measurement measure_paths(const network::Architecture& architecture);

}  // namespace limitcheck::properties
