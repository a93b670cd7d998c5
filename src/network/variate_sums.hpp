// What the variates keep from layer to layer: sums of the chain over groups of neurons and windows of layers.
// Shared by the sampler and its shadow.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "limitcheck/network/architecture.hpp"
#include "limitcheck/network/layer_view.hpp"
#include "limitcheck/network/variates.hpp"
#include "network/driver.hpp"

namespace limitcheck::network::detail {

/// grouped[group][entry][lane] += sums of phi(Y(a)) phi(Y(b)) over the group's neurons among the `count` from
/// `first` on; `state` is theirs, of k = 1 or 2 inputs. `post` has a part's size; it is not used for relu.
template <class Real>
void add_grouped_products(const Activation& activation, std::uint32_t groups, std::uint32_t width,
                          std::uint32_t inputs, std::uint32_t first, std::uint32_t count, const Real* state,
                          std::span<Real> post, double* grouped);

/// The window sums of sixteen networks. Sums over neurons are collected over layers, as long as these have
/// one window and one branch scale, and are centred and weighed when such a run of layers ends.
class VariateSums {
  public:
    /// `layers`: those that are recorded, at least one. Throws Error when the shape does not serve the width.
    VariateSums(const Architecture& architecture, Depth depth, VariateShape shape, std::uint32_t inputs,
                Width width, std::span<const std::uint32_t> layers);

    /// Where add_grouped_products is to add the sums of the layer that is next.
    [[nodiscard]] double* grouped() { return grouped_.data(); }

    /// Takes the sums of layer l < M, the last that is recorded; Gamma_l is `moments`, k x k row-major.
    void add(std::uint32_t layer, std::span<const double> moments);

    /// The variates at the recorded layer m of the chain, of which K_m is `limit`, after layers 0 .. m-1 were
    /// added.
    template <class Real>
    [[nodiscard]] const Variates& at(const LayerView<Real>& chain, std::span<const double> limit);

  private:
    /// alpha_{l+1}^2 weights.
    [[nodiscard]] double scale(std::uint32_t layer) const;
    [[nodiscard]] bool ends_run(std::uint32_t layer) const;
    /// Adds scale (sums - n_group mean)/n.
    void add_centred(const double* sums, std::uint32_t group, double mean, double scale, double* into) const;

    const Architecture& architecture_;
    Depth depth_;
    VariateShape shape_;
    std::uint32_t inputs_;
    std::uint32_t width_;
    std::span<const std::uint32_t> layers_;
    double first_scale_;
    LaneArray<double> windows_;      // [window][group][entry][lane]
    LaneArray<double> grouped_;      // [group][entry][lane], of a run of layers
    std::array<double, 3> means_{};  // of its Gamma, summed, packed
    LaneArray<double> recorded_;     // [group][entry][lane], of the recorded layer
    Variates variates_;
};

/// Entry (a, b) of a k x k matrix, in packed order.
inline double packed_entry(std::span<const double> matrix, std::uint32_t inputs, std::size_t entry) {
    return entry == 0 ? matrix[0] : matrix[entry == 1 ? 1 : std::size_t{inputs} * inputs - 1];
}

}  // namespace limitcheck::network::detail
