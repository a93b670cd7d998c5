// The correlation chain's shadow: docs/theory/collapse, section 1, in high precision.
#include <limits>

#include "limitcheck/network/shadow_sampler.hpp"
#include "network/driver.hpp"
#include "network/shadow_parts.hpp"

namespace limitcheck::network {

using detail::ShadowReal;

namespace {

struct Chain {
    ShadowReal one_minus_rho;
    bool dead = false;
};

/// x = relu(u), y = relu((1-e) u + s w) with s^2 = e (2-e), e = 1 - rho: the angle between x and y, through
/// d = (y - x)/s, as in correlation_chain.cpp.
void advance(Chain& chain, std::size_t width, const detail::ShadowRow& normals) {
    if (chain.dead) {
        return;
    }
    const ShadowReal& e = chain.one_minus_rho;
    const ShadowReal step_squared = e * (2 - e);
    const ShadowReal step = sqrt(step_squared);
    const ShadowReal slope = step > 0 ? ShadowReal(e / step) : ShadowReal(0);
    ShadowReal xx;
    ShadowReal xd;
    ShadowReal dd;
    ShadowReal yy;
    std::size_t active = 0;
    for (std::size_t i = 0; i < width; ++i) {
        const ShadowReal& u = normals[2 * i];
        const ShadowReal rise = normals[2 * i + 1] - slope * u;
        const ShadowReal v = u + step * rise;
        if (!(u > 0) && !(v > 0)) {
            continue;
        }
        ++active;
        const ShadowReal x = u > 0 ? u : ShadowReal(0);
        const ShadowReal y = v > 0 ? v : ShadowReal(0);
        const ShadowReal d = u > 0 && v > 0 ? rise : ShadowReal((y - x) / step);
        xx += x * x;
        xd += x * d;
        dd += d * d;
        yy += y * y;
    }
    if (!(xx > 0) || !(yy > 0)) {
        chain.dead = true;
        return;
    }
    if (active <= 1) {
        chain.one_minus_rho = 0;
        return;
    }
    const ShadowReal across = dd - xd * xd / xx;
    ShadowReal sine_squared = across > 0 ? ShadowReal(step_squared * across / yy) : ShadowReal(0);
    if (sine_squared > 1) {
        sine_squared = 1;
    }
    chain.one_minus_rho = sine_squared / (1 + sqrt(1 - sine_squared));
}

}  // namespace

void shadow_correlation(double one_minus_rho0, Width width, Depth depth, random::StreamKey key,
                        std::size_t networks, std::span<const std::uint32_t> layers, ShadowNoise& noise,
                        const CorrelationRecorder& record) {
    detail::check_run(width, depth, 0, layers);
    detail::check_networks(networks);
    require(one_minus_rho0 >= 0 && one_minus_rho0 <= 1, "shadow_correlation: 1 - rho in [0, 1]");
    const random::StreamKey stream = random::derive(key, "correlation");
    std::vector<Chain> chains(networks, Chain{one_minus_rho0});
    std::size_t next = 0;
    for (std::uint32_t layer = 0; next < layers.size(); ++layer) {
        for (std::size_t network = 0; layer > 0 && network < networks; ++network) {
            advance(chains[network], width.value,
                    *noise.store().normals(stream, network, layer, std::size_t{2} * width.value));
        }
        if (layers[next] == layer) {
            CorrelationView view;
            view.layer = layer;
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const Chain& chain = chains[lane < networks ? lane : 0];
                view.dead[lane] = chain.dead;
                view.one_minus_rho[lane] = chain.dead ? std::numeric_limits<double>::quiet_NaN()
                                                      : static_cast<double>(chain.one_minus_rho);
            }
            record(next++, view);
        }
    }
}

}  // namespace limitcheck::network
