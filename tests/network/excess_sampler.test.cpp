// The excess sampler: against its definition summed the other way round, against exact means, against plain
// draws, and the spread that is its purpose (docs/theory/control-variates).
#include "limitcheck/network/excess_sampler.hpp"

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

constexpr random::StreamKey key{0xe8ce55ULL};

/// dF_e/dK_f with entries (0,0), (1,0), (1,1), by differences of the moments themselves.
std::array<std::array<double, 3>, 3> differences(const GramMatrix& k) {
    std::array<std::array<double, 3>, 3> result{};
    const double h = 1e-6;
    for (std::size_t f = 0; f < 3; ++f) {
        std::array<std::vector<double>, 2> sides;
        for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
            std::vector<double> moved(k.values().begin(), k.values().end());
            const double step = side == 0 ? -h : h;
            if (f == 1) {
                moved[1] += step;
                moved[2] += step;
            } else {
                moved[f == 0 ? 0 : 3] += step;
            }
            sides[side] = post_activation_moments(Relu{}, GramMatrix(2, moved));
        }
        for (std::size_t e = 0; e < 3; ++e) {
            const std::size_t at = e == 0 ? 0 : e == 1 ? 2 : 3;
            result[e][f] = (sides[1][at] - sides[0][at]) / (2 * h);
        }
    }
    return result;
}

using Triple = std::array<double, 3>;

/// <a, a>, <a, b>, <b, b> over n of one lane, of values or of their positive parts.
template <class Real>
Triple products(const LayerView<Real>& view, std::size_t lane, bool rectified) {
    Triple sums{};
    for (std::uint32_t i = 0; i < view.width(); ++i) {
        double a = view.pre(i, 0)[lane];
        double b = view.pre(i, 1)[lane];
        if (rectified) {
            a = std::max(a, 0.0);
            b = std::max(b, 0.0);
        }
        sums[0] += a * a;
        sums[1] += a * b;
        sums[2] += b * b;
    }
    for (double& sum : sums) {
        sum /= view.width();
    }
    return sums;
}

/// The last layer's excess of lane 3 by weights carried backwards from it:
/// x_L = sum_l p_{l+1} . alpha^2 w ((G - Gt) - DF (C - Ct))_l with p_l = ([1] + alpha^2 w DF)^T p_{l+1}.
Triple backwards(const Architecture& architecture, const GramMatrix& gram, std::uint32_t n,
                 std::uint32_t depth) {
    std::vector<std::uint32_t> layers(depth + 1);
    std::iota(layers.begin(), layers.end(), 0U);
    std::vector<Triple> post(depth + 1);
    std::vector<Triple> pre(depth + 1);
    simulate_coupled<double>(
        architecture, gram, Width{n}, Depth{depth}, key, 16, layers,
        [&](std::size_t l, const CoupledView<double>& view) {
            for (std::size_t e = 0; e < 3; ++e) {
                post[l][e] = products(view.network(), 3, true)[e] - products(view.limit_chain(), 3, true)[e];
                pre[l][e] = products(view.network(), 3, false)[e] - products(view.limit_chain(), 3, false)[e];
            }
        });
    Triple result{};
    for (std::size_t target = 0; target < 3; ++target) {
        Triple weights{};
        weights[target] = 1;
        for (std::uint32_t l = depth; l-- > 0;) {
            const double alpha = architecture.alpha(l + 1, Depth{depth});
            const double scale = alpha * alpha * architecture.weights();
            const auto df = differences(limit_at(architecture, gram, l, Depth{depth}));
            Triple before{};
            for (std::size_t e = 0; e < 3; ++e) {
                double source = post[l][e];
                for (std::size_t f = 0; f < 3; ++f) {
                    source -= df[e][f] * pre[l][f];
                    before[f] += scale * df[e][f] * weights[e];
                }
                result[target] += weights[e] * scale * source;
            }
            for (std::size_t f = 0; f < 3; ++f) {
                weights[f] = (architecture.has_skip() ? weights[f] : 0.0) + before[f];
            }
        }
    }
    return result;
}

struct Draws {
    tests::Sample excess;  ///< n x_l(0, last)
    tests::Sample plain;   ///< n (C_l - K_l)
    tests::Sample gap;     ///< their difference
};

Draws draw(const Architecture& architecture, const GramMatrix& gram, std::uint32_t n, std::uint32_t depth,
           std::size_t networks) {
    Draws draws;
    const std::array layers{depth};
    const std::uint32_t last = gram.inputs() - 1;
    const double k = limit_at(architecture, gram, depth, Depth{depth})(0, last);
    for_each_group(0, networks, [&](std::uint64_t first, std::size_t) {
        simulate_excess(architecture, gram, Width{n}, Depth{depth}, key, first, layers,
                        [&](std::size_t, const CoupledView<float>& view, const Excess& x) {
                            const LaneValues c = covariance(view.network(), 0, last);
                            for (std::size_t lane = 0; lane < lanes; ++lane) {
                                draws.excess.values.push_back(n * x(0, last)[lane]);
                                draws.plain.values.push_back(n * (c[lane] - k));
                                draws.gap.values.push_back(n * (c[lane] - k - x(0, last)[lane]));
                            }
                        });
    });
    return draws;
}

double reduction(const Draws& draws) { return draws.plain.variance() / draws.excess.variance(); }

}  // namespace

TEST_CASE("derivatives of the rectified moments are those of differences") {
    for (const GramMatrix& k : {GramMatrix::pair(0.2), GramMatrix::pair(-0.9), GramMatrix::pair(0.99),
                                GramMatrix(2, {2.0, -0.5, -0.5, 0.7})}) {
        const auto expected = differences(k);
        const ReluDerivatives by = relu_moment_derivatives(k(0, 0), k(0, 1), k(1, 1));
        CHECK(std::fabs(by.by_first - expected[1][0]) < 1e-8);
        CHECK(std::fabs(by.by_covariance - expected[1][1]) < 1e-8);
        CHECK(std::fabs(by.by_second - expected[1][2]) < 1e-8);
    }
    const ReluDerivatives dead = relu_moment_derivatives(0, 0, 1);
    CHECK((dead.by_first == 0 && dead.by_covariance == 0 && dead.by_second == 0));
}

TEST_CASE("the excess is its definition, summed backwards over layers in double") {
    const Architecture architectures[] = {resnet(), resnet().weights(1.3).branch(power(-0.4)), mlp()};
    for (const Architecture& architecture : architectures) {
        for (const std::uint32_t n : {1U, 6U, 135U}) {
            const GramMatrix gram(2, {1.2, -0.4, -0.4, 0.9});
            CAPTURE(n, architecture.has_skip());
            const std::uint32_t depth = 7;
            const std::array layers{depth};
            const Triple expected = backwards(architecture, gram, n, depth);
            simulate_excess<double>(architecture, gram, Width{n}, Depth{depth}, key, 16, layers,
                                    [&](std::size_t, const CoupledView<double>&, const Excess& x) {
                                        // differences() is good to 1e-9
                                        CHECK(std::fabs(x(0, 0)[3] - expected[0]) < 1e-8);
                                        CHECK(std::fabs(x(0, 1)[3] - expected[1]) < 1e-8);
                                        CHECK(std::fabs(x(1, 0)[3] - expected[1]) < 1e-8);
                                        CHECK(std::fabs(x(1, 1)[3] - expected[2]) < 1e-8);
                                    });
            simulate_excess(architecture, gram, Width{n}, Depth{depth}, key, 16, layers,
                            [&](std::size_t, const CoupledView<float>&, const Excess& x) {
                                CHECK(std::fabs(x(0, 1)[3] - expected[1]) < 2e-5);
                            });
        }
    }
}

TEST_CASE("the networks and chains are the coupled sampler's, bit for bit, and one pass serves all layers") {
    for (const GramMatrix& gram : {GramMatrix::one(), GramMatrix::pair(0.3)}) {
        const std::uint32_t values = 77 * gram.inputs() * lanes;
        std::vector<std::vector<float>> expected;
        const std::array layers{0U, 4U, 9U};
        simulate_coupled(resnet(), gram, Width{77}, Depth{9}, key, 32, layers,
                         [&](std::size_t, const CoupledView<float>& view) {
                             expected.emplace_back(view.pre(0, 0).data(), view.pre(0, 0).data() + values);
                             expected.emplace_back(view.limit(0, 0).data(), view.limit(0, 0).data() + values);
                         });
        std::vector<LaneValues> found;
        simulate_excess(resnet(), gram, Width{77}, Depth{9}, key, 32, layers,
                        [&](std::size_t index, const CoupledView<float>& view, const Excess& x) {
                            CHECK(std::memcmp(view.pre(0, 0).data(), expected[2 * index].data(),
                                              values * sizeof(float)) == 0);
                            CHECK(std::memcmp(view.limit(0, 0).data(), expected[2 * index + 1].data(),
                                              values * sizeof(float)) == 0);
                            found.push_back(x(0, 0));
                        });
        REQUIRE(found.size() == 3);
        CHECK(found[0] == LaneValues{});
        const std::array one{4U};
        simulate_excess(
            resnet(), gram, Width{77}, Depth{9}, key, 32, one,
            [&](std::size_t, const CoupledView<float>&, const Excess& x) { CHECK(x(0, 0) == found[1]); });
    }
}

TEST_CASE("one layer has no excess, and one neuron on two layers has the exact one") {
    const Draws first = draw(resnet(), GramMatrix::one(), 8, 1, 160);
    CHECK(
        std::all_of(first.excess.values.begin(), first.excess.values.end(), [](double x) { return x == 0; }));
    // n = 1, L = 2, q0 = 1: Y_1 = Y_0 (1 + d g) where Y_0 > 0, d^2 = 1/2, and Y_0 elsewhere. E Q_2 - q_2 =
    // E Y_1 |Y_1|/4 = (E Z |Z| - 1)/8, Z ~ N(1, d^2), E Z |Z| = (1 + d^2) erf(1/(d sqrt 2)) + 2 d
    // density(1/d).
    const double d = std::sqrt(0.5);
    const double signed_square = (1 + d * d) * std::erf(1 / (d * std::sqrt(2.0))) +
                                 2 * d * std::exp(-0.5 / (d * d)) / std::sqrt(2 * std::acos(-1.0));
    const Draws second = draw(resnet(), GramMatrix::one(), 1, 2, 64000);
    CHECK(std::fabs(second.excess.z((signed_square - 1) / 8)) < tests::five_sigma);
    // It is not zero, and the draws can tell.
    CHECK(second.excess.z(0) > tests::five_sigma);
}

TEST_CASE("the mean is that of plain draws") {
    struct Case {
        Architecture architecture;
        GramMatrix gram;
        std::uint32_t n, depth;
    };
    const Case cases[] = {{resnet(), GramMatrix::one(), 3, 6},
                          {resnet(), GramMatrix::pair(-0.9), 4, 4},
                          {resnet().branch(constant(0.8)), GramMatrix(2, {1.5, 0.6, 0.6, 0.5}), 5, 3},
                          {mlp(), GramMatrix::pair(0.2), 8, 3}};
    for (const Case& one : cases) {
        CAPTURE(one.n, one.depth);
        const Draws draws = draw(one.architecture, one.gram, one.n, one.depth, 48000);
        CHECK(std::fabs(draws.gap.z(0)) < tests::five_sigma);
    }
}

TEST_CASE("the excess of the norm is the theory's, and its spread does not grow with the width") {
    // docs/theory/resnet-commute, section 2.2: n (E Q - q) at t = 1: 0.1938 (39) for n = L = 64.
    const Draws narrow = draw(resnet(), GramMatrix::one(), 16, 64, 16000);
    const Draws wide = draw(resnet(), GramMatrix::one(), 64, 64, 8000);
    CHECK(std::fabs(wide.excess.mean() - 0.1938) <
          tests::five_sigma * std::hypot(0.0039, wide.excess.standard_error()));
    CHECK(wide.excess.z(0) > tests::five_sigma);
    CHECK(std::fabs(wide.plain.z(0)) < tests::five_sigma);  // plain draws see nothing here
    CHECK(std::sqrt(wide.excess.variance()) < 1.5);
    CHECK(std::sqrt(narrow.excess.variance()) < 1.5);
    // Plain draws' n^2 variance grows as n.
    CHECK(reduction(wide) > 2.5 * reduction(narrow));
    CHECK(reduction(wide) > 500);
    const Draws pair = draw(resnet(), GramMatrix::pair(0.2), 64, 32, 4000);
    CHECK(reduction(pair) > 500);
}

TEST_CASE("vector targets agree on the excess, and float follows double") {
    const std::array layers{12U};
    const auto collect = [&] {
        std::vector<double> all;
        simulate_excess(resnet(), GramMatrix::pair(0.2), Width{100}, Depth{12}, key, 0, layers,
                        [&](std::size_t, const CoupledView<float>&, const Excess& x) {
                            for (const LaneValues& entry : x.packed) {
                                all.insert(all.end(), entry.begin(), entry.end());
                            }
                        });
        return all;
    };
    const std::vector<double> floats = collect();
    tests::for_each_target([&](const std::string& target) {
        CAPTURE(target);
        CHECK(collect() == floats);
    });
    simulate_excess<double>(resnet(), GramMatrix::pair(0.2), Width{100}, Depth{12}, key, 0, layers,
                            [&](std::size_t, const CoupledView<double>&, const Excess& x) {
                                for (std::size_t lane = 0; lane < lanes; ++lane) {
                                    // a thousandth of the spread, 0.6/n
                                    CHECK(std::fabs(x(0, 1)[lane] - floats[lanes + lane]) < 6e-6);
                                }
                            });
}

TEST_CASE("what has no excess says so") {
    const std::array layers{1U};
    const auto none = [](std::size_t, const CoupledView<float>&, const Excess&) {};
    CHECK_THROWS_AS(simulate_excess(resnet().activation(LeakyRelu{0.3}), GramMatrix::one(), Width{4},
                                    Depth{1}, key, 0, layers, none),
                    Error);
    const GramMatrix three(3, {1, 0, 0, 0, 1, 0, 0, 0, 1});
    CHECK_THROWS_AS(simulate_excess(resnet(), three, Width{4}, Depth{1}, key, 0, layers, none), Error);
}
