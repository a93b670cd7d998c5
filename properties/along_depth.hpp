// Whole networks read at many layers at once, for plots of a quantity along depth.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "draws.hpp"
#include "limitcheck/network/gram_sampler.hpp"
#include "limitcheck/network/observables.hpp"

namespace limitcheck::properties {

/// Mean and standard error of `read` over `networks` (a multiple of the lanes) residual networks of the
/// cell's width, depth and inputs, at each of the layers (strictly increasing), on the stream named
/// `purpose`.
[[nodiscard]] inline std::vector<MeanAndError> along_depth(
    const Cell& cell, std::span<const std::uint32_t> layers, std::size_t networks, std::uint64_t seed,
    const std::string& purpose,
    const std::function<network::LaneValues(const network::LayerView<float>&)>& read) {
    std::vector<double> values(networks * layers.size());
    const random::StreamKey key{stream_key(seed, purpose, cell)};
    network::for_each_group(0, networks, [&](std::uint64_t group, std::size_t offset) {
        network::simulate_gram<float>(network::resnet(), cell.inputs, network::Width{cell.width},
                                      network::Depth{cell.depth}, key, group, layers,
                                      [&](std::size_t index, const network::LayerView<float>& view) {
                                          const network::LaneValues now = read(view);
                                          for (std::size_t lane = 0; lane < now.size(); ++lane) {
                                              values[(offset + lane) * layers.size() + index] = now[lane];
                                          }
                                      });
    });
    std::vector<MeanAndError> summaries;
    for (std::size_t column = 0; column < layers.size(); ++column) {
        summaries.push_back(summarise(values, layers.size(), column));
    }
    return summaries;
}

}  // namespace limitcheck::properties
