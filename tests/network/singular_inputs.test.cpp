// Inputs and layers whose Gram matrices are singular, or so near to it that rounding decides: more inputs
// than neurons, inputs in a plane. The law of a layer given the one before is what has to survive.
#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/network/dense_sampler.hpp"
#include "limitcheck/network/gram_sampler.hpp"
#include "limitcheck/network/observables.hpp"

using namespace limitcheck;
using namespace limitcheck::network;

namespace {

constexpr random::StreamKey key{0x51c6ULL};

GramMatrix equally_correlated(std::uint32_t k, double correlation) {
    std::vector<double> values(std::size_t{k} * k, correlation);
    for (std::uint32_t i = 0; i < k; ++i) {
        values[std::size_t{i} * k + i] = 1;
    }
    return {k, values};
}

/// Inner products of k vectors of dimension d, row-major, over d.
GramMatrix of_vectors(std::uint32_t k, const std::vector<double>& vectors) {
    const std::size_t d = vectors.size() / k;
    std::vector<double> values(std::size_t{k} * k);
    for (std::size_t i = 0; i < k; ++i) {
        for (std::size_t j = 0; j < k; ++j) {
            for (std::size_t p = 0; p < d; ++p) {
                values[i * k + j] += vectors[i * d + p] * vectors[j * d + p] / static_cast<double>(d);
            }
        }
    }
    return {k, values};
}

/// The largest |Y_2(a)|^2 / (n E[Y_2(a)^2 | Y_1]) of an MLP over networks and inputs: chi^2_n/n each.
template <class Real>
double largest_share(std::uint32_t n, std::uint32_t k, std::uint64_t groups) {
    double largest = 0;
    for (std::uint64_t group = 0; group < groups; ++group) {
        std::vector<LaneValues> expected;
        simulate_gram<Real>(
            mlp(), equally_correlated(k, 0.1), Width{n}, Depth{2}, key, group * lanes, std::array{1U, 2U},
            [&](std::size_t at, const LayerView<Real>& view) {
                for (std::uint32_t a = 0; a < k; ++a) {
                    const LaneValues moment = at == 0 ? post_activation(view, a, a) : second_moment(view, a);
                    if (at == 0) {
                        expected.push_back(moment);
                        continue;
                    }
                    for (std::size_t lane = 0; lane < lanes; ++lane) {
                        if (expected[a][lane] > 0) {
                            largest = std::max(largest, moment[lane] / (2 * expected[a][lane]));
                        }
                    }
                }
            });
    }
    return largest;
}

/// Largest |Y(2) - Y(0) - Y(1)| over the largest |Y| of a linear residual network, inputs x, y, x + y.
template <class Real>
double broken_sum(std::uint32_t n, std::uint32_t depth) {
    const GramMatrix inputs = of_vectors(3, {1, 2, 3, -1, 4, 1});
    double largest = 0;
    double gap = 0;
    for (std::uint64_t group = 0; group < 8; ++group) {
        simulate_gram<Real>(resnet().activation(Identity{}), inputs, Width{n}, Depth{depth}, key,
                            group * lanes, std::array{depth}, [&](std::size_t, const LayerView<Real>& view) {
                                for (std::uint32_t neuron = 0; neuron < n; ++neuron) {
                                    for (std::size_t lane = 0; lane < lanes; ++lane) {
                                        const double x = view.pre(neuron, 0)[lane];
                                        const double y = view.pre(neuron, 1)[lane];
                                        const double sum = view.pre(neuron, 2)[lane];
                                        largest = std::max(largest, std::fabs(sum));
                                        gap = std::max(gap, std::fabs(sum - x - y));
                                    }
                                }
                            });
    }
    return gap / largest;
}

}  // namespace

TEST_CASE("with more inputs than neurons a layer's variance is that of the layer before") {
    // P(chi^2_n > 14 n) is below 3e-11 for n = 4 and less beyond; 20,000 networks of eight inputs each.
    for (const std::uint32_t n : {4U, 6U, 8U}) {
        CHECK(largest_share<float>(n, 8, 1250) < 14);
        CHECK(largest_share<double>(n, 8, 1250) < 14);
    }
    CHECK(largest_share<float>(3, 4, 1250) < 18);
}

TEST_CASE("dependent inputs stay dependent in a linear network") {
    for (const std::uint32_t n : {2U, 3U, 16U, 200U}) {
        CHECK(broken_sum<float>(n, 64) < 2e-5);
        CHECK(broken_sum<double>(n, 64) < 1e-12);
    }
}

TEST_CASE("inputs of any rank are inputs") {
    std::mt19937 random(1);
    std::normal_distribution<> normal;
    for (std::uint32_t k = 1; k <= most_inputs; ++k) {
        for (std::uint32_t d = 1; d <= k; ++d) {
            for (int repeat = 0; repeat < 40; ++repeat) {
                std::vector<double> vectors(std::size_t{k} * d);
                std::generate(vectors.begin(), vectors.end(), [&] { return normal(random); });
                CHECK_NOTHROW(of_vectors(k, vectors));
            }
        }
    }
    CHECK_NOTHROW(of_vectors(4, {1, 2, 3, 1, 1, 1, 2, 5}));
    // One negative direction, far from the first pivots, and one of a thousandth.
    CHECK_THROWS_AS(GramMatrix(3, {1, 0.9, -0.9, 0.9, 1, 0.9, -0.9, 0.9, 1}), Error);
    CHECK_THROWS_AS(GramMatrix(3, {1, 0.5, -0.501, 0.5, 1, 0.5, -0.501, 0.5, 1}), Error);
    CHECK_THROWS_AS(GramMatrix(3, {1, 1, 0, 1, 1, 1e-3, 0, 1e-3, 1}), Error);
}

TEST_CASE("the rows of singular inputs have their covariance") {
    // x, y, x + y, x - y, 2 x, 0: layer 0 keeps every relation.
    const GramMatrix inputs = of_vectors(6, {1, 2, 3, -1, 4, 1, -2, 3, 2, 4, 0, 0});
    simulate_gram<double>(resnet(), inputs, Width{50}, Depth{1}, key, 0, std::array{0U},
                          [&](std::size_t, const LayerView<double>& view) {
                              for (std::uint32_t neuron = 0; neuron < 50; ++neuron) {
                                  const auto y = [&](std::uint32_t a) { return view.pre(neuron, a)[5]; };
                                  CHECK(y(2) == Approx(y(0) + y(1)).margin(1e-12));
                                  CHECK(y(3) == Approx(y(0) - y(1)).margin(1e-12));
                                  CHECK(y(4) == Approx(2 * y(0)).margin(1e-12));
                                  CHECK(y(5) == 0);
                              }
                          });
}

TEST_CASE("a branch scale is a number, and a sine has digits") {
    CHECK_THROWS_AS(constant(std::nan("")), Error);
    CHECK_THROWS_AS(scales({1, std::nan("")}), Error);
    CHECK_THROWS_AS(constant(INFINITY), Error);
    CHECK_THROWS_AS(resnet().activation(LeakyRelu{INFINITY}), Error);
    simulate_gram<double>(resnet(), GramMatrix::one(1e16), Width{4}, Depth{1}, key, 0, std::array{1U},
                          [](std::size_t, const LayerView<double>& view) {
                              CHECK_THROWS_WITH(mean_witness(view, Witness::sine, 0),
                                                Catch::Contains("beyond 1e6"));
                          });
}
