// The Gram sampler: networks exactly in law at k normals a neuron and layer, n^2 weights never drawn
// (docs/theory/resnet-commute, section 1).
#pragma once

#include <cstdint>
#include <span>
#include <type_traits>

#include "limitcheck/network/architecture.hpp"
#include "limitcheck/network/gram_matrix.hpp"
#include "limitcheck/network/layer_view.hpp"
#include "limitcheck/random/stream.hpp"

namespace limitcheck::network {

/// Simulates the `lanes` networks first_network .. first_network + lanes - 1 and shows `record` the layers
/// asked for. Given the past, the increments' rows are iid N(0, alpha_l^2 (weights/n) Phi^T Phi): the joint
/// law over layers, neurons and inputs is the network's, for Gaussian weights and the k inputs given.
///
/// `layers`: strictly increasing, in 0..L; nothing beyond the last one is simulated. first_network is a
/// multiple of `lanes`. Memory O(n k lanes), whatever L.
/// Pure: network i has the same bits whichever call, target or thread computes it; its normals are
/// random::normal(derive(key, "noise"), i, l, neuron * k + input). Real = float or double: the state's type;
/// both rest on the same words.
/// A dead network (all phi(Y) = 0) stays what it is: zero increments, never NaN.
/// Throws Error when the layers or the architecture's array are wrong, and when a second moment, of a layer's
/// post-activations or of a recorded state, leaves [1e-30, 1e30] in float ([1e-280, 1e280] in double) without
/// being zero, or is no number: use double, or the norm chain.
///
///     simulate_gram(resnet(), GramMatrix::one(), Width{64}, Depth{128}, key, 0, layers,
///                   [&](std::size_t, const LayerView<float>& view) { moments = second_moment(view, 0); });
template <class Real = float>
void simulate_gram(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                   random::StreamKey key, std::uint64_t first_network, std::span<const std::uint32_t> layers,
                   const std::type_identity_t<Recorder<Real>>& record);

}  // namespace limitcheck::network
