// Networks beside their infinite-width chains, with the chain's control variates (variates.hpp) in one pass.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <type_traits>

#include "limitcheck/network/architecture.hpp"
#include "limitcheck/network/excess_sampler.hpp"
#include "limitcheck/network/gram_matrix.hpp"
#include "limitcheck/network/layer_view.hpp"
#include "limitcheck/network/variates.hpp"
#include "limitcheck/random/stream.hpp"

namespace limitcheck::network {

/// Called with the index into the list of recorded layers, the layer's view, and the variates there.
template <class Real>
using VariateRecorder = std::function<void(std::size_t, const CoupledView<Real>&, const Variates&)>;
/// The same with the excess.
template <class Real>
using ExcessVariateRecorder =
    std::function<void(std::size_t, const CoupledView<Real>&, const Excess&, const Variates&)>;

/// As simulate_coupled, bit for bit, with the chain's variates beside, for any activation that it takes.
/// Keeps some 48 (W + 1) g k(k+1)/2 doubles besides the state and the variates. Throws Error also when the
/// shape has no window, no group, or more groups than neurons.
///
///     simulate_variates(resnet(), GramMatrix::pair(0.2), Width{1000}, Depth{32}, key, 0, layers, {2, 10},
///                       [&](std::size_t, const CoupledView<float>& view, const Variates& z) {
///                           add(controlled(covariance(view.network(), 0, 1), z, coefficients));
///                       });
template <class Real = float>
void simulate_variates(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                       random::StreamKey key, std::uint64_t first_network,
                       std::span<const std::uint32_t> layers, VariateShape shape,
                       const std::type_identity_t<VariateRecorder<Real>>& record);

/// As simulate_excess, bit for bit, with the variates of simulate_variates beside.
template <class Real = float>
void simulate_excess(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                     random::StreamKey key, std::uint64_t first_network,
                     std::span<const std::uint32_t> layers, VariateShape shape,
                     const std::type_identity_t<ExcessVariateRecorder<Real>>& record);

}  // namespace limitcheck::network
