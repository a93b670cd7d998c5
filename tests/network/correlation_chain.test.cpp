// The correlation chain: one layer's exact moments at vanishing 1 - rho (docs/theory/collapse, section 1),
// the infinite-width recursion, the Gram sampler's law, and what happens with few neurons.
#include "limitcheck/network/correlation_chain.hpp"

#include <array>
#include <cmath>

#include "../random/targets.hpp"
#include "catch.hpp"
#include "limitcheck/network/gram_sampler.hpp"
#include "limitcheck/network/observables.hpp"
#include "sample.hpp"

using namespace limitcheck;
using namespace limitcheck::network;

namespace {

constexpr random::StreamKey key{0xc0 + 0xffee00ULL};

/// (1 - rho_l)/scale over networks that are not dead.
tests::Sample ratios(double start, std::uint32_t n, std::uint32_t depth, std::size_t networks, double scale) {
    tests::Sample sample;
    const std::array layers{depth};
    for_each_group(0, networks, [&](std::uint64_t first, std::size_t) {
        simulate_correlation(start, Width{n}, Depth{depth}, key, first, layers,
                             [&](std::size_t, const CorrelationView& view) {
                                 for (std::size_t lane = 0; lane < lanes; ++lane) {
                                     if (!view.dead[lane]) {
                                         sample.values.push_back(view.one_minus_rho[lane] / scale);
                                     }
                                 }
                             });
    });
    return sample;
}

}  // namespace

TEST_CASE("one layer's ratio has the exact moments as 1 - rho vanishes") {
    // (n, E ratio, E log ratio, n Var log ratio), given at least 3 active neurons.
    struct Row {
        std::uint32_t n;
        double ratio, log_ratio, scaled_variance;
    };
    const Row rows[] = {{20, 1.13847522046530671, -0.12746892405304522, 10.27745048},
                        {100, 1.02106712256320231, -0.0208426849025280924, 8.338191836}};
    for (const Row& row : rows) {
        for (const double start : {1e-10, 1e-150, 1e-280}) {
            CAPTURE(row.n, start);
            tests::Sample ratio = ratios(start, row.n, 1, 48000, start);
            // At n = 20 the excluded event has probability 2e-4 and does not matter at this size.
            CHECK(std::fabs(ratio.z(row.ratio)) < tests::five_sigma);
            tests::Sample logs;
            for (const double value : ratio.values) {
                if (value > 0) {
                    logs.values.push_back(std::log(value));
                }
            }
            CHECK(std::fabs(logs.z(row.log_ratio)) < tests::five_sigma);
            CHECK(std::fabs(logs.variance() * row.n / row.scaled_variance - 1) < 0.08);
        }
    }
}

TEST_CASE("wide layers follow the infinite-width recursion") {
    // 1 - c_l for c_0 = 0 in pre-activations: the first post-activation correlation is f(0) = 1/pi.
    const double pi = std::acos(-1.0);
    const tests::Sample sample = ratios(1 - 1 / pi, 4000, 4, 320, 1.0);
    // Section 5.2: 1 - c_5 = 0.26405..; the finite width costs O(1/n).
    CHECK(std::fabs(sample.mean() - 0.2640536493723633) < tests::five_sigma * sample.standard_error() + 5e-4);
    CHECK(sample.standard_error() < 2e-3);
}

TEST_CASE("the chain has the law of the Gram sampler's post-activation correlation") {
    const std::uint32_t n = 24;
    tests::Sample gram;
    const std::array layers{0U, 4U};
    const double rho0 = 0.9;  // of post-activations at layer 0: two nets that start alike
    // Post-activations at layer 0 are random in the sampler, so compare chains that start at layer 1: a
    // network whose layer 0 has pre-activation correlation c gives at l the chain's state after l layers from
    // rho = c.
    for_each_group(0, 20000, [&](std::uint64_t first, std::size_t) {
        simulate_gram<double>(
            mlp(), GramMatrix::pair(rho0), Width{n}, Depth{4}, key, first, layers,
            [&](std::size_t index, const LayerView<double>& view) {
                if (index == 0) {
                    return;
                }
                const LaneValues ab = post_activation(view, 0, 1);
                const LaneValues aa = post_activation(view, 0, 0);
                const LaneValues bb = post_activation(view, 1, 1);
                for (std::size_t lane = 0; lane < lanes; ++lane) {
                    if (aa[lane] > 0 && bb[lane] > 0) {
                        gram.values.push_back(1 - ab[lane] / std::sqrt(aa[lane] * bb[lane]));
                    }
                }
            });
    });
    const tests::Sample chain = ratios(1 - rho0, n, 5, 20000, 1.0);
    CHECK(tests::ks(gram, chain) < tests::ks_threshold);
    // Power: a layer more is seen.
    CHECK(tests::ks(gram, ratios(1 - rho0, n, 6, 20000, 1.0)) > tests::ks_threshold);
}

TEST_CASE("one neuron is parallel or dead, and parallel outputs stay parallel") {
    const std::array layers{1U};
    int dead = 0;
    for_each_group(0, 1600, [&](std::uint64_t first, std::size_t) {
        simulate_correlation(1.0, Width{1}, Depth{1}, key, first, layers,
                             [&](std::size_t, const CorrelationView& view) {
                                 for (std::size_t lane = 0; lane < lanes; ++lane) {
                                     dead += view.dead[lane] ? 1 : 0;
                                     REQUIRE((view.dead[lane] ? std::isnan(view.one_minus_rho[lane])
                                                              : view.one_minus_rho[lane] == 0));
                                 }
                             });
    });
    CHECK(std::abs(dead - 1200) < 90);  // both positive with probability 1/4; five standard deviations
    for (const double value : ratios(0.0, 10, 3, 160, 1.0).values) {
        CHECK(value == 0);
    }
    CHECK_THROWS_AS(ratios(1.5, 10, 1, 16, 1.0), Error);
    CHECK_THROWS_AS(ratios(-0.1, 10, 1, 16, 1.0), Error);
    // Below what double holds it says so, and does not call underflow parallel.
    CHECK_THROWS_AS(ratios(1e-295, 10, 1, 16, 1.0), Error);
    CHECK_THROWS_AS(ratios(0.5, 32, 20000, 16, 1.0), Error);
}

TEST_CASE("the correlation chain has the same bits on any target") {
    const tests::Sample expected = ratios(0.5, 150, 5, 32, 1.0);
    tests::for_each_target([&](const std::string& target) {
        CAPTURE(target);
        CHECK(ratios(0.5, 150, 5, 32, 1.0).values == expected.values);
    });
}
