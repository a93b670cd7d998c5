// Observables against a layer written out by hand.
#include "limitcheck/network/observables.hpp"

#include <cmath>
#include <utility>
#include <vector>

#include "catch.hpp"

using namespace limitcheck::network;

TEST_CASE("observables of a small layer") {
    // Two neurons, two inputs; lane v scales everything by v + 1.
    const double rows[2][2] = {{1.0, -2.0}, {-3.0, 0.5}};
    std::vector<float> values;
    std::vector<float> limits;
    for (const auto& neuron : rows) {
        for (const double y : neuron) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                values.push_back(static_cast<float>(y * (static_cast<double>(lane) + 1)));
                limits.push_back(static_cast<float>((y + 0.5) * (static_cast<double>(lane) + 1)));
            }
        }
    }
    const Architecture architecture = resnet();
    const LayerView<float> view(architecture, 4, 2, 2, values.data());
    const LayerView<float> chain(architecture, 4, 2, 2, limits.data());
    const CoupledView<float> coupled(view, chain);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        const double s = static_cast<double>(lane) + 1;
        CHECK(second_moment(view, 0)[lane] == Approx(5 * s * s));
        CHECK(covariance(view, 0, 1)[lane] == Approx(-1.75 * s * s));
        CHECK(correlation(view, 0, 1)[lane] == Approx(-1.75 / std::sqrt(5 * 2.125)));
        CHECK(post_activation(view, 0, 0)[lane] == Approx(0.5 * s * s));
        CHECK(post_activation(view, 0, 1)[lane] == 0);
        CHECK(active_fraction(view, 1)[lane] == 0.5);
        CHECK(value(view, 1, 0)[lane] == -3 * s);
        CHECK(largest(view, 0)[lane] == s);
        CHECK(mean_witness(view, Witness::absolute, 0)[lane] == Approx(2 * s));
        CHECK(mean_witness(view, Witness::positive_part, 0)[lane] == Approx(0.5 * s));
        CHECK(mean_witness(view, Witness::sine, 0)[lane] ==
              Approx((std::sin(s) + std::sin(-3 * s)) / 2).margin(1e-14));
        CHECK(coupling_distance(coupled)[lane] == Approx(0.5 * s * s));
        CHECK(post_activation_gap(coupled, 0, 0)[lane] == Approx((1 - 2.25) / 2 * s * s));
        CHECK(post_activation_gap(coupled, 1, 1)[lane] == Approx((0.25 - 1) / 2 * s * s));
        CHECK(post_activation_gap(coupled, 0, 1)[lane] == 0);
        CHECK(second_moment(coupled.limit_chain(), 0)[lane] == Approx((2.25 + 6.25) / 2 * s * s));
    }
    CHECK_THROWS_AS(second_moment(view, 2), std::logic_error);
    CHECK_THROWS_AS(value(view, 2, 0), std::logic_error);
}

TEST_CASE("the correlation of a vanished output is undefined") {
    const std::vector<float> values(2 * lanes, 0.0F);
    const Architecture architecture = resnet();
    for (const double rho : correlation(LayerView<float>(architecture, 0, 1, 2, values.data()), 0, 1)) {
        CHECK(std::isnan(rho));
    }
}

TEST_CASE("the gap of post-activations is the difference of its two sides, at any activation and width") {
    for (const std::uint32_t width : {1U, 63U, 64U, 200U}) {
        std::vector<double> values(std::size_t{width} * 2 * lanes);
        std::vector<double> limits(values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] = std::sin(1.7 * static_cast<double>(i) + 0.3);
            limits[i] = std::cos(0.9 * static_cast<double>(i));
        }
        for (const Architecture& architecture :
             {resnet(), resnet().activation(LeakyRelu{0.3}), resnet().activation(Identity{})}) {
            const LayerView<double> view(architecture, 1, width, 2, values.data());
            const LayerView<double> chain(architecture, 1, width, 2, limits.data());
            for (const auto& [a, b] :
                 {std::pair{0U, 0U}, std::pair{0U, 1U}, std::pair{1U, 0U}, std::pair{1U, 1U}}) {
                const LaneValues gap = post_activation_gap(CoupledView<double>(view, chain), a, b);
                const LaneValues first = post_activation(view, a, b);
                const LaneValues second = post_activation(chain, a, b);
                for (std::size_t lane = 0; lane < lanes; ++lane) {
                    CHECK(gap[lane] == Approx(first[lane] - second[lane]).margin(1e-13));
                }
            }
        }
    }
}
