// What a recorder sees of a group of networks at one layer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "limitcheck/network/architecture.hpp"
#include "limitcheck/random/lanes.hpp"

namespace limitcheck::network {

using random::lanes;

/// Pre-activations Y_l of `lanes` networks at layer l, for all neurons and inputs. Valid during the call that
/// receives it. Real is the state's type.
template <class Real>
class LayerView {
  public:
    /// `values`: [neuron][input][lane], width * inputs * lanes numbers.
    LayerView(const Architecture& architecture, std::uint32_t layer, std::uint32_t width,
              std::uint32_t inputs, const Real* values)
        : architecture_(&architecture), layer_(layer), width_(width), inputs_(inputs), values_(values) {}

    /// The networks that are seen, the layer l (0: the first), the number n of neurons, and the number k
    /// of inputs.
    [[nodiscard]] const Architecture& architecture() const { return *architecture_; }
    [[nodiscard]] std::uint32_t layer() const { return layer_; }
    [[nodiscard]] std::uint32_t width() const { return width_; }
    [[nodiscard]] std::uint32_t inputs() const { return inputs_; }
    /// Y^neuron_l(x_input) of the sixteen networks; neuron < width(), input < inputs().
    [[nodiscard]] std::span<const Real, lanes> pre(std::uint32_t neuron, std::uint32_t input) const {
        const std::size_t row = std::size_t{neuron} * inputs_ + input;
        return std::span<const Real, lanes>(values_ + row * lanes, lanes);
    }

  private:
    const Architecture* architecture_;
    std::uint32_t layer_;
    std::uint32_t width_;
    std::uint32_t inputs_;
    const Real* values_;
};

/// A layer of the networks and of their infinite-width chains, driven by the same noise. Observables of one
/// of them take network() or limit_chain().
template <class Real>
class CoupledView {
  public:
    CoupledView(LayerView<Real> network, LayerView<Real> limit_chain)
        : network_(network), limit_chain_(limit_chain) {}

    /// Y, and Yt: rows of Yt are independent over neurons, N(0, K_l) exactly in law.
    [[nodiscard]] const LayerView<Real>& network() const { return network_; }
    [[nodiscard]] const LayerView<Real>& limit_chain() const { return limit_chain_; }

    /// As of LayerView.
    [[nodiscard]] std::uint32_t layer() const { return network_.layer(); }
    [[nodiscard]] std::uint32_t width() const { return network_.width(); }
    [[nodiscard]] std::uint32_t inputs() const { return network_.inputs(); }
    [[nodiscard]] std::span<const Real, lanes> pre(std::uint32_t neuron, std::uint32_t input) const {
        return network_.pre(neuron, input);
    }
    [[nodiscard]] std::span<const Real, lanes> limit(std::uint32_t neuron, std::uint32_t input) const {
        return limit_chain_.pre(neuron, input);
    }

  private:
    LayerView<Real> network_;
    LayerView<Real> limit_chain_;
};

/// Called with the index into the list of recorded layers and the layer's view.
template <class Real>
using Recorder = std::function<void(std::size_t, const LayerView<Real>&)>;
template <class Real>
using CoupledRecorder = std::function<void(std::size_t, const CoupledView<Real>&)>;

/// Calls simulate(first, offset) for each group of lanes of the networks from first_network to
/// first_network + networks - 1; `first` is the group's first network and offset = first - first_network.
/// Both arguments are multiples of `lanes`. Groups are independent: any order or thread gives the same bits.
///
///     for_each_group(first, count, [&](std::uint64_t group, std::size_t offset) {
///         simulate_gram(resnet(), gram, n, L, key, group, layers,
///                       [&](std::size_t, const auto& view) { store(offset, second_moment(view, 0)); });
///     });
template <class Simulate>
void for_each_group(std::uint64_t first_network, std::size_t networks, Simulate simulate) {
    require(first_network % lanes == 0 && networks % lanes == 0, "networks come in whole groups of lanes");
    for (std::size_t offset = 0; offset < networks; offset += lanes) {
        simulate(first_network + offset, offset);
    }
}

}  // namespace limitcheck::network
