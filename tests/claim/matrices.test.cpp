// The Eigen view of a network shows the same network as the views of the sampler.
#include "limitcheck/claim/matrices.hpp"

#include "catch.hpp"

using namespace limitcheck;

TEST_CASE("pre- and post-activations have their shapes and are the sampler's") {
    const Cell cell = parse_cell("n=12,L=6,t=0.5,inputs=pair:0.3");
    const network::Architecture architecture = network::resnet().activation(network::LeakyRelu{0.25});
    const Layers layers = [](const Cell& at) { return std::vector<std::uint32_t>{1, at.layer()}; };
    const Measurement matrices =
        measure_matrices(architecture, layers, {nonnegative("Q"), real("C"), nonnegative("R")},
                         [](const Cell& at, const NetworkMatrices& net, std::span<double> out) {
                             REQUIRE(net.count() == 2);
                             REQUIRE(net.layers() == std::vector<std::uint32_t>{1, at.layer()});
                             REQUIRE(net.pre(0).rows() == 12);
                             REQUIRE(net.pre(0).cols() == 2);
                             const Eigen::MatrixXd& y = net.pre(1);
                             const Eigen::MatrixXd phi = net.post(1);
                             REQUIRE(phi.rows() == 12);
                             REQUIRE(phi.cols() == 2);
                             out[0] = y.col(1).squaredNorm() / 12;
                             out[1] = y.col(0).dot(y.col(1)) / 12;
                             out[2] = phi.col(0).squaredNorm() / 12;
                         });
    const Measurement quantities = measure_networks(
        architecture,
        {second_moment_of<PreciseNetworkView>(1),
         Quantity<PreciseNetworkView>{real("C"),
                                      [](const PreciseNetworkView& view, const Cell&) {
                                          return network::covariance<double>(view, 0, 1);
                                      }},
         Quantity<PreciseNetworkView>{nonnegative("R"), [](const PreciseNetworkView& view, const Cell&) {
                                          return network::post_activation<double>(view, 0, 0);
                                      }}});
    std::vector<double> a(32 * 3);
    std::vector<double> b(32 * 3);
    matrices.draw(cell, random::StreamKey{9}, 16, 32, a);
    quantities.draw(cell, random::StreamKey{9}, 16, 32, b);
    for (std::size_t i = 0; i < a.size(); ++i) {
        CHECK(a[i] == Approx(b[i]).epsilon(1e-12));
    }
    CHECK(matrices.cost(cell) == 2 * 12 * 4);
    // The first three networks once more, in high precision.
    std::vector<double> first(16 * 3);
    std::vector<double> shadow(3 * 3);
    network::ShadowNoise noise;
    matrices.draw(cell, random::StreamKey{9}, 0, 16, first);
    matrices.shadow(cell, random::StreamKey{9}, 3, shadow, noise);
    for (std::size_t i = 0; i < shadow.size(); ++i) {
        CHECK(shadow[i] == Approx(first[i]).epsilon(1e-12));
    }
}
