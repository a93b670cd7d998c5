// The coupled networks, layer after layer: what the coupled sampler and the excess sampler share.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <type_traits>

#include "limitcheck/network/architecture.hpp"
#include "limitcheck/network/gram_matrix.hpp"
#include "limitcheck/network/layer_view.hpp"
#include "limitcheck/network/limit_chain.hpp"
#include "limitcheck/random/stream.hpp"
#include "network/kernels.hpp"

namespace limitcheck::network::detail {

/// One layer of sixteen networks beside their chains. Sums of a comparison are zero without one.
template <class Real>
struct CoupledLayer {
    CoupledView<Real> view;
    ReluDerivatives derivatives;  ///< of E phi phi' at K_l, for two inputs; 0 without a comparison
    CoupledSums sums;
};
/// Returns whether the next layer is wanted.
template <class Real>
using CoupledLayers = std::function<bool(const CoupledLayer<Real>&)>;

/// Calls visit for layers 0, 1, ... up to the depth. Arguments as of simulate_coupled, checked by check_run
/// before; with `compare` (relu alone) the sums of the comparison are made too. The networks' bits do not
/// depend on it.
template <class Real>
void for_each_coupled_layer(const Architecture& architecture, const GramMatrix& gram, Width width,
                            Depth depth, random::StreamKey key, std::uint64_t first_network, bool compare,
                            const std::type_identity_t<CoupledLayers<Real>>& visit);

}  // namespace limitcheck::network::detail
