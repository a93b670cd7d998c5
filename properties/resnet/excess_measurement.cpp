#include "excess_measurement.hpp"

#include <array>
#include <cmath>
#include <numeric>

#include "limitcheck/network/excess_sampler.hpp"
#include "limitcheck/network/shadow_sampler.hpp"

namespace limitcheck::properties {

static_assert(networks_a_draw == network::lanes);

Measurement measure_excess(network::Architecture architecture, std::string name, CellNumber shift) {
    Measurement measurement;
    measurement.description =
        "the mean of sixteen residual networks beside their infinite-width chains, which serve as control "
        "variates at every layer";
    measurement.batch = 1;
    measurement.observables = [name, shift](const Cell& cell) {
        std::vector<Observable> all{real(name)};
        all.front().error = shift(cell).mid_error();
        return all;
    };
    measurement.cost = [](const Cell& cell) {
        return networks_a_draw * static_cast<double>(cell.inputs.count()) * cell.width * (cell.layer() + 1.0);
    };
    // One draw from the excess of its networks.
    const auto mean_of = [shift = std::move(shift)](const Cell& cell, const network::Excess& excess) {
        const auto last = static_cast<std::uint32_t>(cell.inputs.count() - 1);
        const double scale =
            cell.width / std::sqrt(cell.inputs.second_moment(0) * cell.inputs.second_moment(last));
        const network::LaneValues& x = excess(0, last);
        return scale * std::accumulate(x.begin(), x.end(), 0.0) / networks_a_draw + shift(cell).mid();
    };
    measurement.draw = [architecture, mean_of](const Cell& cell, random::StreamKey key, std::uint64_t first,
                                               std::size_t count, std::span<double> out) {
        const std::array layers{cell.layer()};
        for (std::size_t row = 0; row < count; ++row) {
            network::simulate_excess<float>(
                architecture, cell.inputs, network::Width{cell.width}, network::Depth{cell.depth}, key,
                (first + row) * network::lanes, layers,
                [&](std::size_t, const network::CoupledView<float>&, const network::Excess& excess) {
                    out[row] = mean_of(cell, excess);
                });
        }
    };
    // A batch is one draw.
    measurement.shadow = [architecture = std::move(architecture), mean_of](
                             const Cell& cell, random::StreamKey key, std::size_t, std::span<double> out,
                             network::ShadowNoise& noise) {
        network::shadow_excess(architecture, cell.inputs, network::Width{cell.width},
                               network::Depth{cell.depth}, key, network::lanes, std::array{cell.layer()},
                               noise,
                               [&](std::size_t, const network::CoupledView<double>&,
                                   const network::Excess& excess) { out[0] = mean_of(cell, excess); });
    };
    return measurement;
}

}  // namespace limitcheck::properties
