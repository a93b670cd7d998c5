// Shadows against the double samplers, which share nothing with them but the random words and the formulas:
// what agrees to 1e-12 is a rounding apart; what float loses is seen.
#include "limitcheck/network/shadow_sampler.hpp"

#include <array>
#include <cmath>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/network/coupled_sampler.hpp"
#include "limitcheck/network/gram_sampler.hpp"
#include "limitcheck/network/observables.hpp"

using namespace limitcheck;
using namespace limitcheck::network;

namespace {

constexpr random::StreamKey key{0x5ad0ULL};
constexpr std::size_t networks = 3;

/// All pre-activations of the first networks at the recorded layers, one after the other.
template <class Real>
std::vector<double> values_of(const LayerView<Real>& view) {
    std::vector<double> values;
    for (std::uint32_t neuron = 0; neuron < view.width(); ++neuron) {
        for (std::uint32_t input = 0; input < view.inputs(); ++input) {
            const auto row = view.pre(neuron, input);
            values.insert(values.end(), row.begin(), row.begin() + networks);
        }
    }
    return values;
}

void append(std::vector<double>& all, const std::vector<double>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

/// Largest difference, as a share of the largest value.
double gap(const std::vector<double>& a, const std::vector<double>& b) {
    REQUIRE(a.size() == b.size());
    REQUIRE_FALSE(a.empty());
    double largest = 0;
    double apart = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        REQUIRE(std::isfinite(a[i]));
        largest = std::max(largest, std::fabs(a[i]));
        apart = std::max(apart, std::fabs(a[i] - b[i]));
    }
    return apart / largest;
}

struct Case {
    Architecture architecture;
    GramMatrix gram;
    std::uint32_t n;
    std::uint32_t depth;
};

template <class Real>
double gram_gap(const Case& of, std::span<const std::uint32_t> layers) {
    std::vector<double> simulated;
    std::vector<double> shadow;
    simulate_gram<Real>(of.architecture, of.gram, Width{of.n}, Depth{of.depth}, key, 0, layers,
                        [&](std::size_t, const auto& view) { append(simulated, values_of(view)); });
    ShadowNoise noise;
    shadow_gram(of.architecture, of.gram, Width{of.n}, Depth{of.depth}, key, networks, layers, noise,
                [&](std::size_t, const auto& view) { append(shadow, values_of(view)); });
    return gap(simulated, shadow);
}

GramMatrix eight_inputs() {
    std::vector<double> values(64);
    for (std::size_t i = 0; i < 8; ++i) {
        for (std::size_t j = 0; j < 8; ++j) {
            values[i * 8 + j] = i == j ? 1 + 0.125 * static_cast<double>(i) : 0.25;
        }
    }
    return {8, std::move(values)};
}

}  // namespace

TEST_CASE("the Gram sampler in double is its shadow, rounded") {
    const Case cases[] = {
        {resnet(), GramMatrix::one(), 50, 40},
        {resnet(), GramMatrix::pair(-0.9), 33, 20},
        {resnet(), eight_inputs(), 12, 10},
        {resnet().branch(power(-1)), GramMatrix::one(4.0), 20, 15},
        {resnet().branch(scales({0.5, 0.1, 0.9})), GramMatrix::pair(0.5), 20, 3},
        {mlp(), GramMatrix::one(), 30, 25},
        {resnet().activation(LeakyRelu{0.3}), GramMatrix::pair(0.2), 20, 10},
        {resnet().activation(Tanh{}).weights(1.5), GramMatrix::one(), 20, 10},
        {resnet().activation(Gelu{}), GramMatrix::one(), 20, 10},
        {resnet().activation(Identity{}).branch(constant(0.25)), GramMatrix::pair(0.2), 20, 10},
    };
    for (const Case& of : cases) {
        INFO(name(of.architecture.activation()) << " n=" << of.n << " L=" << of.depth);
        CHECK(gram_gap<double>(of, std::array{0U, of.depth / 2 + 1, of.depth}) < 1e-12);
    }
}

TEST_CASE("what the float state loses is seen, and it is what floats lose") {
    const double lost = gram_gap<float>({resnet(), GramMatrix::pair(0.2), 64, 64}, std::array{64U});
    CHECK(lost > 1e-8);
    CHECK(lost < 3e-6);
}

TEST_CASE("equal and opposite inputs are so in a shadow, and equal ones stay so") {
    for (const double c : {1.0, -1.0}) {
        ShadowNoise noise;
        const std::array layers{0U, 12U};
        shadow_gram(resnet(), GramMatrix::pair(c, 2.0), Width{9}, Depth{12}, key, 2, layers, noise,
                    [&](std::size_t index, const LayerView<double>& view) {
                        for (std::uint32_t neuron = 0; neuron < 9 && (index == 0 || c > 0); ++neuron) {
                            CHECK(view.pre(neuron, 1)[1] == c * view.pre(neuron, 0)[1]);
                        }
                    });
    }
}

TEST_CASE("lanes beyond the last network repeat the first") {
    ShadowNoise noise;
    shadow_gram(resnet(), GramMatrix::one(), Width{4}, Depth{3}, key, 2, std::array{3U}, noise,
                [&](std::size_t, const LayerView<double>& view) {
                    CHECK(view.pre(1, 0)[1] != view.pre(1, 0)[0]);
                    for (std::size_t lane = 2; lane < lanes; ++lane) {
                        CHECK(view.pre(1, 0)[lane] == view.pre(1, 0)[0]);
                    }
                });
}

TEST_CASE("the coupled sampler in double is its shadow, network and chain") {
    const Case cases[] = {{resnet(), GramMatrix::one(), 40, 30},
                          {resnet(), GramMatrix::pair(-0.9), 33, 20},
                          {resnet(), GramMatrix(2, {2.0, -0.5, -0.5, 0.7}), 20, 10},
                          {mlp(), GramMatrix::pair(-0.5), 20, 10},
                          {resnet().branch(power(-1)).weights(2.0), GramMatrix::pair(0.2), 20, 10},
                          {resnet().activation(LeakyRelu{0.3}), GramMatrix::pair(0.5), 20, 10},
                          {resnet().activation(Identity{}), GramMatrix::pair(0.5), 20, 10},
                          {resnet().activation(Gelu{}), GramMatrix(2, {1.5, -0.6, -0.6, 0.8}), 20, 10}};
    for (const Case& of : cases) {
        const std::array layers{0U, of.depth / 2, of.depth};
        std::vector<double> simulated;
        std::vector<double> shadow;
        const auto into = [](std::vector<double>& all) {
            return [&all](std::size_t, const CoupledView<double>& view) {
                append(all, values_of(view.network()));
                append(all, values_of(view.limit_chain()));
            };
        };
        simulate_coupled<double>(of.architecture, of.gram, Width{of.n}, Depth{of.depth}, key, 0, layers,
                                 into(simulated));
        ShadowNoise noise;
        shadow_coupled(of.architecture, of.gram, Width{of.n}, Depth{of.depth}, key, networks, layers, noise,
                       into(shadow));
        INFO(name(of.architecture.activation()) << " n=" << of.n << " L=" << of.depth);
        CHECK(gap(simulated, shadow) < 1e-12);
    }
}

TEST_CASE("the excess sampler in double is its shadow, and in float is not") {
    const Case cases[] = {{resnet(), GramMatrix::one(), 40, 12},
                          {resnet(), GramMatrix::pair(-0.9), 33, 10},
                          {resnet().weights(2.0).branch(power(-1.0)), GramMatrix::pair(0.2), 20, 6}};
    for (const Case& of : cases) {
        const std::array layers{1U, of.depth};
        const std::uint32_t last = of.gram.inputs() - 1;
        std::vector<double> exact;
        ShadowNoise noise;
        shadow_excess(of.architecture, of.gram, Width{of.n}, Depth{of.depth}, key, lanes, layers, noise,
                      [&](std::size_t, const CoupledView<double>&, const Excess& x) {
                          append(exact, {x(0, last).begin(), x(0, last).end()});
                      });
        const auto simulated = [&]<class Real>(Real) {
            std::vector<double> all;
            simulate_excess<Real>(of.architecture, of.gram, Width{of.n}, Depth{of.depth}, key, 0, layers,
                                  [&](std::size_t, const CoupledView<Real>&, const Excess& x) {
                                      append(all, {x(0, last).begin(), x(0, last).end()});
                                  });
            return all;
        };
        CHECK(gap(simulated(1.0), exact) < 1e-12);
        CHECK(gap(simulated(1.0F), exact) > 1e-9);
    }
}

TEST_CASE("the variates in double are their shadow, beside the excess too, and in float are not") {
    const Case cases[] = {{resnet(), GramMatrix::one(), 40, 12},
                          {resnet().branch(scales({0.3, 0.9, 0.5, 0.1})), GramMatrix::pair(-0.9), 33, 4},
                          {mlp().activation(Gelu{}), GramMatrix::pair(0.2), 70, 6}};
    for (const Case& of : cases) {
        const std::array layers{2U, of.depth};
        const VariateShape shape{2, 3};
        const auto values = [](const Variates& z, std::vector<double>& into) {
            for (const LaneValues& one : z.values()) {
                append(into, {one.begin(), one.begin() + networks});
            }
        };
        std::vector<double> exact;
        ShadowNoise noise;
        shadow_variates(
            of.architecture, of.gram, Width{of.n}, Depth{of.depth}, key, networks, layers, shape, noise,
            [&](std::size_t, const CoupledView<double>&, const Variates& z) { values(z, exact); });
        const auto simulated = [&]<class Real>(Real) {
            std::vector<double> all;
            simulate_variates<Real>(
                of.architecture, of.gram, Width{of.n}, Depth{of.depth}, key, 0, layers, shape,
                [&](std::size_t, const CoupledView<Real>&, const Variates& z) { values(z, all); });
            return all;
        };
        CHECK(gap(simulated(1.0), exact) < 1e-12);
        CHECK(gap(simulated(1.0F), exact) > 1e-9);
        if (std::holds_alternative<Relu>(of.architecture.activation())) {
            std::vector<double> beside;
            std::vector<double> excess;
            std::vector<double> alone;
            shadow_excess(of.architecture, of.gram, Width{of.n}, Depth{of.depth}, key, networks, layers,
                          noise, [&](std::size_t, const CoupledView<double>&, const Excess& x) {
                              append(alone, {x(0, 0).begin(), x(0, 0).end()});
                          });
            shadow_excess(of.architecture, of.gram, Width{of.n}, Depth{of.depth}, key, networks, layers,
                          shape, noise,
                          [&](std::size_t, const CoupledView<double>&, const Excess& x, const Variates& z) {
                              append(excess, {x(0, 0).begin(), x(0, 0).end()});
                              values(z, beside);
                          });
            CHECK(beside == exact);
            CHECK(excess == alone);
        }
    }
}

TEST_CASE("the dense sampler in double is its shadow, for all laws of the weights") {
    for (const WeightLaw law : {WeightLaw::gaussian, WeightLaw::rademacher, WeightLaw::uniform}) {
        for (const std::uint32_t n : {1U, 13U}) {
            std::vector<double> simulated;
            std::vector<double> shadow;
            const std::array layers{0U, 2U, 6U};
            const GramMatrix gram = GramMatrix::pair(0.3);
            simulate_dense<double>(
                resnet(), law, gram, Width{n}, Depth{6}, key, 0, layers,
                [&](std::size_t, const auto& view) { append(simulated, values_of(view)); });
            ShadowNoise noise;
            shadow_dense(resnet(), law, gram, Width{n}, Depth{6}, key, networks, layers, noise,
                         [&](std::size_t, const auto& view) { append(shadow, values_of(view)); });
            CHECK(gap(simulated, shadow) < 1e-12);
        }
    }
}

TEST_CASE("a function of doubles is repeated at doubles") {
    const Activation bend = function("bend", [](double x) { return x / (1 + std::fabs(x)); });
    const std::array layers{3U, 10U};
    CHECK(gram_gap<double>({resnet().activation(bend), GramMatrix::pair(0.2), 20, 10}, layers) < 1e-12);
    const double lost = gram_gap<float>({resnet().activation(bend), GramMatrix::pair(0.2), 20, 10}, layers);
    CHECK(lost > 1e-9);
    CHECK(lost < 1e-5);
    // One that is a built-in function is repeated as that one.
    std::vector<double> built_in;
    std::vector<double> users;
    for (const auto& [phi, into] : {std::pair<Activation, std::vector<double>*>{relu(), &built_in},
                                    {function("relu", [](double x) { return x > 0 ? x : 0; }), &users}}) {
        ShadowNoise noise;
        shadow_gram(resnet().activation(phi), GramMatrix::one(), Width{20}, Depth{10}, key, networks, layers,
                    noise, [&, to = into](std::size_t, const auto& view) { append(*to, values_of(view)); });
    }
    CHECK(gap(users, built_in) < 1e-14);
}

TEST_CASE("what a shadow does not repeat is refused") {
    ShadowNoise noise;
    const auto nothing = [](std::size_t, const LayerView<double>&) {};
    CHECK_THROWS_AS(
        shadow_gram(resnet(), GramMatrix::one(), Width{2}, Depth{2}, key, 1, std::array{3U}, noise, nothing),
        Error);
    CHECK_THROWS_AS(
        shadow_gram(resnet(), GramMatrix::one(), Width{2}, Depth{2}, key, 17, std::array{2U}, noise, nothing),
        std::logic_error);
}
