// The Gram sampler: against its definition on the same random bits, against the dense sampler in law, and at
// the edges: dead networks, one neuron, equal and opposite inputs.
#include "limitcheck/network/gram_sampler.hpp"

#include <array>
#include <cmath>
#include <cstring>
#include <vector>

#include "../random/targets.hpp"
#include "catch.hpp"
#include "limitcheck/network/dense_sampler.hpp"
#include "limitcheck/network/observables.hpp"
#include "reference.hpp"
#include "sample.hpp"

using namespace limitcheck;
using namespace limitcheck::network;

namespace {

constexpr random::StreamKey key{0x5eedULL};

/// k inputs of second moments 1, 1.1, .. and decaying correlations of both signs.
GramMatrix some_inputs(std::uint32_t k) {
    std::vector<double> values(std::size_t{k} * k);
    for (std::uint32_t i = 0; i < k; ++i) {
        for (std::uint32_t j = 0; j < k; ++j) {
            const double distance = i > j ? i - j : j - i;
            values[i * k + j] = std::sqrt((1 + 0.1 * i) * (1 + 0.1 * j)) * std::pow(-0.6, distance);
        }
    }
    return {k, values};
}

/// All pre-activations of a group at the last layer, [neuron][input][lane].
template <class Real>
std::vector<Real> last_layer(const Architecture& architecture, const GramMatrix& gram, std::uint32_t n,
                             std::uint32_t depth, std::uint64_t first) {
    std::vector<Real> all;
    const std::array layers{depth};
    simulate_gram<Real>(architecture, gram, Width{n}, Depth{depth}, key, first, layers,
                        [&](std::size_t, const LayerView<Real>& view) {
                            for (std::uint32_t i = 0; i < n; ++i) {
                                for (std::uint32_t a = 0; a < view.inputs(); ++a) {
                                    const auto row = view.pre(i, a);
                                    all.insert(all.end(), row.begin(), row.end());
                                }
                            }
                        });
    return all;
}

double largest_gap_to_reference(const Architecture& architecture, const GramMatrix& gram, std::uint32_t n,
                                std::uint32_t depth, std::uint64_t first) {
    const std::vector<double> found = last_layer<double>(architecture, gram, n, depth, first);
    double gap = 0;
    for (const std::size_t lane : {std::size_t{0}, std::size_t{5}, lanes - 1}) {
        const std::vector<double> expected =
            tests::reference_network(architecture, gram, n, Depth{depth}, key, first + lane, depth);
        for (std::size_t row = 0; row < expected.size(); ++row) {
            gap = std::max(gap, std::fabs(found[row * lanes + lane] - expected[row]));
        }
    }
    return gap;
}

struct Readings {
    tests::Sample second_moment, covariance, active, largest, neuron, depth_path;
};

template <class Simulate>
Readings read(std::size_t networks, std::uint32_t k, Simulate simulate) {
    Readings readings;
    for_each_group(0, networks, [&](std::uint64_t first, std::size_t) {
        LaneValues early{};
        simulate(first, [&](std::size_t index, const LayerView<float>& view) {
            if (index == 0) {
                early = second_moment(view, k - 1);
                return;
            }
            readings.second_moment.add(second_moment(view, 0));
            readings.covariance.add(covariance(view, 0, k - 1));
            readings.active.add(active_fraction(view, k - 1));
            readings.largest.add(largest(view, k - 1));
            readings.neuron.add(value(view, 3, 0));
            LaneValues late = second_moment(view, k - 1);
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                late[lane] *= early[lane];
            }
            readings.depth_path.add(late);
        });
    });
    return readings;
}

/// The largest Kolmogorov-Smirnov distance over the readings; each exceeds ks_threshold by chance with
/// probability below 1e-6.
double largest_ks(const Readings& a, const Readings& b) {
    return std::max({tests::ks(a.second_moment, b.second_moment), tests::ks(a.covariance, b.covariance),
                     tests::ks(a.active, b.active), tests::ks(a.largest, b.largest),
                     tests::ks(a.neuron, b.neuron), tests::ks(a.depth_path, b.depth_path)});
}

}  // namespace

TEST_CASE("the Gram sampler is its definition, on the same random bits") {
    // Widths that fill parts of 128 neurons and what the cache holds of them, and that do not.
    for (std::uint32_t k = 1; k <= most_inputs; ++k) {
        CAPTURE(k);
        CHECK(largest_gap_to_reference(resnet(), some_inputs(k), 31, 5, 32) < 1e-11);
        CHECK(largest_gap_to_reference(mlp(), some_inputs(k), 70, 3, 0) < 1e-11);
    }
    for (std::uint32_t k = 1; k <= most_inputs; ++k) {
        CAPTURE(k);
        CHECK(largest_gap_to_reference(resnet(), some_inputs(k), 2048 / k + 130, 2, 16) < 1e-11);
    }
    for (const Activation& phi :
         {Activation(LeakyRelu{0.2}), Activation(Tanh{}), Activation(Gelu{}), Activation(Identity{}),
          Activation(UserFunction{"square", [](double x) { return x * x / 4; }})}) {
        CAPTURE(name(phi));
        CHECK(largest_gap_to_reference(resnet().activation(phi), some_inputs(2), 70, 4, 0) < 1e-11);
    }
    CHECK(largest_gap_to_reference(resnet().branch(constant(0.3)).weights(1.7), some_inputs(2), 20, 4, 0) <
          1e-11);
    CHECK(largest_gap_to_reference(resnet().branch(scales({1, 0.5, 0, 0.25})), some_inputs(3), 20, 4, 0) <
          1e-11);
}

TEST_CASE("float follows double on the same random bits") {
    const std::vector<float> floats = last_layer<float>(resnet(), some_inputs(2), 200, 200, 0);
    const std::vector<double> doubles = last_layer<double>(resnet(), some_inputs(2), 200, 200, 0);
    double square = 0;
    for (std::size_t i = 0; i < floats.size(); ++i) {
        square += std::pow(static_cast<double>(floats[i]) - doubles[i], 2);
    }
    const double rms = std::sqrt(square / static_cast<double>(floats.size()));
    CHECK(rms < 2e-6);
    CHECK(rms > 1e-9);  // they are two computations
}

TEST_CASE("a network has the same bits in any call and on any target") {
    const std::vector<float> reference = last_layer<float>(resnet(), some_inputs(3), 90, 6, 160);
    std::vector<float> later;
    for_each_group(144, 48, [&](std::uint64_t first, std::size_t offset) {
        if (offset == 16) {
            later = last_layer<float>(resnet(), some_inputs(3), 90, 6, first);
        }
    });
    REQUIRE(later.size() == reference.size());
    CHECK(std::memcmp(later.data(), reference.data(), reference.size() * sizeof(float)) == 0);
    const std::vector<double> reference_wide = last_layer<double>(resnet(), some_inputs(2), 90, 6, 160);
    const std::vector<float> reference_leaky =
        last_layer<float>(mlp().activation(LeakyRelu{}), some_inputs(8), 40, 3, 0);
    tests::for_each_target([&](const std::string& target) {
        CAPTURE(target);
        CHECK(last_layer<float>(resnet(), some_inputs(3), 90, 6, 160) == reference);
        CHECK(last_layer<double>(resnet(), some_inputs(2), 90, 6, 160) == reference_wide);
        CHECK(last_layer<float>(mlp().activation(LeakyRelu{}), some_inputs(8), 40, 3, 0) == reference_leaky);
    });
}

TEST_CASE("the Gram sampler has the dense sampler's joint law") {
    const std::array layers{2U, 6U};
    const std::size_t networks = 20000;
    for (const std::uint32_t k : {1U, 2U, 4U}) {
        CAPTURE(k);
        const GramMatrix gram = some_inputs(k);
        const auto gram_run = [&](const Architecture& architecture) {
            return read(networks, k, [&](std::uint64_t first, const Recorder<float>& record) {
                simulate_gram(architecture, gram, Width{12}, Depth{6}, key, first, layers, record);
            });
        };
        const auto dense_run = [&](const Architecture& architecture) {
            return read(networks, k, [&](std::uint64_t first, const Recorder<float>& record) {
                simulate_dense(architecture, WeightLaw::gaussian, gram, Width{12}, Depth{6}, key, first,
                               layers, record);
            });
        };
        const Readings dense = dense_run(resnet());
        CHECK(largest_ks(gram_run(resnet()), dense) < tests::ks_threshold);
        CHECK(largest_ks(gram_run(mlp()), dense_run(mlp())) < tests::ks_threshold);
        // Power: a fifth more weight variance is seen.
        CHECK(largest_ks(gram_run(resnet().weights(1.2)), dense) > tests::ks_threshold);
    }
}

TEST_CASE("equal and opposite inputs stay exactly equal and opposite") {
    for (const double q0 : {1.0, 0.7, 3.1}) {
        const std::vector<float> equal = last_layer<float>(resnet(), GramMatrix::pair(1.0, q0), 50, 20, 0);
        const std::vector<double> wide = last_layer<double>(mlp(), GramMatrix::pair(1.0, q0), 50, 20, 0);
        for (std::size_t row = 0; row < equal.size() / lanes; row += 2) {
            REQUIRE(std::memcmp(&equal[row * lanes], &equal[(row + 1) * lanes], lanes * sizeof(float)) == 0);
            REQUIRE(std::memcmp(&wide[row * lanes], &wide[(row + 1) * lanes], lanes * sizeof(double)) == 0);
        }
    }
    const std::array layers{0U, 1U};
    simulate_gram(resnet(), GramMatrix::pair(-1.0), Width{50}, Depth{1}, key, 0, layers,
                  [&](std::size_t index, const LayerView<float>& view) {
                      for (std::uint32_t i = 0; i < view.width() && index == 0; ++i) {
                          for (std::size_t lane = 0; lane < lanes; ++lane) {
                              REQUIRE(view.pre(i, 0)[lane] == -view.pre(i, 1)[lane]);
                          }
                      }
                      for (const double product : post_activation(view, 0, 1)) {
                          REQUIRE((index == 1 || product == 0));
                      }
                  });
}

TEST_CASE("dead networks stay finite") {
    // One neuron: an MLP dies with probability 1/2 a layer, a ResNet moves only while its neuron is positive.
    const std::array layers{0U, 1U, 40U};
    int dead = 0;
    for_each_group(0, 1600, [&](std::uint64_t first, std::size_t) {
        LaneValues before{};
        simulate_gram(mlp(), GramMatrix::one(), Width{1}, Depth{40}, key, first, layers,
                      [&](std::size_t index, const LayerView<float>& view) {
                          const LaneValues y = value(view, 0, 0);
                          for (std::size_t lane = 0; lane < lanes; ++lane) {
                              REQUIRE(std::isfinite(y[lane]));
                              REQUIRE((index != 1 || before[lane] > 0 || y[lane] == 0));
                              dead += index == 1 && y[lane] == 0 ? 1 : 0;
                              REQUIRE((index != 2 || y[lane] == 0));
                          }
                          before = y;
                      });
        simulate_gram(resnet(), GramMatrix::one(), Width{1}, Depth{40}, key, first, layers,
                      [&](std::size_t index, const LayerView<float>& view) {
                          const LaneValues y = value(view, 0, 0);
                          for (std::size_t lane = 0; lane < lanes; ++lane) {
                              REQUIRE((index == 0 || before[lane] > 0 || y[lane] == before[lane]));
                          }
                          before = y;
                      });
    });
    CHECK(std::abs(dead - 800) < 100);  // binomial(1600, 1/2), five standard deviations
    // A zero input never wakes.
    const std::vector<float> zero = last_layer<float>(resnet(), GramMatrix::one(0.0), 5, 3, 0);
    CHECK(std::all_of(zero.begin(), zero.end(), [](float y) { return y == 0; }));
}

TEST_CASE("the record is asked for as documented, or the error says what to mend") {
    const auto run = [](std::uint32_t n, std::uint32_t depth, std::uint64_t first,
                        std::vector<std::uint32_t> layers, const Architecture& architecture = resnet()) {
        std::vector<std::uint32_t> seen;
        simulate_gram(architecture, GramMatrix::one(), Width{n}, Depth{depth}, key, first, layers,
                      [&](std::size_t index, const LayerView<float>& view) {
                          REQUIRE(seen.size() == index);
                          seen.push_back(view.layer());
                      });
        return seen;
    };
    CHECK(run(4, 9, 0, {0, 3, 9}) == std::vector<std::uint32_t>{0, 3, 9});
    CHECK(run(4, 9, 0, {}).empty());
    CHECK_THROWS_AS(run(4, 9, 0, {10}), Error);
    CHECK_THROWS_AS(run(4, 9, 0, {3, 3}), Error);
    CHECK_THROWS_AS(run(4, 9, 8, {3}), Error);
    CHECK_THROWS_AS(run(0, 9, 0, {3}), Error);
    CHECK_THROWS_AS(run(4, 9, 0, {3}, resnet().branch(scales({1.0}))), Error);
    // Out of the range of float, but not of double.
    const Architecture exploding = resnet().branch(constant(1.0));
    CHECK_THROWS_AS(run(16, 400, 0, {400}, exploding), Error);
    const std::array layers{400U};
    simulate_gram<double>(exploding, GramMatrix::one(), Width{16}, Depth{400}, key, 0, layers,
                          [](std::size_t, const LayerView<double>& view) {
                              for (const double q : second_moment(view, 0)) {
                                  REQUIRE(std::isfinite(q));
                              }
                          });
}
