#include "limitcheck/network/shadow_sampler.hpp"

#include <bit>

#include "network/driver.hpp"
#include "network/shadow_parts.hpp"

namespace limitcheck::network {

using detail::ShadowMatrix;
using detail::ShadowReal;
using detail::ShadowRow;
using detail::ShadowState;

namespace {

/// Among the roots S of C C^T the nearest to H, k <= 2 (coupled_sampler.cpp has the same in double).
ShadowMatrix nearest_root(std::uint32_t k, const ShadowMatrix& c, const ShadowMatrix& h) {
    if (k == 1) {
        return c;
    }
    const ShadowReal cosine = c[0] * h[0] + c[2] * h[2] + c[1] * h[1] + c[3] * h[3];
    const ShadowReal sine = c[1] * h[0] + c[3] * h[2] - c[0] * h[1] - c[2] * h[3];
    const ShadowReal norm = sqrt(cosine * cosine + sine * sine);
    if (!(norm > 0)) {
        return c;
    }
    const ShadowReal x = cosine / norm;
    const ShadowReal y = sine / norm;
    return {c[0] * x + c[1] * y, c[1] * x - c[0] * y, c[2] * x + c[3] * y, c[3] * x - c[2] * y};
}

/// The symmetric root of a positive semidefinite matrix, k <= 2.
ShadowMatrix symmetric_root(std::uint32_t k, const ShadowMatrix& a) {
    if (k == 1) {
        return {sqrt(a[0])};
    }
    const ShadowReal det = a[0] * a[3] - a[1] * a[2];
    const ShadowReal root_det = det > 0 ? ShadowReal(sqrt(det)) : ShadowReal(0);
    const ShadowReal norm = sqrt(a[0] + a[3] + 2 * root_det);
    if (!(norm > 0)) {
        return ShadowMatrix(a.size());
    }
    return {(a[0] + root_det) / norm, a[1] / norm, a[2] / norm, (a[3] + root_det) / norm};
}

ShadowMatrix times(ShadowMatrix matrix, const ShadowReal& factor) {
    for (ShadowReal& entry : matrix) {
        entry *= factor;
    }
    return matrix;
}

/// Standardised weights 0 .. count-1 of a layer, as simulate_dense draws them.
ShadowRow weights_of(WeightLaw law, random::StreamKey key, std::uint64_t sample, std::uint32_t layer,
                     std::size_t count, detail::ShadowStore& store) {
    if (law == WeightLaw::gaussian) {
        return *store.normals(key, sample, layer, count);
    }
    const ShadowReal root_3 = sqrt(ShadowReal(3));
    ShadowRow weights(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t word =
            random::words(key, sample, layer, static_cast<std::uint32_t>(i / 4))[i % 4];
        if (law == WeightLaw::rademacher) {
            weights[i] = (word >> 31) != 0 ? -1 : 1;
        } else {
            weights[i] = root_3 * ((static_cast<double>(std::bit_cast<std::int32_t>(word)) + 0.5) * 0x1p-31);
        }
    }
    return weights;
}

}  // namespace

void shadow_gram(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                 random::StreamKey key, std::size_t networks, std::span<const std::uint32_t> layers,
                 ShadowNoise& noise, const Recorder<double>& record) {
    detail::check_run(width, depth, 0, layers);
    detail::check_networks(networks);
    const std::uint32_t k = gram.inputs();
    const std::size_t normals = std::size_t{width.value} * k;
    const random::StreamKey stream = random::derive(key, "noise");
    const auto phi = detail::shadow_activation(architecture.activation());
    const detail::ShadowScales scales(architecture, depth, sqrt(ShadowReal(architecture.weights())));
    const ShadowMatrix input_root = detail::shadow_cholesky(k, detail::shadow_matrix(gram));
    std::vector<ShadowState> states(networks, ShadowState(width.value, k));
    std::size_t next = 0;
    for (std::uint32_t layer = 0; next < layers.size(); ++layer) {
        for (std::size_t network = 0; network < networks; ++network) {
            ShadowState& state = states[network];
            const ShadowMatrix root =
                layer == 0 ? input_root
                           : times(detail::shadow_cholesky(k, detail::shadow_moments(state, k, phi)),
                                   scales.at(layer));
            detail::shadow_step(state, k, *noise.store().normals(stream, network, layer, normals), root,
                                layer > 0 && architecture.has_skip());
        }
        if (layers[next] == layer) {
            const std::vector<double> values = detail::shadow_values(states);
            record(next++, LayerView<double>(architecture, layer, width.value, k, values.data()));
        }
    }
}

void shadow_coupled(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                    random::StreamKey key, std::size_t networks, std::span<const std::uint32_t> layers,
                    ShadowNoise& noise, const CoupledRecorder<double>& record) {
    detail::check_run(width, depth, 0, layers);
    detail::check_networks(networks);
    const std::uint32_t k = gram.inputs();
    require(k <= 2, "shadow_coupled: one or two inputs");
    const std::size_t normals = std::size_t{width.value} * k;
    const random::StreamKey stream = random::derive(key, "noise");
    const auto phi = detail::shadow_activation(architecture.activation());
    const detail::ShadowScales scales(architecture, depth, sqrt(ShadowReal(architecture.weights())));
    const ShadowMatrix input_root = detail::shadow_cholesky(k, detail::shadow_matrix(gram));
    detail::ShadowLimit limit(architecture, gram);
    std::vector<ShadowState> states(networks, ShadowState(width.value, k));
    std::vector<ShadowState> chains = states;
    std::size_t next = 0;
    for (std::uint32_t layer = 0; next < layers.size(); ++layer) {
        const bool skip = layer > 0 && architecture.has_skip();
        const ShadowMatrix h = layer == 0 ? input_root : symmetric_root(k, limit.post_moments());
        const ShadowMatrix chain_root = layer == 0 ? input_root : times(h, scales.at(layer));
        for (std::size_t network = 0; network < networks; ++network) {
            ShadowState& state = states[network];
            const ShadowMatrix root =
                layer == 0
                    ? input_root
                    : times(nearest_root(k, detail::shadow_cholesky(k, detail::shadow_moments(state, k, phi)),
                                         h),
                            scales.at(layer));
            const auto drawn = noise.store().normals(stream, network, layer, normals);
            detail::shadow_step(state, k, *drawn, root, skip);
            detail::shadow_step(chains[network], k, *drawn, chain_root, skip);
        }
        if (layer > 0) {
            limit.advance(scales.at(layer));
        }
        if (layers[next] == layer) {
            const std::vector<double> values = detail::shadow_values(states);
            const std::vector<double> chain = detail::shadow_values(chains);
            record(next++,
                   CoupledView<double>(LayerView<double>(architecture, layer, width.value, k, values.data()),
                                       LayerView<double>(architecture, layer, width.value, k, chain.data())));
        }
    }
}

void shadow_dense(const Architecture& architecture, WeightLaw law, const GramMatrix& gram, Width width,
                  Depth depth, random::StreamKey key, std::size_t networks,
                  std::span<const std::uint32_t> layers, ShadowNoise& noise, const Recorder<double>& record) {
    detail::check_run(width, depth, 0, layers);
    detail::check_networks(networks);
    const std::uint32_t k = gram.inputs();
    const std::size_t n = width.value;
    const random::StreamKey stream = random::derive(key, "weights");
    const auto phi = detail::shadow_activation(architecture.activation());
    const detail::ShadowScales scales(architecture, depth, sqrt(ShadowReal(architecture.weights()) / n));
    const ShadowMatrix input_root = detail::shadow_cholesky(k, detail::shadow_matrix(gram));
    std::vector<ShadowState> states(networks, ShadowState(width.value, k));
    std::size_t next = 0;
    for (std::uint32_t layer = 0; next < layers.size(); ++layer) {
        for (std::size_t network = 0; network < networks; ++network) {
            ShadowState& state = states[network];
            if (layer == 0) {
                detail::shadow_step(state, k, *noise.store().normals(stream, network, 0, n * k), input_root,
                                    false);
                continue;
            }
            const ShadowRow weights = weights_of(law, stream, network, layer, n * n, noise.store());
            std::vector<ShadowReal> post(state.values.size());
            for (std::size_t at = 0; at < post.size(); ++at) {
                post[at] = phi(state.values[at]);
            }
            for (std::size_t i = 0; i < n; ++i) {
                for (std::uint32_t a = 0; a < k; ++a) {
                    ShadowReal sum;
                    for (std::size_t j = 0; j < n; ++j) {
                        sum += weights[i * n + j] * post[j * k + a];
                    }
                    ShadowReal& y = state.values[i * k + a];
                    y = (architecture.has_skip() ? y : ShadowReal(0)) + scales.at(layer) * sum;
                }
            }
        }
        if (layers[next] == layer) {
            const std::vector<double> values = detail::shadow_values(states);
            record(next++, LayerView<double>(architecture, layer, width.value, k, values.data()));
        }
    }
}

}  // namespace limitcheck::network
