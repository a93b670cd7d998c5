// Second moments of projections of groups of neurons: what tells independent neurons from dependent ones.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "limitcheck/claim/network_measurement.hpp"

namespace limitcheck::properties {

/// The number m of neurons that are looked at jointly.
inline constexpr std::uint32_t neurons_jointly = 4;
/// m, or all neurons where there are fewer.
[[nodiscard]] inline std::uint32_t group_size(std::uint32_t width) {
    return std::min(neurons_jointly, width);
}

/// Mean over the groups (Y^{gm+1}..Y^{gm+m}) of (Y^{gm+1} + .. + Y^{gm+m})^2/m, named `projection`; neurons
/// beyond the last whole group are left out. Its mean is E <u, Y>^2 for the unit vector u = (1..1)/sqrt m.
///
/// `common_share` is how much of its variance each neuron of a group owes to one that they share: the
/// neurons become sqrt(1-s) Y^i + sqrt(s) Z with Z the first neuron of the next group. 0 is the network; 1
/// makes copies of one neuron. Marginal variances stay.
[[nodiscard]] inline Quantity<CoupledNetworkView> group_projection(double common_share = 0) {
    return {nonnegative("projection"), [common_share](const auto& coupled, const Cell& cell) {
                const auto& view = networks_of(coupled);
                const std::uint32_t m = group_size(cell.width);
                const std::uint32_t groups = cell.width / m;
                const double own = std::sqrt(1 - common_share);
                const double common = std::sqrt(common_share);
                network::LaneValues total{};
                for (std::uint32_t group = 0; group < groups; ++group) {
                    network::LaneValues sums{};
                    for (std::uint32_t i = group * m; i < (group + 1) * m; ++i) {
                        const auto neuron = view.pre(i, 0);
                        for (std::size_t lane = 0; lane < sums.size(); ++lane) {
                            sums[lane] += static_cast<double>(neuron[lane]);
                        }
                    }
                    const auto shared = view.pre((group + 1) % groups * m, 0);
                    for (std::size_t lane = 0; lane < sums.size(); ++lane) {
                        const double sum = own * sums[lane] + common * m * static_cast<double>(shared[lane]);
                        total[lane] += sum * sum / m;
                    }
                }
                for (double& value : total) {
                    value /= groups;
                }
                return total;
            }};
}

}  // namespace limitcheck::properties
