// What the variates keep from layer to layer: sums of the chain over groups of neurons and windows of layers.
// Shared by the sampler and its shadow.
#pragma once

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

/// The window sums of sixteen networks.
class VariateSums {
  public:
    /// `last`: M, the last layer that is recorded. Throws Error when the shape does not serve the width.
    VariateSums(VariateShape shape, std::uint32_t inputs, Width width, std::uint32_t last);

    /// Adds layer l < M: `grouped` of add_grouped_products over the whole chain, Gamma_l k x k row-major, and
    /// `scale` = alpha_{l+1}^2 weights.
    void add(std::uint32_t layer, const double* grouped, std::span<const double> moments, double scale);

    /// The variates at the chain's layer m, of which K_m is `limit`, after layers 0 .. m-1 were added.
    template <class Real>
    [[nodiscard]] const Variates& at(const LayerView<Real>& chain, std::span<const double> limit);

  private:
    /// Adds scale (sums - n_group mean)/n.
    void add_centred(const double* sums, std::uint32_t group, double mean, double scale, double* into) const;

    VariateShape shape_;
    std::uint32_t inputs_;
    std::uint32_t width_;
    std::uint32_t last_;
    LaneArray<double> windows_;  // [window][group][entry][lane]
    LaneArray<double> grouped_;  // [group][entry][lane] of the recorded layer
    Variates variates_;
};

/// Entry (a, b) of a k x k matrix, in packed order.
inline double packed_entry(std::span<const double> matrix, std::uint32_t inputs, std::size_t entry) {
    return entry == 0 ? matrix[0] : matrix[entry == 1 ? 1 : std::size_t{inputs} * inputs - 1];
}

}  // namespace limitcheck::network::detail
