// What the two-input claims read off a layer, and the synthetic pairs that they are tested at.
#pragma once

#include <string>
#include <vector>

#include "limitcheck/claim/network_measurement.hpp"

namespace limitcheck::properties {

/// C = <Y(a), Y(b)>/n.
[[nodiscard]] inline Quantity<NetworkView> covariance_of_pair() {
    return {real("C"), [](const auto& view, const Cell&) { return network::covariance(view, 0, 1); }};
}

/// rho = C/sqrt(Q(a) Q(b)), in [-1, 1].
[[nodiscard]] inline Quantity<NetworkView> correlation_of_pair() {
    return {real("rho"), [](const auto& view, const Cell&) { return network::correlation(view, 0, 1); }};
}

/// Opposite, negatively correlated, orthogonal, correlated and nearly equal inputs; equal and unequal norms.
[[nodiscard]] inline std::vector<std::string> pair_ids() {
    return {"pair:-1",        "pair:-0.9", "pair:-0.5:0.25:4", "pair:0",    "pair:0:1:16",
            "pair:0.5:0.5:8", "pair:0.2",  "pair:0.9",         "pair:0.99", "pair:-1:1:4"};
}

}  // namespace limitcheck::properties
