// The chain's control variates: against sums over recorded layers that are taken one by one, against exact
// means and moments, and the bits of the networks beside them (docs/theory/control-variates, section 6).
#include "limitcheck/network/variate_sampler.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numeric>

#include "../random/targets.hpp"
#include "catch.hpp"
#include "limitcheck/network/coupled_sampler.hpp"
#include "limitcheck/network/limit_chain.hpp"
#include "sample.hpp"

using namespace limitcheck;
using namespace limitcheck::network;

namespace {

constexpr random::StreamKey key{0x7a41a7e5ULL};
constexpr std::size_t one_lane = 5;

struct Entry {
    std::uint32_t a, b;
};
constexpr std::array<Entry, 3> entries_of_pair{{{0, 0}, {1, 0}, {1, 1}}};
std::size_t entries(const GramMatrix& gram) { return gram.inputs() == 1 ? 1 : 3; }

double relu_of(double x) { return x > 0 ? x : 0; }
double gelu_of(double x) { return x * 0.5 * std::erfc(-x / std::sqrt(2.0)); }

/// phi(Yt(a)) phi(Yt(b)), or Yt(a) Yt(b), of each neuron at each layer, less its mean; one lane.
struct Chain {
    std::vector<std::vector<std::array<double, 3>>> post, pre;  // [layer][neuron][entry]
};

Chain chain_of(const Architecture& architecture, const GramMatrix& gram, std::uint32_t n, std::uint32_t depth,
               double (*phi)(double)) {
    std::vector<std::uint32_t> layers(depth + 1);
    std::iota(layers.begin(), layers.end(), 0U);
    Chain chain{std::vector<std::vector<std::array<double, 3>>>(depth + 1),
                std::vector<std::vector<std::array<double, 3>>>(depth + 1)};
    GramMatrix limit = gram;
    simulate_coupled<double>(architecture, gram, Width{n}, Depth{depth}, key, 16, layers,
                             [&](std::size_t l, const CoupledView<double>& view) {
                                 if (l > 0) {
                                     limit = next_limit(architecture, limit, view.layer(), Depth{depth});
                                 }
                                 const std::vector<double> moments =
                                     post_activation_moments(architecture.activation(), limit);
                                 for (std::uint32_t i = 0; i < n; ++i) {
                                     std::array<double, 3> post{};
                                     std::array<double, 3> pre{};
                                     for (std::size_t e = 0; e < entries(gram); ++e) {
                                         const auto [a, b] = entries_of_pair[e];
                                         const double u = view.limit(i, a)[one_lane];
                                         const double v = view.limit(i, b)[one_lane];
                                         post[e] = phi(u) * phi(v) - moments[a * gram.inputs() + b];
                                         pre[e] = u * v - limit(a, b);
                                     }
                                     chain.post[l].push_back(post);
                                     chain.pre[l].push_back(pre);
                                 }
                             });
    return chain;
}

/// Which windows and layers a variate is of.
struct Place {
    std::uint32_t windows, last, layer;  ///< W, M, m
};

/// Linear variate e of a window and of some neurons, from the definition, in real numbers.
double linear_of(const Chain& chain, const Architecture& architecture, std::uint32_t depth, Place place,
                 std::uint32_t window, std::size_t e, std::size_t first, std::size_t end) {
    const auto n = static_cast<double>(chain.pre.front().size());
    double sum = 0;
    for (std::size_t i = first; i < end; ++i) {
        if (window == place.windows) {
            sum += chain.pre[place.layer][i][e] / n;
            continue;
        }
        for (std::uint32_t l = 0; l < place.layer; ++l) {
            const double at = static_cast<double>(l) * place.windows / place.last;
            if (window <= at && at < window + 1) {
                const double alpha = architecture.alpha(l + 1, Depth{depth});
                sum += alpha * alpha * architecture.weights() * chain.post[l][i][e] / n;
            }
        }
    }
    return sum;
}

struct Case {
    Architecture architecture;
    double (*phi)(double);
    GramMatrix gram;
    std::uint32_t n, depth;
    VariateShape shape;
};

std::vector<Case> cases() {
    const GramMatrix pair(2, {1.2, -0.4, -0.4, 0.9});
    return {{resnet(), relu_of, pair, 135, 7, {3, 4}},
            {resnet(), relu_of, pair, 6, 5, {2, 6}},
            {resnet().weights(1.3), relu_of, GramMatrix::one(1.7), 520, 4, {1, 3}},
            {resnet().branch(ArrayScale{{0.9, 0.1, 0.4, 0.7, 0.2}}), relu_of, pair, 11, 5, {2, 2}},
            {mlp(), relu_of, pair, 70, 3, {3, 2}},
            {resnet().activation(Gelu{}), gelu_of, pair, 67, 4, {2, 3}},
            {resnet(), relu_of, GramMatrix::one(), 3, 2, {5, 1}}};
}

template <class Real>
Variates variates_of(const Case& one) {
    const std::array layers{one.depth};
    Variates found(one.shape, one.gram.inputs());
    simulate_variates<Real>(one.architecture, one.gram, Width{one.n}, Depth{one.depth}, key, 16, layers,
                            one.shape,
                            [&](std::size_t, const CoupledView<Real>&, const Variates& z) { found = z; });
    return found;
}

/// All variates of many networks.
std::vector<tests::Sample> sample(const Case& one, std::size_t networks) {
    const std::array layers{one.depth};
    std::vector<tests::Sample> all(one.shape.size(one.gram.inputs()));
    for_each_group(0, networks, [&](std::uint64_t first, std::size_t) {
        simulate_variates<double>(one.architecture, one.gram, Width{one.n}, Depth{one.depth}, key, first,
                                  layers, one.shape,
                                  [&](std::size_t, const CoupledView<double>&, const Variates& z) {
                                      for (std::size_t i = 0; i < all.size(); ++i) {
                                          all[i].add(z.values()[i]);
                                      }
                                  });
    });
    return all;
}

}  // namespace

TEST_CASE("the variates are their definition, summed over recorded layers one by one") {
    for (const Case& one : cases()) {
        CAPTURE(one.n, one.depth, one.shape.windows, one.shape.groups);
        const Chain chain = chain_of(one.architecture, one.gram, one.n, one.depth, one.phi);
        const Variates z = variates_of<double>(one);
        const Variates in_float = variates_of<float>(one);
        const std::size_t each = entries(one.gram);
        const std::size_t count = one.shape.linear(one.gram.inputs());
        REQUIRE(count == (one.shape.windows + 1) * each);
        std::vector<std::vector<double>> groups(one.shape.groups);
        double within = 0;
        for (std::uint32_t g = 0; g < one.shape.groups; ++g) {
            const std::size_t first = std::size_t{g} * one.n / one.shape.groups;
            const std::size_t end = (std::size_t{g} + 1) * one.n / one.shape.groups;
            const double share = static_cast<double>(end - first) / one.n;
            within += share * share;
            for (std::size_t u = 0; u < count; ++u) {
                groups[g].push_back(linear_of(chain, one.architecture, one.depth,
                                              {one.shape.windows, one.depth, one.depth},
                                              static_cast<std::uint32_t>(u / each), u % each, first, end));
                CHECK(std::fabs(z.group(g)[u][one_lane] - groups[g][u]) < 1e-12);
            }
        }
        for (std::size_t u = 0; u < count; ++u) {
            double whole = 0;
            for (const std::vector<double>& group : groups) {
                whole += group[u];
            }
            const auto [a, b] = entries_of_pair[u % each];
            CHECK(std::fabs(z.linear(static_cast<std::uint32_t>(u / each), b, a)[one_lane] - whole) < 1e-12);
            CHECK(z.linear(static_cast<std::uint32_t>(u / each), a, b) == z.values()[u]);
            CHECK(std::fabs(in_float.values()[u][one_lane] - whole) < 1e-5);
        }
        if (one.shape.groups == 1) {
            CHECK(z.values().size() == count);
            continue;
        }
        REQUIRE(z.values().size() == count + count * (count + 1) / 2);
        for (std::size_t u = 0; u < count; ++u) {
            for (std::size_t v = 0; v < count; ++v) {
                double crossed = 0;
                for (std::uint32_t i = 0; i < one.shape.groups; ++i) {
                    for (std::uint32_t j = 0; j < one.shape.groups; ++j) {
                        crossed += i == j ? 0.0 : groups[i][u] * groups[j][v];
                    }
                }
                CHECK(std::fabs(z.quadratic(u, v)[one_lane] - crossed / (1 - within)) < 1e-12);
            }
        }
    }
}

TEST_CASE("layers that are recorded on the way have the sums up to them") {
    const GramMatrix gram = GramMatrix::pair(0.2);
    const Chain chain = chain_of(resnet(), gram, 40, 9, relu_of);
    const std::array layers{0U, 1U, 5U, 9U};
    std::size_t calls = 0;
    simulate_variates<double>(resnet(), gram, Width{40}, Depth{9}, key, 16, layers, {3, 4},
                              [&](std::size_t index, const CoupledView<double>& view, const Variates& z) {
                                  REQUIRE(view.layer() == layers[index]);
                                  ++calls;
                                  for (std::size_t e = 0; e < 3; ++e) {
                                      const auto [a, b] = entries_of_pair[e];
                                      for (std::uint32_t w = 0; w <= 3; ++w) {
                                          CAPTURE(index, e, w);
                                          CHECK(std::fabs(z.linear(w, a, b)[one_lane] -
                                                          linear_of(chain, resnet(), 9, {3, 9, layers[index]},
                                                                    w, e, 0, 40)) < 1e-12);
                                      }
                                  }
                              });
    CHECK(calls == 4);
}

TEST_CASE("every variate has mean zero, and those of one layer their exact second moments") {
    const GramMatrix gram(2, {1.5, 0.6, 0.6, 0.8});
    const Case one{resnet(), relu_of, gram, 12, 4, {2, 3}};
    const std::vector<tests::Sample> all = sample(one, 32000);
    for (std::size_t i = 0; i < all.size(); ++i) {
        CAPTURE(i);
        CHECK(std::fabs(all[i].z(0)) < tests::five_sigma);
    }
    // Var Ct(a, b) = (K_aa K_bb + K_ab^2)/n, and E q(u, u)^2 = 2 (Var z_u)^2 g/(g - 1) for equal groups.
    const GramMatrix limit = limit_at(resnet(), gram, 4, Depth{4});
    const auto squares = [](tests::Sample s) {
        for (double& x : s.values) {
            x *= x;
        }
        return s;
    };
    const std::size_t count = one.shape.linear(2);
    for (std::size_t e = 0; e < 3; ++e) {
        const auto [a, b] = entries_of_pair[e];
        const double variance = (limit(a, a) * limit(b, b) + limit(a, b) * limit(a, b)) / one.n;
        const std::size_t u = 2 * 3 + e;
        CHECK(std::fabs(squares(all[u]).z(variance)) < tests::five_sigma);
        const std::size_t quadratic = count + u * (u + 1) / 2 + u;
        CHECK(std::fabs(squares(all[quadratic]).z(2 * variance * variance * 3 / 2)) < tests::five_sigma);
    }
}

TEST_CASE("networks, chains and excess keep their bits beside the variates") {
    for (const GramMatrix& gram : {GramMatrix::one(), GramMatrix::pair(0.3)}) {
        const std::size_t bytes = std::size_t{77} * gram.inputs() * lanes * sizeof(float);
        const std::array layers{4U, 9U};
        std::vector<std::vector<float>> states;
        std::vector<LaneValues> excesses;
        const auto keep = [&](const CoupledView<float>& view) {
            for (const float* from : {view.pre(0, 0).data(), view.limit(0, 0).data()}) {
                states.emplace_back(from, from + bytes / sizeof(float));
            }
        };
        simulate_excess(resnet(), gram, Width{77}, Depth{9}, key, 32, layers,
                        [&](std::size_t, const CoupledView<float>& view, const Excess& x) {
                            keep(view);
                            excesses.push_back(x(0, 0));
                        });
        std::vector<Variates> variates;
        std::size_t at = 0;
        simulate_variates(resnet(), gram, Width{77}, Depth{9}, key, 32, layers, {2, 5},
                          [&](std::size_t, const CoupledView<float>& view, const Variates& z) {
                              CHECK(std::memcmp(view.pre(0, 0).data(), states[at++].data(), bytes) == 0);
                              CHECK(std::memcmp(view.limit(0, 0).data(), states[at++].data(), bytes) == 0);
                              variates.push_back(z);
                          });
        at = 0;
        simulate_excess(
            resnet(), gram, Width{77}, Depth{9}, key, 32, layers, {2, 5},
            [&](std::size_t index, const CoupledView<float>& view, const Excess& x, const Variates& z) {
                CHECK(std::memcmp(view.pre(0, 0).data(), states[at++].data(), bytes) == 0);
                CHECK(std::memcmp(view.limit(0, 0).data(), states[at++].data(), bytes) == 0);
                CHECK(x(0, 0) == excesses[index]);
                CHECK(std::equal(z.values().begin(), z.values().end(), variates[index].values().begin()));
            });
    }
}

TEST_CASE("vector targets agree on the variates") {
    const Case one{resnet(), relu_of, GramMatrix::pair(0.2), 150, 6, {2, 7}};
    const Variates expected = variates_of<float>(one);
    tests::for_each_target([&](const std::string& target) {
        CAPTURE(target);
        const Variates found = variates_of<float>(one);
        CHECK(std::equal(found.values().begin(), found.values().end(), expected.values().begin()));
    });
}

TEST_CASE("shapes that serve no network say so") {
    const std::array layers{1U};
    const auto none = [](std::size_t, const CoupledView<float>&, const Variates&) {};
    const auto run = [&](const GramMatrix& gram, VariateShape shape) {
        simulate_variates(resnet(), gram, Width{4}, Depth{1}, key, 0, layers, shape, none);
    };
    CHECK_THROWS_AS(run(GramMatrix::one(), {0, 1}), Error);
    CHECK_THROWS_AS(run(GramMatrix::one(), {1, 0}), Error);
    CHECK_THROWS_AS(run(GramMatrix::one(), {1, 5}), Error);
    CHECK_THROWS_AS(run(GramMatrix(3, {1, 0, 0, 0, 1, 0, 0, 0, 1}), {1, 1}), Error);
    run(GramMatrix::one(), {1, 4});
    // More than memory serves; their number alone is beyond 64 bits in the last two.
    CHECK_THROWS_AS(run(GramMatrix::one(), {4'000'000'000, 1}), Error);
    CHECK_THROWS_AS(run(GramMatrix::one(), {4'000, 2}), Error);
    CHECK_THROWS_AS(run(GramMatrix::pair(0.2), {4'294'967'295, 4}), Error);
    CHECK_THROWS_AS(checked({2, 4'000'000'000}, 2, Width{4'294'967'295}), Error);
    CHECK_THROWS_AS(Variates({4'000'000'000, 2}, 2), Error);
    CHECK(checked({100'000, 1}, 2, Width{4}) == VariateShape{100'000, 1});
}

TEST_CASE("windows beyond the layers are empty and leave the others as they are") {
    // At layer 2 of two, window w of 2 has layer w; of 4, window 2 w, with 1 and 3 empty.
    const auto at = [&](VariateShape shape) {
        return variates_of<double>({resnet(), relu_of, GramMatrix::one(), 8, 2, shape});
    };
    const Variates fitting = at({2, 1});
    const Variates wide = at({4, 1});
    for (const std::uint32_t window : {0U, 1U, 2U}) {
        CAPTURE(window);
        CHECK(wide.linear(2 * window, 0, 0) == fitting.linear(window, 0, 0));
        CHECK(fitting.linear(window, 0, 0) != LaneValues{});
    }
    CHECK(wide.linear(1, 0, 0) == LaneValues{});
    CHECK(wide.linear(3, 0, 0) == LaneValues{});
}
