// The dense sampler: every weight drawn, used at once and never stored. The oracle of the Gram sampler, and
// the only one that knows weights other than Gaussian.
#pragma once

#include <cstdint>
#include <span>
#include <type_traits>

#include "limitcheck/network/architecture.hpp"
#include "limitcheck/network/gram_matrix.hpp"
#include "limitcheck/network/layer_view.hpp"
#include "limitcheck/random/stream.hpp"

namespace limitcheck::network {

/// Law of sqrt(n / weights) W_ij, of mean 0 and variance 1: normal, +-1, or uniform on [-sqrt 3, sqrt 3].
enum class WeightLaw { gaussian, rademacher, uniform };

/// As simulate_gram, at n^2 weights a layer; weight (i, j) of layer l is number i * n + j of (network, l) in
/// the stream derive(key, "weights"). Y_0 is Gaussian whatever the law. Throws Error when n > 32768.
template <class Real = float>
void simulate_dense(const Architecture& architecture, WeightLaw law, const GramMatrix& gram, Width width,
                    Depth depth, random::StreamKey key, std::uint64_t first_network,
                    std::span<const std::uint32_t> layers,
                    const std::type_identity_t<Recorder<Real>>& record);

}  // namespace limitcheck::network
