// The correlation of a ReLU MLP's post-activations as an exact one-dimensional Markov chain
// (docs/theory/collapse, section 1): nothing is lost when it approaches 1.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>

#include "limitcheck/network/architecture.hpp"
#include "limitcheck/random/lanes.hpp"

namespace limitcheck::network {

/// State of sixteen chains at one layer.
struct CorrelationView {
    std::uint32_t layer = 0;
    /// 1 - rho_l, to full relative precision; 0 when the two outputs are exactly parallel. NaN when dead.
    std::array<double, random::lanes> one_minus_rho{};
    /// One of the two outputs has vanished: the correlation is undefined from there on.
    std::array<bool, random::lanes> dead{};
};

/// Receives the networks at each recorded layer: its index in the list of layers, and their correlations.
using CorrelationRecorder = std::function<void(std::size_t, const CorrelationView&)>;

/// rho_l for l = 0..L, where rho_0 = 1 - one_minus_rho0 is the correlation of phi(z_0) and each layer draws n
/// pairs (u, rho u + sqrt(1 - rho^2) w). one_minus_rho0 is 0 or in [1e-290, 1]. `layers` strictly
/// increasing, in 0..L. Normals: number 2*neuron (u) and 2*neuron + 1 (w) of the stream
/// derive(key, "correlation"), in double. Throws Error on a wrong argument, and
/// at a layer whose 1 - rho is below 1e-290.
void simulate_correlation(double one_minus_rho0, Width width, Depth depth, random::StreamKey key,
                          std::uint64_t first_network, std::span<const std::uint32_t> layers,
                          const CorrelationRecorder& record);

}  // namespace limitcheck::network
