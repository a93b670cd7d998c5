// Measurements written over Eigen matrices: a function that receives the pre- and post-activations of one
// network, at the layers of your choice, and returns numbers. The one header of limitcheck that includes
// Eigen; link to Eigen3::Eigen where you include it.
#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/network/gram_sampler.hpp"
#include "limitcheck/network/shadow_sampler.hpp"

namespace limitcheck {

/// One network: n neurons, k inputs, at the layers that were asked for.
class NetworkMatrices {
  public:
    NetworkMatrices(std::vector<std::uint32_t> layers, std::vector<Eigen::MatrixXd> pre,
                    const network::Architecture& architecture)
        : layers_(std::move(layers)), pre_(std::move(pre)), architecture_(&architecture) {}

    /// Number of layers; `i` below counts them from 0, in the order of layers().
    [[nodiscard]] std::size_t count() const { return pre_.size(); }
    [[nodiscard]] const std::vector<std::uint32_t>& layers() const { return layers_; }
    /// Y of layer layers()[i]: n x k, row = neuron, column = input.
    [[nodiscard]] const Eigen::MatrixXd& pre(std::size_t i) const { return pre_.at(i); }
    /// phi(Y) of the same layer: n x k.
    [[nodiscard]] Eigen::MatrixXd post(std::size_t i) const {
        return pre_.at(i).unaryExpr(
            [this](double y) { return network::activate(architecture_->activation(), y); });
    }

  private:
    std::vector<std::uint32_t> layers_;
    std::vector<Eigen::MatrixXd> pre_;
    const network::Architecture* architecture_;
};

/// Fills one network's observables, in their order; out.size() is their number. They are NaN when the
/// function is called.
using MatrixRow = std::function<void(const Cell&, const NetworkMatrices&, std::span<double>)>;

namespace detail {

/// The matrices of some networks, each layer by layer.
using MatricesOfNetworks = std::vector<std::vector<Eigen::MatrixXd>>;

/// One layer's matrix more for each network: the view's first lanes.
inline void append_layer(MatricesOfNetworks& pre, const network::LayerView<double>& view) {
    for (auto& matrices : pre) {
        matrices.emplace_back(view.width(), view.inputs());
    }
    for (std::uint32_t i = 0; i < view.width(); ++i) {
        for (std::uint32_t a = 0; a < view.inputs(); ++a) {
            const auto values = view.pre(i, a);
            for (std::size_t lane = 0; lane < pre.size(); ++lane) {
                pre[lane].back()(i, a) = values[lane];
            }
        }
    }
}

}  // namespace detail

/// Networks drawn by the exact-in-law Gram sampler, their matrices copied to double (n k doubles a layer).
/// The same function is given to the networks that a shadow run repeats.
///
///     measure_matrices(network::resnet(), layers_up_to_time, {nonnegative("largest")},
///                      [](const Cell&, const NetworkMatrices& network, std::span<double> out) {
///                          out[0] = network.pre(network.count() - 1).cwiseAbs().maxCoeff();
///                      });
[[nodiscard]] inline Measurement measure_matrices(network::Architecture architecture, Layers layers,
                                                  std::vector<Observable> observables, MatrixRow row) {
    Measurement measurement;
    measurement.description = "networks as Eigen matrices, drawn exactly in law through their Gram matrices";
    measurement.batch = network::lanes;
    measurement.cost = [layers](const Cell& cell) {
        return static_cast<double>(cell.inputs.count()) * cell.width * (layers_at(layers, cell).back() + 1.0);
    };
    const std::size_t columns = observables.size();
    measurement.observables = [observables = std::move(observables)](const Cell&) { return observables; };
    // A row a network; `simulate` hands the layers of as many networks to what records them.
    const auto fill = [architecture, row = std::move(row), columns](
                          const Cell& cell, const std::vector<std::uint32_t>& recorded, std::size_t networks,
                          std::span<double> out, const auto& simulate) {
        detail::MatricesOfNetworks pre(networks);
        simulate(
            [&](std::size_t, const network::LayerView<double>& view) { detail::append_layer(pre, view); });
        for (std::size_t i = 0; i < networks; ++i) {
            const std::span<double> filled = out.subspan(i * columns, columns);
            std::fill(filled.begin(), filled.end(), std::numeric_limits<double>::quiet_NaN());
            row(cell, NetworkMatrices(recorded, std::move(pre[i]), architecture), filled);
        }
    };
    measurement.draw = [architecture, layers, fill, columns](const Cell& cell, random::StreamKey key,
                                                             std::uint64_t first, std::size_t count,
                                                             std::span<double> out) {
        const std::vector<std::uint32_t> recorded = layers_at(layers, cell);
        network::for_each_group(first, count, [&](std::uint64_t group, std::size_t offset) {
            fill(cell, recorded, network::lanes, out.subspan(offset * columns), [&](const auto& record) {
                network::simulate_gram<double>(architecture, cell.inputs, network::Width{cell.width},
                                               network::Depth{cell.depth}, key, group, recorded, record);
            });
        });
    };
    measurement.shadow = [architecture, layers, fill](const Cell& cell, random::StreamKey key,
                                                      std::size_t count, std::span<double> out,
                                                      network::ShadowNoise& noise) {
        const std::vector<std::uint32_t> recorded = layers_at(layers, cell);
        fill(cell, recorded, count, out, [&](const auto& record) {
            network::shadow_gram(architecture, cell.inputs, network::Width{cell.width},
                                 network::Depth{cell.depth}, key, count, recorded, noise, record);
        });
    };
    return measurement;
}

}  // namespace limitcheck
