// The norm chain's shadow: docs/theory/resnet-commute, section 5.1, in high precision. The rejection's
// decisions are made again too, so that one that rounding turns shows up as a gap.
#include <limits>

#include "limitcheck/network/shadow_sampler.hpp"
#include "network/driver.hpp"
#include "network/shadow_parts.hpp"

namespace limitcheck::network {

using detail::ShadowReal;

namespace {

/// P(K <= k) for k = 0 .. n, K ~ Bin(n, 1/2).
std::vector<ShadowReal> fair_binomial(std::uint32_t n) {
    std::vector<ShadowReal> cumulative(std::size_t{n} + 1);
    ShadowReal weight = ldexp(ShadowReal(1), -static_cast<int>(n));
    ShadowReal sum;
    for (std::uint32_t k = 0; k <= n; ++k) {
        sum += weight;
        cumulative[k] = sum;
        weight *= ShadowReal(n - k) / (k + 1);
    }
    return cumulative;
}

ShadowReal uniform_of(std::uint32_t low, std::uint32_t high) {
    return random::unit_interval(low | std::uint64_t{high} << 32);
}

/// log chi^2_k as norm_chain.cpp draws it: attempt i uses the normal and the uniform number of block i.
ShadowReal log_chi_square(std::uint32_t k, random::StreamKey key, std::uint64_t network, std::uint32_t layer,
                          detail::ShadowStore& store) {
    const ShadowReal d = ShadowReal(k) / 2 - ShadowReal(1) / 3;
    const ShadowReal c = 1 / sqrt(9 * d);
    for (std::uint32_t attempt = 1;; ++attempt) {
        const std::size_t place = std::size_t{4} * attempt;
        const ShadowReal z = (*store.normals(key, network, layer, place + 1))[place];
        if (k == 1) {
            return log(z * z);
        }
        const ShadowReal root = 1 + c * z;
        if (!(root > 0)) {
            continue;
        }
        const ShadowReal v = root * root * root;
        const random::PhiloxCounter words = random::words(key, network, layer, attempt);
        if (log(uniform_of(words[2], words[3])) < z * z / 2 + d - d * v + d * log(v)) {
            return log(2 * d) + log(v);
        }
    }
}

}  // namespace

void shadow_norm(double weights, Width width, Depth depth, random::StreamKey key, std::size_t networks,
                 std::span<const std::uint32_t> layers, ShadowNoise& noise, const NormRecorder& record) {
    detail::check_run(width, depth, 0, layers);
    detail::check_networks(networks);
    if (!(weights > 0) || !std::isfinite(weights)) {
        throw Error("a weight's variance is " + std::to_string(weights) + "/n: give a positive number");
    }
    const random::StreamKey stream = random::derive(key, "norm");
    const std::vector<ShadowReal> active = fair_binomial(width.value);
    const ShadowReal scale = log(ShadowReal(2) / width.value);
    const ShadowReal growth = log(ShadowReal(weights) / 2);
    std::vector<ShadowReal> norms(networks);
    NormView view;
    std::size_t next = 0;
    for (std::uint32_t layer = 0; next < layers.size(); ++layer) {
        for (std::size_t network = 0; network < networks; ++network) {
            if (view.dead[network]) {
                continue;
            }
            const random::PhiloxCounter words = random::words(stream, network, layer, 0);
            const auto k = static_cast<std::uint32_t>(
                std::upper_bound(active.begin(), active.end() - 1, uniform_of(words[0], words[1])) -
                active.begin());
            if (k == 0) {
                view.dead[network] = true;
            } else {
                norms[network] += log_chi_square(k, stream, network, layer, noise.store()) + scale;
                norms[network] += layer > 0 ? growth : ShadowReal(0);
            }
        }
        view.layer = layer;
        if (layers[next] == layer) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const std::size_t network = lane < networks ? lane : 0;
                view.dead[lane] = view.dead[network];
                view.log_norm[lane] = view.dead[network] ? -std::numeric_limits<double>::infinity()
                                                         : static_cast<double>(norms[network]);
            }
            record(next++, view);
        }
    }
}

}  // namespace limitcheck::network
