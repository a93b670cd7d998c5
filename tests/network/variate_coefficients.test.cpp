// Coefficients of control variates: values by hand, least squares that finds what was put in, and the
// variance that they save on networks they were not fitted on (docs/theory/control-variates, section 6).
#include "limitcheck/network/variate_coefficients.hpp"

#include <array>
#include <cmath>

#include "catch.hpp"
#include "limitcheck/network/limit_chain.hpp"
#include "limitcheck/network/variate_sampler.hpp"
#include "sample.hpp"

using namespace limitcheck;
using namespace limitcheck::network;

namespace {

constexpr random::StreamKey key{0xc0effULL};
constexpr random::StreamKey pilot{0x9170ULL};

/// Calls use(view, excess, variates) for networks of a stream.
template <class Use>
void for_each(random::StreamKey stream, const GramMatrix& gram, std::uint32_t n, std::uint32_t depth,
              VariateShape shape, std::size_t networks, Use use) {
    const std::array layers{depth};
    for_each_group(0, networks, [&](std::uint64_t first, std::size_t) {
        simulate_excess(resnet(), gram, Width{n}, Depth{depth}, stream, first, layers, shape,
                        [&](std::size_t, const CoupledView<float>& view, const Excess& x, const Variates& z) {
                            use(view, x, z);
                        });
    });
}

/// 3 + sum_i coefficients_i z_i, lane by lane.
LaneValues three_plus(const std::vector<double>& coefficients, const Variates& z) {
    LaneValues x{};
    x.fill(3);
    for (std::size_t i = 0; i < coefficients.size(); ++i) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            x[lane] += coefficients[i] * z.values()[i][lane];
        }
    }
    return x;
}

}  // namespace

TEST_CASE("the linear response of one input, by hand") {
    // L = 3, alpha^2 = 1/3, F' = 1/2: p_3 = 1, p_2 = 7/6, p_1 = 49/36.
    const VariateCoefficients fine = linear_response(resnet(), GramMatrix::one(), Depth{3}, 3, {3, 1}, 0, 0);
    REQUIRE(fine.values.size() == 4);
    CHECK(std::fabs(fine.values[0] - 49.0 / 36) < 1e-14);
    CHECK(std::fabs(fine.values[1] - 7.0 / 6) < 1e-14);
    CHECK(fine.values[2] == 1);
    CHECK(fine.values[3] == 1);
    // Windows of layers {0, 1} and {2}.
    const VariateCoefficients coarse =
        linear_response(resnet(), GramMatrix::one(), Depth{3}, 3, {2, 2}, 0, 0);
    REQUIRE(coarse.values.size() == 3 + 6);
    CHECK(std::fabs(coarse.values[0] - (49.0 / 36 + 7.0 / 6) / 2) < 1e-14);
    CHECK(coarse.values[1] == 1);
    for (std::size_t i = 3; i < 9; ++i) {
        CHECK(coarse.values[i] == 0);
    }
    // Without a skip connection and with alpha^2 weights = 2 each layer passes on all that it got.
    const VariateCoefficients plain = linear_response(mlp(), GramMatrix::one(), Depth{3}, 3, {3, 1}, 0, 0);
    CHECK(plain.values == std::vector<double>{1, 1, 1, 1});
    CHECK_THROWS_AS(
        linear_response(resnet().activation(Gelu{}), GramMatrix::one(), Depth{3}, 3, {3, 1}, 0, 0), Error);
}

TEST_CASE("the linear response of two inputs is the derivative of the infinite-width chain") {
    // What a change of Gamma_l adds to K_m(a, b), by differences: K is moved after layer l.
    const GramMatrix gram(2, {1.2, -0.4, -0.4, 0.9});
    const Depth depth{5};
    const VariateCoefficients response = linear_response(resnet(), gram, depth, 5, {5, 1}, 1, 0);
    for (std::uint32_t l = 0; l < 5; ++l) {
        for (std::size_t e = 0; e < 3; ++e) {
            std::array<double, 2> ends{};
            const double h = 1e-5;
            for (const std::size_t side : {std::size_t{0}, std::size_t{1}}) {
                GramMatrix k = limit_at(resnet(), gram, l + 1, depth);
                std::vector<double> moved(k.values().begin(), k.values().end());
                const double step = side == 0 ? -h : h;
                if (e == 1) {
                    moved[1] += step;
                    moved[2] += step;
                } else {
                    moved[e == 0 ? 0 : 3] += step;
                }
                k = GramMatrix(2, moved);
                for (std::uint32_t next = l + 2; next <= 5; ++next) {
                    k = next_limit(resnet(), k, next, depth);
                }
                ends[side] = k(0, 1);
            }
            CAPTURE(l, e);
            CHECK(std::fabs(response.values[l * 3 + e] - (ends[1] - ends[0]) / (2 * h)) < 1e-8);
        }
    }
    CHECK((response.values[15] == 0 && response.values[16] == 1 && response.values[17] == 0));
}

TEST_CASE("least squares finds the coefficients that were put in") {
    const VariateShape shape{2, 3};
    VariateFit fit;
    std::vector<double> truth(shape.size(2));
    for (std::size_t i = 0; i < truth.size(); ++i) {
        truth[i] = (i % 2 == 0 ? 1.0 : -0.5) * static_cast<double>(i % 7);
    }
    for_each(pilot, GramMatrix::pair(0.2), 24, 6, shape, 480,
             [&](const CoupledView<float>&, const Excess&, const Variates& z) {
                 fit.add(three_plus(truth, z), z);
             });
    const VariateCoefficients found = fit.coefficients();
    for (std::size_t i = 0; i < truth.size(); ++i) {
        CAPTURE(i);
        CHECK(std::fabs(found.values[i] - truth[i]) < 1e-6);
    }
    for_each(key, GramMatrix::pair(0.2), 24, 6, shape, 16,
             [&](const CoupledView<float>&, const Excess&, const Variates& z) {
                 for (const double rest : controlled(three_plus(truth, z), z, found)) {
                     CHECK(std::fabs(rest - 3) < 1e-7);
                 }
             });
}

TEST_CASE("variates that others make up get no coefficient, and a small pilot says so") {
    VariateFit fit;
    Variates z({3, 1}, 1);  // three windows of which two are equal and one is empty, and the layer
    for (std::uint32_t group = 0; group < 10; ++group) {
        LaneValues first{};
        LaneValues last{};
        LaneValues x{};
        for (std::uint32_t lane = 0; lane < lanes; ++lane) {
            first[lane] = random::normal<double>(pilot, group, 0, lane);
            last[lane] = random::normal<double>(pilot, group, 1, lane);
            x[lane] = 2 * first[lane] - 3 * last[lane];
        }
        z.set_group(0, 0, first);
        z.set_group(0, 1, first);
        z.set_group(0, 3, last);
        z.combine(1);
        if (group == 0) {
            CHECK_THROWS_AS(fit.coefficients(), Error);
        }
        fit.add(x, z);
    }
    const VariateCoefficients found = fit.coefficients();
    CHECK(std::fabs(found.values[0] - 2) < 1e-9);
    CHECK(found.values[1] == 0);
    CHECK(found.values[2] == 0);
    CHECK(std::fabs(found.values[3] + 3) < 1e-9);
    CHECK_THROWS_AS(controlled({}, Variates({2, 1}, 1), found), std::logic_error);
    VariateFit wide;
    wide.add({}, Variates({4, 2}, 2));
    CHECK_THROWS_AS(wide.coefficients(), Error);
    CHECK_THROWS_WITH(wide.coefficients(), Catch::Matchers::Contains("from 16 networks"));
}

TEST_CASE("coefficients that cannot be are told apart") {
    CHECK_THROWS_AS(VariateFit{}.coefficients(), Error);
    CHECK_THROWS_WITH(VariateFit{}.coefficients(), Catch::Matchers::Contains("no networks"));
    VariateFit many;
    CHECK_THROWS_AS(many.add({}, Variates({9'000, 1}, 1)), Error);
    const GramMatrix gram = GramMatrix::pair(0.2);
    CHECK_THROWS_AS(linear_response(resnet(), gram, Depth{3}, 4, {2, 1}, 0, 1), Error);
    CHECK_THROWS_AS(linear_response(resnet(), gram, Depth{3}, 3, {0, 1}, 0, 1), Error);
    CHECK_THROWS_AS(linear_response(resnet(), gram, Depth{3}, 3, {4'000'000'000, 1}, 0, 1), Error);
    CHECK_THROWS_AS(linear_response(resnet(), gram, Depth{3}, 3, {2, 1}, 0, 2), std::logic_error);
}

TEST_CASE("variates save variance on networks they were not fitted on, and leave the mean") {
    const GramMatrix gram = GramMatrix::pair(0.2);
    const std::uint32_t n = 100;
    const VariateShape shape{2, 10};
    VariateFit quadratic;
    VariateFit of_excess;
    for_each(pilot, gram, n, 12, shape, 2400,
             [&](const CoupledView<float>& view, const Excess& x, const Variates& z) {
                 quadratic.add(covariance(view.network(), 0, 1), z);
                 of_excess.add(x(0, 1), z);
             });
    const VariateCoefficients response = linear_response(resnet(), gram, Depth{12}, 12, shape, 0, 1);
    const double k = limit_at(resnet(), gram, 12, Depth{12})(0, 1);
    tests::Sample plain, linear, fitted, excess, both, gap;
    for_each(key, gram, n, 12, shape, 3200,
             [&](const CoupledView<float>& view, const Excess& x, const Variates& z) {
                 LaneValues c = covariance(view.network(), 0, 1);
                 const LaneValues by_fit = controlled(c, z, quadratic.coefficients());
                 plain.add(c);
                 linear.add(controlled(c, z, response));
                 fitted.add(by_fit);
                 excess.add(x(0, 1));
                 both.add(controlled(x(0, 1), z, of_excess.coefficients()));
                 for (std::size_t lane = 0; lane < lanes; ++lane) {
                     c[lane] = by_fit[lane] - k - x(0, 1)[lane];
                 }
                 gap.add(c);
             });
    CHECK(plain.variance() > 0.4 * n * linear.variance());
    CHECK(linear.variance() > 1.5 * fitted.variance());
    CHECK(excess.variance() > 1.5 * both.variance());
    CHECK(std::fabs(gap.z(0)) < tests::five_sigma);
    CHECK(std::fabs(tests::z(both, excess)) < tests::five_sigma);
}
