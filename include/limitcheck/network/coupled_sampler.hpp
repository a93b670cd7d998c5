// Networks beside their infinite-width chains, driven by the same noise: the couplings of
// docs/theory/resnet-commute, sections 2.1 (one input) and 3.1 (two inputs).
#pragma once

#include <cstdint>
#include <span>
#include <type_traits>

#include "limitcheck/network/architecture.hpp"
#include "limitcheck/network/gram_matrix.hpp"
#include "limitcheck/network/layer_view.hpp"
#include "limitcheck/random/stream.hpp"

namespace limitcheck::network {

/// As simulate_gram, for one or two inputs, with the chain Yt beside Y: Yt_0 = Y_0 and Yt_l = [Yt_{l-1}] +
/// alpha_l g_l Gamma_{l-1}^(1/2), rows of g_l iid N(0, I_k), while Y uses the root S of its own Gram matrix
/// that is nearest to Gamma^(1/2) (for k = 1, r and s). Rows of Yt_l are independent, N(0, K_l) exactly in
/// law, with K_l of limit_chain.hpp. With one input Y has the same bits as in simulate_gram.
/// Throws Error also when there are more than two inputs, or the activation has no closed Gamma (relu,
/// leaky_relu, gelu and identity have).
template <class Real = float>
void simulate_coupled(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                      random::StreamKey key, std::uint64_t first_network,
                      std::span<const std::uint32_t> layers,
                      const std::type_identity_t<CoupledRecorder<Real>>& record);

}  // namespace limitcheck::network
