// The norm of a ReLU MLP for one input, exactly in law at a cost a layer that does not depend on the width
// (docs/theory/resnet-commute, section 5.1).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>

#include "limitcheck/network/architecture.hpp"
#include "limitcheck/random/lanes.hpp"

namespace limitcheck::network {

/// Sixteen chains at one layer.
struct NormView {
    std::uint32_t layer = 0;
    /// log(2 R_l / q0), R_l = |phi(Y_l)|^2/n: a sum of l + 1 independent log((2/n) chi^2_K), K ~ Bin(n, 1/2),
    /// plus l log(weights/2). -infinity when dead.
    std::array<double, random::lanes> log_norm{};
    /// phi(Y_l) = 0, or was at an earlier layer.
    std::array<bool, random::lanes> dead{};
};

/// Receives the networks at each recorded layer: its index in the list of layers, and their norms.
using NormRecorder = std::function<void(std::size_t, const NormView&)>;

/// log-norm paths of mlp().weights(weights); weights = 2 keeps the mean of R_l. `layers` strictly increasing,
/// in 0..L. Uses the stream derive(key, "norm"). Throws Error on a wrong argument.
void simulate_norm(double weights, Width width, Depth depth, random::StreamKey key,
                   std::uint64_t first_network, std::span<const std::uint32_t> layers,
                   const NormRecorder& record);

}  // namespace limitcheck::network
