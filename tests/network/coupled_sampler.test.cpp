// The coupled sampler: the chain's exact Gaussian law, the distances of docs/theory/resnet-commute (tables of
// sections 2.2 and 3.3), and the optimality of the root for two inputs.
#include "limitcheck/network/coupled_sampler.hpp"

#include <array>
#include <cmath>
#include <cstring>

#include "../random/targets.hpp"
#include "catch.hpp"
#include "limitcheck/network/gram_sampler.hpp"
#include "limitcheck/network/limit_chain.hpp"
#include "limitcheck/network/observables.hpp"
#include "sample.hpp"

using namespace limitcheck;
using namespace limitcheck::network;

namespace {

constexpr random::StreamKey key{0xc0111ULL};

struct Coupled {
    tests::Sample distance, chain_second, chain_covariance, network_covariance, chain_neuron_square;
};

Coupled run(const Architecture& architecture, const GramMatrix& gram, std::uint32_t n, std::uint32_t depth,
            std::size_t networks) {
    Coupled result;
    const std::array layers{depth};
    const std::uint32_t last = gram.inputs() - 1;
    for_each_group(0, networks, [&](std::uint64_t first, std::size_t) {
        simulate_coupled(architecture, gram, Width{n}, Depth{depth}, key, first, layers,
                         [&](std::size_t, const CoupledView<float>& view) {
                             result.distance.add(coupling_distance(view));
                             result.chain_second.add(second_moment(view.limit_chain(), last));
                             result.chain_covariance.add(covariance(view.limit_chain(), 0, last));
                             result.network_covariance.add(covariance(view.network(), 0, last));
                             LaneValues square = value(view.limit_chain(), n - 1, last);
                             for (double& y : square) {
                                 y *= y;
                             }
                             result.chain_neuron_square.add(square);
                         });
    });
    return result;
}

}  // namespace

TEST_CASE("the chain's rows are Gaussian with the limit's covariance") {
    struct Case {
        Architecture architecture;
        GramMatrix gram;
    };
    const Case cases[] = {{resnet(), GramMatrix::one()},
                          {resnet(), GramMatrix::pair(0.2)},
                          {resnet(), GramMatrix(2, {2.0, -0.5, -0.5, 0.7})},
                          {mlp(), GramMatrix::pair(-0.5)},
                          {resnet().activation(LeakyRelu{0.3}), GramMatrix::pair(0.5)},
                          {resnet().branch(constant(0.4)).activation(Identity{}), GramMatrix::pair(-0.9)}};
    const std::uint32_t n = 16;
    const std::uint32_t depth = 8;
    for (const Case& one : cases) {
        CAPTURE(name(one.architecture.activation()), one.gram.inputs());
        const GramMatrix k = limit_at(one.architecture, one.gram, depth, Depth{depth});
        const std::uint32_t last = one.gram.inputs() - 1;
        const Coupled found = run(one.architecture, one.gram, n, depth, 16000);
        const double q = k(last, last);
        CHECK(std::fabs(found.chain_second.z(q)) < tests::five_sigma);
        CHECK(std::fabs(found.chain_covariance.z(k(0, last))) < tests::five_sigma);
        CHECK(std::fabs(found.chain_neuron_square.z(q)) < tests::five_sigma);
        // Neurons are independent: Var Qt = 2 q^2/n. The standard error of a variance of N values of this
        // chi-square is sqrt((2 + 12/n)/N) of it.
        const double relative = std::sqrt((2 + 12.0 / n) / 16000);
        CHECK(std::fabs(found.chain_second.variance() / (2 * q * q / n) - 1) < tests::five_sigma * relative);
    }
}

TEST_CASE("coupling distances are those of the theory's tables") {
    // (inputs, n, L, measured n D, its standard error): sections 2.2 and 3.3.
    struct Row {
        GramMatrix gram;
        std::uint32_t n, depth;
        double expected, error;
        std::size_t networks;
    };
    const Row rows[] = {{GramMatrix::one(), 16, 16, 1.1945, 0.0137, 20000},
                        {GramMatrix::one(), 64, 64, 1.2575, 0.0191, 8000},
                        {GramMatrix::pair(0.2), 64, 32, 2.754, 0.034, 6000},
                        {GramMatrix::pair(-0.9), 64, 32, 2.468, 0.031, 6000},
                        {GramMatrix::pair(0.9), 64, 32, 2.475, 0.039, 6000}};
    for (const Row& row : rows) {
        CAPTURE(row.n, row.depth, row.expected);
        const Coupled found = run(resnet(), row.gram, row.n, row.depth, row.networks);
        const double mean = row.n * found.distance.mean();
        const double error = std::hypot(row.error, row.n * found.distance.standard_error());
        CHECK(std::fabs(mean - row.expected) < tests::five_sigma * error);
    }
}

TEST_CASE("with one input the network is the Gram sampler's, bit for bit; with two it has its law") {
    const std::array layers{7U};
    for (const Architecture& architecture : {resnet(), mlp(), resnet().activation(LeakyRelu{0.1})}) {
        std::vector<float> expected;
        simulate_gram(architecture, GramMatrix::one(1.3), Width{77}, Depth{7}, key, 32, layers,
                      [&](std::size_t, const LayerView<float>& view) {
                          const auto first = view.pre(0, 0);
                          expected.assign(first.data(), first.data() + 77 * lanes);
                      });
        simulate_coupled(architecture, GramMatrix::one(1.3), Width{77}, Depth{7}, key, 32, layers,
                         [&](std::size_t, const CoupledView<float>& view) {
                             CHECK(std::memcmp(view.pre(0, 0).data(), expected.data(),
                                               expected.size() * sizeof(float)) == 0);
                         });
    }
    const Coupled coupled = run(resnet(), GramMatrix::pair(0.2), 12, 6, 20000);
    tests::Sample gram;
    const std::array last{6U};
    for_each_group(0, 20000, [&](std::uint64_t first, std::size_t) {
        simulate_gram(resnet(), GramMatrix::pair(0.2), Width{12}, Depth{6}, random::StreamKey{99}, first,
                      last,
                      [&](std::size_t, const LayerView<float>& view) { gram.add(covariance(view, 0, 1)); });
    });
    CHECK(tests::ks(coupled.network_covariance, gram) < tests::ks_threshold);
}

TEST_CASE("the network starts on its chain, and equal inputs are one input") {
    const std::array layers{0U, 9U};
    simulate_coupled(resnet(), GramMatrix::pair(1.0), Width{40}, Depth{9}, key, 0, layers,
                     [&](std::size_t index, const CoupledView<float>& view) {
                         const LaneValues distance = coupling_distance(view);
                         for (std::size_t lane = 0; lane < lanes; ++lane) {
                             CHECK((index == 0 ? distance[lane] == 0 : distance[lane] > 0));
                             CHECK(std::fabs(view.limit(3, 0)[lane] - view.limit(3, 1)[lane]) < 1e-5);
                             CHECK(std::fabs(view.pre(3, 0)[lane] - view.pre(3, 1)[lane]) < 1e-5);
                         }
                     });
    simulate_coupled(resnet(), GramMatrix::pair(-1.0), Width{1}, Depth{9}, key, 0, layers,
                     [&](std::size_t, const CoupledView<float>& view) {
                         for (const double distance : coupling_distance(view)) {
                             CHECK(std::isfinite(distance));
                         }
                     });
}

TEST_CASE("float follows double, and targets agree") {
    const std::array layers{30U};
    std::vector<float> floats;
    const auto collect = [&] {
        std::vector<float> all;
        simulate_coupled(resnet(), GramMatrix::pair(0.2), Width{100}, Depth{30}, key, 0, layers,
                         [&](std::size_t, const CoupledView<float>& view) {
                             for (std::uint32_t i = 0; i < 100; ++i) {
                                 for (std::uint32_t a = 0; a < 2; ++a) {
                                     all.insert(all.end(), view.pre(i, a).begin(), view.pre(i, a).end());
                                     all.insert(all.end(), view.limit(i, a).begin(), view.limit(i, a).end());
                                 }
                             }
                         });
        return all;
    };
    floats = collect();
    std::size_t place = 0;
    double gap = 0;
    simulate_coupled<double>(resnet(), GramMatrix::pair(0.2), Width{100}, Depth{30}, key, 0, layers,
                             [&](std::size_t, const CoupledView<double>& view) {
                                 for (std::uint32_t i = 0; i < 100; ++i) {
                                     for (std::uint32_t a = 0; a < 2; ++a) {
                                         for (const double y : view.pre(i, a)) {
                                             gap = std::max(gap, std::fabs(y - floats[place++]));
                                         }
                                         for (const double y : view.limit(i, a)) {
                                             gap = std::max(gap, std::fabs(y - floats[place++]));
                                         }
                                     }
                                 }
                             });
    CHECK(place == floats.size());
    CHECK(gap < 2e-5);
    tests::for_each_target([&](const std::string& target) {
        CAPTURE(target);
        CHECK(collect() == floats);
    });
}

TEST_CASE("what has no coupling says so") {
    const std::array layers{1U};
    const auto none = [](std::size_t, const CoupledView<float>&) {};
    const GramMatrix three(3, {1, 0, 0, 0, 1, 0, 0, 0, 1});
    CHECK_THROWS_AS(simulate_coupled(resnet(), three, Width{4}, Depth{1}, key, 0, layers, none), Error);
    CHECK_THROWS_AS(simulate_coupled(resnet().activation(Tanh{}), GramMatrix::one(), Width{4}, Depth{1}, key,
                                     0, layers, none),
                    Error);
}
