// The Gram sampler written as its definition reads, for one network and input pair or single input, in
// double: what the vector code is checked against.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "limitcheck/network/architecture.hpp"
#include "limitcheck/network/gram_matrix.hpp"
#include "limitcheck/random/stream.hpp"

namespace limitcheck::tests {

/// Y_l[neuron * k + input] of one network.
inline std::vector<double> reference_network(const network::Architecture& architecture,
                                             const network::GramMatrix& gram, std::uint32_t n,
                                             network::Depth depth, random::StreamKey key,
                                             std::uint64_t sample, std::uint32_t last) {
    const std::uint32_t k = gram.inputs();
    const random::StreamKey noise = random::derive(key, "noise");
    std::vector<double> root(std::size_t{k} * k);
    network::cholesky(k, gram.values(), root);
    std::vector<double> y(std::size_t{n} * k, 0.0);
    for (std::uint32_t layer = 0; layer <= last; ++layer) {
        double scale = 1;
        if (layer > 0) {
            std::vector<double> moments(std::size_t{k} * k, 0.0);
            for (std::uint32_t i = 0; i < n; ++i) {
                for (std::uint32_t a = 0; a < k; ++a) {
                    for (std::uint32_t b = 0; b < k; ++b) {
                        moments[a * k + b] += network::activate(architecture.activation(), y[i * k + a]) *
                                              network::activate(architecture.activation(), y[i * k + b]) / n;
                    }
                }
            }
            network::cholesky(k, moments, root);
            scale = architecture.alpha(layer, depth) * std::sqrt(architecture.weights());
        }
        for (std::uint32_t i = 0; i < n; ++i) {
            for (std::uint32_t a = 0; a < k; ++a) {
                double step = 0;
                for (std::uint32_t b = 0; b <= a; ++b) {
                    step += root[a * k + b] *
                            random::normal<double>(noise, sample, layer, random::normal_index(i, b, k));
                }
                const bool kept = layer > 0 && architecture.has_skip();
                y[i * k + a] = (kept ? y[i * k + a] : 0.0) + scale * step;
            }
        }
    }
    return y;
}

}  // namespace limitcheck::tests
