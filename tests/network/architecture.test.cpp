// Architectures, activations, Gram matrices and the limit chain: values known otherwise, and errors with a
// mend.
#include "limitcheck/network/architecture.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"
#include "limitcheck/network/gram_matrix.hpp"
#include "limitcheck/network/limit_chain.hpp"

using namespace limitcheck;
using namespace limitcheck::network;

TEST_CASE("branch scales") {
    for (const std::uint32_t depth : {1U, 2U, 7U, 100U, 4096U}) {
        for (const double exponent : {0.0, -0.25, -0.5, -0.75, -1.0, -1.5, -0.3, -0.4}) {
            CAPTURE(depth, exponent);
            CHECK(branch_scale(power(exponent), 1, Depth{depth}) ==
                  Approx(std::pow(depth, exponent)).epsilon(4e-15));
        }
    }
    CHECK(branch_scale(scales({3, 4}), 2, Depth{2}) == 4);
    CHECK_THROWS_AS(branch_scale(scales({3, 4}), 2, Depth{3}), Error);
    CHECK_THROWS_AS(branch_scale(power(-0.5), 4, Depth{3}), std::logic_error);
    CHECK_THROWS_AS(power(0.5), Error);
    CHECK_THROWS_AS(power(std::nan("")), Error);
    CHECK(resnet().alpha(1, Depth{16}) == 0.25);
    CHECK(resnet().branch(power(-1)).alpha(1, Depth{16}) == 0.0625);
    CHECK(mlp().alpha(1, Depth{16}) == 1);
}

TEST_CASE("modifiers change one fact") {
    const Architecture changed = resnet().branch(power(-1)).weights(2).activation(Identity{}).skip(false);
    CHECK(changed.branch() == power(-1));
    CHECK(changed.weights() == 2);
    CHECK(name(changed.activation()) == "identity");
    CHECK_FALSE(changed.has_skip());
    CHECK(resnet().weights(1.0) == resnet());
    CHECK_FALSE(resnet().skip(false) == resnet());
    CHECK_THROWS_AS(resnet().weights(-1), Error);
    CHECK_THROWS_AS(resnet().weights(std::numeric_limits<double>::infinity()), Error);
}

TEST_CASE("activations are the functions they are named after") {
    for (double x = -12; x <= 12; x += 0.03125 * 0.77) {
        CAPTURE(x);
        CHECK(activate(Relu{}, x) == std::max(x, 0.0));
        CHECK(activate(LeakyRelu{0.1}, x) == (x > 0 ? x : 0.1 * x));
        CHECK(activate(Identity{}, x) == x);
        CHECK(activate(Tanh{}, x) == Approx(std::tanh(x)).epsilon(2e-15).margin(0));
        CHECK(std::fabs(activate(Gelu{}, x) - 0.5 * x * std::erfc(-x / std::sqrt(2.0))) < 1e-14);
        CHECK(activate(UserFunction{"half", [](double y) { return y / 2; }}, x) == x / 2);
    }
    CHECK(activate(Tanh{}, 1e-9) == Approx(1e-9).epsilon(1e-15));
    CHECK(name(LeakyRelu{0.25}) == "leaky_relu(0.25)");
    CHECK(name(UserFunction{"half", {}}) == "half");
    CHECK(activate(function("half", [](double y) { return y / 2; }), 3.0) == 1.5);
    CHECK_THROWS_AS(function("half", {}), Error);
    double (*const none)(double) = nullptr;
    CHECK_THROWS_AS(function("half", none), Error);
}

TEST_CASE("roots of Gram matrices") {
    const std::vector<double> matrix{4, 2, -2, 2, 5, 1, -2, 1, 3};
    std::vector<double> root(9);
    cholesky(3, matrix, root);
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) {
            double product = 0;
            for (int p = 0; p < 3; ++p) {
                product +=
                    root[static_cast<std::size_t>(i * 3 + p)] * root[static_cast<std::size_t>(j * 3 + p)];
            }
            CHECK(product == Approx(matrix[static_cast<std::size_t>(i * 3 + j)]).epsilon(1e-15));
        }
    }
    std::vector<double> pair(4);
    cholesky(2, std::vector<double>{0.7, -0.7, -0.7, 0.7}, pair);
    CHECK(pair[2] == -pair[0]);
    CHECK(pair[3] == 0);
    cholesky(2, std::vector<double>{0.3, 0.3, 0.3, 0.3}, pair);
    CHECK(pair[2] == pair[0]);
    cholesky(2, std::vector<double>{0, 0, 0, 2}, pair);
    CHECK(pair == std::vector<double>{0, 0, 0, std::sqrt(2.0)});
}

TEST_CASE("Gram matrices that no inputs have are refused") {
    CHECK_THROWS_AS(GramMatrix(2, {1, 2, 2, 1}), Error);
    CHECK_THROWS_AS(GramMatrix(2, {0, 1, 1, 1}), Error);
    CHECK_THROWS_AS(GramMatrix(2, {1, 0.5, 0.4, 1}), Error);
    CHECK_THROWS_AS(GramMatrix(2, {1, 0, 0}), Error);
    CHECK_THROWS_AS(GramMatrix(0, {}), Error);
    CHECK_THROWS_AS(GramMatrix(9, std::vector<double>(81, 0.0)), Error);
    CHECK_THROWS_AS(GramMatrix::one(-1), Error);
    CHECK_THROWS_AS(GramMatrix::one(std::nan("")), Error);
    CHECK(GramMatrix(Inputs::pair(-0.9)) == GramMatrix::pair(-0.9));
    // Three vectors in a plane: singular, allowed.
    CHECK_NOTHROW(GramMatrix(3, {1, 0.5, -0.5, 0.5, 1, 0.5, -0.5, 0.5, 1}));
}

TEST_CASE("the limit chain has the layers 0..L and no other") {
    const GramMatrix gram = GramMatrix::pair(0.2);
    CHECK(limit_at(resnet(), gram, 0, Depth{2}) == gram);
    CHECK(limit_at(resnet(), gram, 2, Depth{2}) ==
          next_limit(resnet(), next_limit(resnet(), gram, 1, Depth{2}), 2, Depth{2}));
    CHECK_THROWS_AS(limit_at(resnet(), gram, 3, Depth{2}), Error);
    CHECK_THROWS_AS(next_limit(resnet(), gram, 3, Depth{2}), Error);
    CHECK_THROWS_AS(next_limit(resnet(), gram, 0, Depth{2}), Error);
    // The layer is told before any work is done, even on a chain without a closed form.
    CHECK_THROWS_WITH(limit_at(mlp(), gram, 4'000'000'000, Depth{2}),
                      Catch::Matchers::Contains("layer 4000000000"));
}

TEST_CASE("the limit chain has the theory's values") {
    // docs/theory/resnet-commute, section 3.3: q_L and c_L at t = 1.
    const GramMatrix k10 = limit_at(resnet(), GramMatrix::pair(-0.9), 10, Depth{10});
    CHECK(k10(0, 0) == Approx(1.62889462677744140625).epsilon(1e-14));
    CHECK(k10(0, 1) / k10(0, 0) == Approx(-0.5330305886003333123554).epsilon(1e-13));
    const GramMatrix k1000 = limit_at(resnet(), GramMatrix::pair(0.999), 1000, Depth{1000});
    CHECK(k1000(1, 1) == Approx(1.648515262083775620011).epsilon(1e-12));
    CHECK(k1000(0, 1) / k1000(0, 0) == Approx(0.9990047261471290965309).epsilon(1e-12));
    // Section 5.2: 1 - c_l of the MLP from c_0 = 0.
    const GramMatrix deep = limit_at(mlp(), GramMatrix::pair(0), 100, Depth{100});
    CHECK(deep(0, 0) == Approx(1).epsilon(1e-13));
    CHECK(1 - deep(0, 1) == Approx(0.003576853316052374035146).epsilon(1e-11));
    // Unequal norms and other homogeneous activations: phi = identity keeps the matrix's shape.
    const GramMatrix unequal(2, {4, -1, -1, 1});
    const GramMatrix linear = next_limit(mlp().weights(1).activation(Identity{}), unequal, 1, Depth{1});
    CHECK(linear(0, 1) == Approx(-1).epsilon(1e-15));
    CHECK(linear(0, 0) == Approx(4).epsilon(1e-15));
    const std::vector<double> relu = post_activation_moments(Relu{}, unequal);
    const double angle = std::acos(-0.5);
    CHECK(relu[1] == Approx(2 * (std::sin(angle) + (std::acos(-1.0) - angle) * -0.5) / std::acos(-1.0) / 2));
    // GELU: the trapezoidal rule over the plane, which errs less than rounding.
    const GramMatrix k(2, {2, -0.7, -0.7, 0.5});
    const std::vector<double> moments = post_activation_moments(Gelu{}, k);
    const auto by_sums = [&](double q_u, double q_v, double covariance) {
        const double h = 0.125;
        const double along = covariance / std::sqrt(q_u);
        const double across = std::sqrt(std::max(0.0, q_v - along * along));
        double sum = 0;
        for (double x = -9; x <= 9; x += h) {
            for (double y = -9; y <= 9; y += h) {
                sum += activate(Gelu{}, std::sqrt(q_u) * x) * activate(Gelu{}, along * x + across * y) *
                       std::exp(-(x * x + y * y) / 2);
            }
        }
        return sum * h * h / (2 * std::acos(-1.0));
    };
    CHECK(moments[0] == Approx(by_sums(2, 2, 2)).epsilon(1e-12));
    CHECK(moments[1] == Approx(by_sums(2, 0.5, -0.7)).epsilon(1e-12));
    CHECK(moments[1] == moments[2]);
    CHECK(moments[3] == Approx(by_sums(0.5, 0.5, 0.5)).epsilon(1e-12));
    CHECK_THROWS_AS(post_activation_moments(Tanh{}, unequal), Error);
}

TEST_CASE("an architecture has numbers, however it is made") {
    const auto made = [](BranchScale scale, double weights, Activation phi) {
        return Architecture(true, std::move(scale), weights, std::move(phi));
    };
    CHECK_NOTHROW(made(PowerScale{}, 1, Relu{}));
    CHECK_THROWS_WITH(made(PowerScale{1}, 1, Relu{}), Catch::Contains("grows with the depth"));
    CHECK_THROWS_WITH(made(ConstantScale{NAN}, 1, Relu{}), Catch::Contains("not finite"));
    CHECK_THROWS_WITH(made(ArrayScale{{1, -INFINITY}}, 1, Relu{}), Catch::Contains("layer 2"));
    CHECK_THROWS_WITH(made(PowerScale{}, -1, Relu{}), Catch::Contains("variance"));
    CHECK_THROWS_WITH(made(PowerScale{}, NAN, Relu{}), Catch::Contains("variance"));
    CHECK_THROWS_WITH(made(PowerScale{}, 1, LeakyRelu{NAN}), Catch::Contains("slope"));
    CHECK_THROWS_WITH(made(PowerScale{}, 1, UserFunction{"f", {}}), Catch::Contains("empty function"));
    CHECK_THROWS_WITH(resnet().branch(ConstantScale{NAN}), Catch::Contains("not finite"));
}
