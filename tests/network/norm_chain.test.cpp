// The norm chain: one layer's exact moments (docs/theory/resnet-commute, section 5.1), death, and the Gram
// sampler's law.
#include "limitcheck/network/norm_chain.hpp"

#include <array>
#include <cmath>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "limitcheck/network/gram_sampler.hpp"
#include "limitcheck/network/observables.hpp"
#include "sample.hpp"

using namespace limitcheck;
using namespace limitcheck::network;

namespace {

constexpr random::StreamKey key{0x4042ULL};

struct Norms {
    tests::Sample logs;  ///< of living networks
    std::size_t dead = 0;
};

Norms norms(double weights, std::uint32_t n, std::uint32_t depth, std::size_t networks) {
    Norms result;
    const std::array layers{depth};
    for_each_group(0, networks, [&](std::uint64_t first, std::size_t) {
        simulate_norm(weights, Width{n}, Depth{depth}, key, first, layers,
                      [&](std::size_t, const NormView& view) {
                          for (std::size_t lane = 0; lane < lanes; ++lane) {
                              if (view.dead[lane]) {
                                  REQUIRE(view.log_norm[lane] == -std::numeric_limits<double>::infinity());
                                  ++result.dead;
                              } else {
                                  result.logs.values.push_back(view.log_norm[lane]);
                              }
                          }
                      });
    });
    return result;
}

}  // namespace

TEST_CASE("the log norm has the exact mean and variance given survival") {
    // (n, m_n, s_n^2) of section 5.1; after l layers a sum of l + 1 terms.
    struct Row {
        std::uint32_t n;
        double mean, variance;
    };
    const Row rows[] = {{10, -0.30746101069185717281, 0.8667342530526032636},
                        {20, -0.13718672476902975001, 0.31175807500001709001},
                        {100, -0.025420885622756776851, 0.051939992148725336074},
                        {1000, -0.0025040953856271829274, 0.0050185853166522069283}};
    const std::uint32_t depth = 7;
    for (const Row& row : rows) {
        CAPTURE(row.n);
        const Norms found = norms(2, row.n, depth, 32000);
        CHECK(std::fabs(found.logs.z((depth + 1) * row.mean)) < tests::five_sigma);
        CHECK(std::fabs(found.logs.variance() / ((depth + 1) * row.variance) - 1) < 0.06);
        CHECK(std::fabs(norms(1, row.n, depth, 32000).logs.mean() - found.logs.mean() +
                        depth * std::log(2.0)) < 1e-9);
    }
    // Power: the leading order -5/(2n) is not the mean at n = 10.
    CHECK(std::fabs(norms(2, 10, depth, 32000).logs.z((depth + 1) * -0.25)) > tests::five_sigma);
}

TEST_CASE("a layer dies with probability 2^-n") {
    const std::size_t networks = 16000;
    for (const std::uint32_t n : {1U, 2U, 5U}) {
        CAPTURE(n);
        const double dies = 1 - std::pow(1 - std::ldexp(1.0, -static_cast<int>(n)), 3);
        const Norms found = norms(2, n, 2, networks);
        const double deviation = std::sqrt(static_cast<double>(networks) * dies * (1 - dies));
        CHECK(std::fabs(static_cast<double>(found.dead) - static_cast<double>(networks) * dies) <
              tests::five_sigma * deviation);
    }
}

TEST_CASE("the norm chain has the Gram sampler's law") {
    const std::array layers{5U};
    tests::Sample gram;
    for_each_group(0, 20000, [&](std::uint64_t first, std::size_t) {
        simulate_gram(mlp(), GramMatrix::one(), Width{12}, Depth{5}, key, first, layers,
                      [&](std::size_t, const LayerView<float>& view) {
                          for (const double r : post_activation(view, 0, 0)) {
                              if (r > 0) {
                                  gram.values.push_back(std::log(2 * r));
                              }
                          }
                      });
    });
    CHECK(tests::ks(gram, norms(2, 12, 5, 20000).logs) < tests::ks_threshold);
    CHECK(tests::ks(gram, norms(2, 13, 5, 20000).logs) > tests::ks_threshold);  // power: one neuron more
}

TEST_CASE("a norm chain does not depend on the widths that its thread simulated before") {
    for (const std::uint32_t n : {7U, 64U, 8U, 64U, 100'000U, 7U}) {
        CAPTURE(n);
        std::vector<double> fresh;
        std::thread([&] { fresh = norms(2, n, 2, 32).logs.values; }).join();
        CHECK(norms(2, n, 2, 32).logs.values == fresh);
    }
}

TEST_CASE("wrong weights are refused") {
    CHECK_THROWS_AS(norms(0, 4, 1, 16), Error);
    CHECK_THROWS_AS(norms(-1, 4, 1, 16), Error);
}
