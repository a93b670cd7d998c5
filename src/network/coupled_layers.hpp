// The coupled networks, layer after layer: what the coupled, the excess and the variate samplers share.
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

/// What is summed besides what moves the networks, whose bits do not depend on it.
struct CoupledWork {
    bool compare = false;       ///< the sums that compare networks and chains, of relu alone
    std::uint32_t groups = 0;   ///< g of grouped sums over the chains; 0 for none
    double* grouped = nullptr;  ///< [group][entry][lane], to which sums of phi(Yt(a)) phi(Yt(b)) are added
};

/// One layer of sixteen networks beside their chains. Sums of a comparison are zero without one.
template <class Real>
struct CoupledLayer {
    CoupledView<Real> view;
    ReluDerivatives derivatives;  ///< of E phi phi' at K_l, for two inputs; 0 without a comparison
    CoupledSums sums;
    std::span<const double> limit;    ///< K_l, k x k row-major
    std::span<const double> moments;  ///< Gamma_l = E phi phi^T under N(0, K_l)
};
/// Returns whether the next layer is wanted.
template <class Real>
using CoupledLayers = std::function<bool(const CoupledLayer<Real>&)>;

/// Calls visit for layers 0, 1, ... up to the depth. Arguments as of simulate_coupled, checked by check_run
/// before.
template <class Real>
void for_each_coupled_layer(const Architecture& architecture, const GramMatrix& gram, Width width,
                            Depth depth, random::StreamKey key, std::uint64_t first_network, CoupledWork work,
                            const std::type_identity_t<CoupledLayers<Real>>& visit);

}  // namespace limitcheck::network::detail
