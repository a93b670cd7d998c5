// The excess sampler's shadow: the recursion of docs/theory/control-variates, section 2, over the layers of
// networks and chains in high precision.
#include <numeric>

#include "limitcheck/network/limit_chain.hpp"
#include "limitcheck/network/observables.hpp"
#include "limitcheck/network/shadow_sampler.hpp"

namespace limitcheck::network {

namespace {

/// Pairs of inputs in the order of Excess::packed.
struct Pair {
    std::uint32_t a;
    std::uint32_t b;
};
constexpr std::array<Pair, 3> pairs{{{0, 0}, {1, 0}, {1, 1}}};

/// <Y(a), Y(b)>/n less the same of the chains; network and chain are close, so the difference of each product
/// is taken before the sum.
LaneValues pre_gap(const CoupledView<double>& view, Pair pair) {
    LaneValues gap{};
    for (std::uint32_t i = 0; i < view.width(); ++i) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            gap[lane] += view.pre(i, pair.a)[lane] * view.pre(i, pair.b)[lane] -
                         view.limit(i, pair.a)[lane] * view.limit(i, pair.b)[lane];
        }
    }
    for (double& x : gap) {
        x /= view.width();
    }
    return gap;
}

/// The derivative of E phi(Y(a)) phi(Y(b)) in the direction of a change of K.
double derivative(const GramMatrix& k, Pair pair, const std::array<double, 3>& change) {
    if (pair.a == pair.b) {
        return change[pair.a == 0 ? 0 : 2] / 2;
    }
    const ReluDerivatives by = relu_moment_derivatives(k(0, 0), k(0, 1), k(1, 1));
    return by.by_first * change[0] + by.by_covariance * change[1] + by.by_second * change[2];
}

}  // namespace

void shadow_excess(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                   random::StreamKey key, std::size_t networks, std::span<const std::uint32_t> layers,
                   ShadowNoise& noise, const ExcessRecorder<double>& record) {
    require(std::holds_alternative<Relu>(architecture.activation()), "shadow_excess: relu alone");
    if (layers.empty()) {
        return;
    }
    std::vector<std::uint32_t> all(layers.back() + 1);
    std::iota(all.begin(), all.end(), 0U);
    const std::size_t entries = gram.inputs() == 1 ? 1 : 3;
    Excess x;
    std::array<LaneValues, 3> post{};  // G - Gt and C - Ct of the layer before
    std::array<LaneValues, 3> pre{};
    GramMatrix limit = gram;  // K of the layer before
    std::size_t next = 0;
    const auto advance = [&](std::uint32_t layer) {
        const double alpha = architecture.alpha(layer, depth);
        const double scale = alpha * alpha * architecture.weights();
        const Excess before = x;
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            std::array<double, 3> rest{};
            for (std::size_t e = 0; e < entries; ++e) {
                rest[e] = before.packed[e][lane] - pre[e][lane];
            }
            for (std::size_t e = 0; e < entries; ++e) {
                x.packed[e][lane] = (architecture.has_skip() ? before.packed[e][lane] : 0.0) +
                                    scale * (post[e][lane] + derivative(limit, pairs[e], rest));
            }
        }
        limit = next_limit(architecture, limit, layer, depth);
    };
    shadow_coupled(architecture, gram, width, depth, key, networks, all, noise,
                   [&](std::size_t, const CoupledView<double>& view) {
                       if (view.layer() > 0) {
                           advance(view.layer());
                       }
                       for (std::size_t e = 0; e < entries; ++e) {
                           post[e] = post_activation_gap(view, pairs[e].a, pairs[e].b);
                           pre[e] = pre_gap(view, pairs[e]);
                       }
                       if (layers[next] == view.layer()) {
                           record(next++, view, x);
                       }
                   });
}

}  // namespace limitcheck::network
