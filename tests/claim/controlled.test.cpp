// Measurements with control variates: what is drawn, number by number, what is certified of it, and that a
// pilot is apart from the draws it serves (docs/theory/control-variates, section 6).
#include "limitcheck/claim/controlled.hpp"

#include <array>
#include <cmath>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/variate_bounds.hpp"
#include "limitcheck/network/limit_chain.hpp"
#include "limitcheck/network/shadow_sampler.hpp"
#include "limitcheck/network/variate_sampler.hpp"

using namespace limitcheck;
using precise::Enclosure;

namespace {

constexpr random::StreamKey key{0xc0117201ULL};

std::vector<double> draw(const Measurement& measurement, const Cell& cell, std::size_t count,
                         std::uint64_t first = 0) {
    std::vector<double> out = unfilled(count);
    measurement.draw(cell, key, first, count, out);
    return out;
}

Quantity<NetworkView> covariance_of_both() {
    return {real("C"),
            [](const auto& view, const Cell&) { return network::covariance(networks_of(view), 0, 1); }};
}

double variance(const std::vector<double>& values) {
    double mean = 0;
    for (const double x : values) {
        mean += x / static_cast<double>(values.size());
    }
    double sum = 0;
    for (const double x : values) {
        sum += (x - mean) * (x - mean) / static_cast<double>(values.size() - 1);
    }
    return sum;
}

/// Standard errors between the mean of a - b and 0.
double z_of_difference(std::vector<double> a, const std::vector<double>& b) {
    double mean = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        a[i] -= b[i];
        mean += a[i] / static_cast<double>(a.size());
    }
    return mean / std::sqrt(variance(a) / static_cast<double>(a.size()));
}

/// The variates of the cell's first networks, variate by variate.
std::vector<std::vector<double>> variates_at(const Cell& cell, network::VariateShape shape,
                                             std::size_t networks) {
    std::vector<std::vector<double>> all(shape.size(static_cast<std::uint32_t>(cell.inputs.count())));
    network::for_each_group(0, networks, [&](std::uint64_t first, std::size_t) {
        network::simulate_variates<float>(
            network::resnet(), cell.inputs, network::Width{cell.width}, network::Depth{cell.depth}, key,
            first, std::array{cell.layer()}, shape,
            [&](std::size_t, const CoupledNetworkView&, const network::Variates& z) {
                for (std::size_t i = 0; i < all.size(); ++i) {
                    all[i].insert(all[i].end(), z.values()[i].begin(), z.values()[i].end());
                }
            });
    });
    return all;
}

}  // namespace

TEST_CASE("given coefficients are taken off the quantity of the same networks") {
    const Cell cell = parse_cell("n=50,L=6,t=0.5");
    const Controls none = given_coefficients({1, 2}, [](const Cell&) {
        return network::VariateCoefficients{{1, 2}, 1, {0, 0, 0, 0, 0}};
    });
    const std::vector<double> plain =
        draw(measure_networks(network::resnet(), {second_moment_of<NetworkView>(0)}), cell, 48);
    CHECK(draw(measure_controlled(network::resnet(), second_moment_of<NetworkView>(0), none), cell, 48) ==
          plain);
    const std::vector<double> c{0.5, 1, 0, -2, 3};
    const Controls some = given_coefficients({1, 2}, [c](const Cell&) {
        return network::VariateCoefficients{{1, 2}, 1, c};
    });
    const Measurement measurement =
        measure_controlled(network::resnet(), second_moment_of<NetworkView>(0), some);
    const std::vector<double> found = draw(measurement, cell, 48);
    const auto z = variates_at(cell, {1, 2}, 48);
    for (std::size_t i = 0; i < 48; ++i) {
        double expected = plain[i];
        for (std::size_t v = 0; v < c.size(); ++v) {
            expected -= c[v] * z[v][i];
        }
        CHECK(std::fabs(found[i] - expected) < 1e-14);
    }
    // Draws are a function of their number alone.
    const std::vector<double> later = draw(measurement, cell, 16, 32);
    CHECK(std::equal(later.begin(), later.end(), found.begin() + 32));
    CHECK(measurement.cost(cell) == 50.0 * 4);
    CHECK(measurement.batch == 16);
    CHECK(measurement.observables(cell).front().name == "Q");
    CHECK(measurement.observables(cell).front().sign == Sign::any);
}

TEST_CASE("controlled draws have the plain draws' mean and a smaller spread") {
    const Cell cell = parse_cell("n=100,L=8,t=1,inputs=pair:0.2");
    const Controls zero = given_coefficients({2, 1}, [](const Cell&) {
        return network::VariateCoefficients{{2, 1}, 2, std::vector<double>(9)};
    });
    const std::vector<double> plain =
        draw(measure_controlled(network::resnet(), covariance_of_both(), zero), cell, 3200);
    const std::vector<double> linear = draw(measure_controlled(network::resnet(), covariance_of_both(),
                                                               linear_response_of(network::resnet(), 0, 1)),
                                            cell, 3200);
    const std::vector<double> fitted =
        draw(measure_controlled(network::resnet(), covariance_of_both(), fitted_on(2000)), cell, 3200);
    CHECK(variance(plain) > 40 * variance(linear));
    CHECK(variance(linear) > 1.5 * variance(fitted));
    CHECK(std::fabs(z_of_difference(plain, linear)) < 5);
    CHECK(std::fabs(z_of_difference(plain, fitted)) < 5);

    // n x less its quadratic variates.
    const std::vector<double> excess =
        draw(measure_controlled(network::resnet(), ExcessOf{0, 1}, zero), cell, 3200);
    const std::vector<double> both =
        draw(measure_controlled(network::resnet(), ExcessOf{0, 1}, fitted_on(2000)), cell, 3200);
    CHECK(1e4 * variance(plain) > 500 * variance(excess));
    CHECK(variance(excess) > 1.4 * variance(both));
    CHECK(std::fabs(z_of_difference(excess, both)) < 5);
    const double k = network::limit_at(network::resnet(), cell.inputs, 8, network::Depth{8})(0, 1);
    std::vector<double> bias = plain;
    for (double& x : bias) {
        x = 100 * (x - k);
    }
    CHECK(std::fabs(z_of_difference(bias, excess)) < 5);
}

TEST_CASE("a pilot is drawn from a stream of its own, and one for all threads") {
    const Cell cell = parse_cell("n=24,L=4,t=1,inputs=pair:0.5");
    const network::VariateShape shape{1, 2};
    const Measurement measurement =
        measure_controlled(network::resnet(), covariance_of_both(), fitted_on(90, shape));
    // 96 networks of the derived stream.
    network::VariateFit fit;
    network::for_each_group(0, 96, [&](std::uint64_t first, std::size_t) {
        network::simulate_variates<float>(
            network::resnet(), cell.inputs, network::Width{24}, network::Depth{4},
            random::derive(key, "control pilot"), first, std::array{4U}, shape,
            [&](std::size_t, const CoupledNetworkView& view, const network::Variates& z) {
                fit.add(network::covariance(view.network(), 0, 1), z);
            });
    });
    const network::VariateCoefficients c = fit.coefficients();
    const std::vector<double> expected =
        draw(measure_controlled(network::resnet(), covariance_of_both(),
                                given_coefficients(shape, [c](const Cell&) { return c; })),
             cell, 64);
    std::array<std::vector<double>, 4> parts;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        threads.emplace_back([&, i] { parts[i] = draw(measurement, cell, 16, 16 * i); });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        CHECK(std::equal(parts[i].begin(), parts[i].end(),
                         expected.begin() + static_cast<std::ptrdiff_t>(16 * i)));
    }
    // Each cell and each stream has its own.
    const Cell other_cell = parse_cell("n=24,L=4,t=0.5,inputs=pair:0.5");
    const random::StreamKey other{key.value + 1};
    const auto fresh = [&](const Cell& at, random::StreamKey stream) {
        std::vector<double> out = unfilled(16);
        measure_controlled(network::resnet(), covariance_of_both(), fitted_on(90, shape))
            .draw(at, stream, 0, 16, out);
        return out;
    };
    std::vector<double> found = unfilled(16);
    measurement.draw(cell, other, 0, 16, found);
    CHECK(found == fresh(cell, other));
    measurement.draw(other_cell, key, 0, 16, found);
    CHECK(found == fresh(other_cell, key));
    CHECK_THROWS_AS(
        draw(measure_controlled(network::resnet(), covariance_of_both(), fitted_on(16, shape)), cell, 16),
        Error);
}

TEST_CASE("the rounding of the chain's numbers is in the observable's error") {
    // q_l = (7/6)^l at L = 3: the double of limit_at is off by less than an ulp or two.
    const Cell cell = parse_cell("n=10,L=3,t=1");
    const VariateBounds bounds = variate_bounds(network::resnet(), cell, {3, 1});
    REQUIRE(bounds.error.size() == 4);
    const double own = network::limit_at(network::resnet(), cell.inputs, 3, network::Depth{3})(0, 0);
    const Enclosure off = abs(Enclosure::exactly(own) - Enclosure::ratio(343, 216));
    CHECK(bounds.error[3].overlaps(off));
    CHECK(bounds.error[3].width() < 1e-40);
    CHECK(bounds.error[0].upper() == 0);  // Gamma_0 = 1/2
    CHECK(bounds.error[2].is_positive());
    CHECK(bounds.error[2].upper() < 1e-16);
    const Measurement given = measure_controlled(network::resnet(), second_moment_of<NetworkView>(0),
                                                 linear_response_of(network::resnet(), 0, 0));
    const double error = given.observables(cell).front().error;
    CHECK(error >= bounds.error[3].upper());
    CHECK(error < 1e-15);
    // Of a quantity with an error of its own, both.
    Quantity<NetworkView> rough = second_moment_of<NetworkView>(0);
    rough.observable.error = 0.25;
    CHECK(measure_controlled(network::resnet(), rough, linear_response_of(network::resnet(), 0, 0))
              .observables(cell)
              .front()
              .error >= 0.25 + error * (1 - 1e-9));

    // Coefficients that could not keep within what is allowed are made smaller: here to nothing.
    Controls strict = fitted_on(64, {2, 1});
    strict.largest = 0;
    const Measurement none = measure_controlled(network::resnet(), second_moment_of<NetworkView>(0), strict);
    CHECK(none.observables(cell).front().error == 0);
    CHECK(draw(none, cell, 32) ==
          draw(measure_networks(network::resnet(), {second_moment_of<NetworkView>(0)}), cell, 32));
    Controls loose = fitted_on(64, {2, 1});
    loose.largest = 0.5;
    const std::vector<double> half =
        draw(measure_controlled(network::resnet(), second_moment_of<NetworkView>(0), loose), cell, 32);
    const std::vector<double> whole =
        draw(measure_controlled(network::resnet(), second_moment_of<NetworkView>(0), fitted_on(64, {2, 1})),
             cell, 32);
    const std::vector<double> plain = draw(none, cell, 32);
    const double factor = (half[0] - plain[0]) / (whole[0] - plain[0]);
    CHECK(factor > 0);
    CHECK(factor < 0.9);
    CHECK(std::fabs(half[7] - plain[7] - factor * (whole[7] - plain[7])) < 1e-12);
}

TEST_CASE("certified second moments of the variates hold, and those of one layer are exact") {
    const Cell cell = parse_cell("n=40,L=6,t=1,inputs=pair:0.5");
    const network::VariateShape shape{2, 4};
    const VariateBounds bounds = variate_bounds(network::resnet(), cell, shape);
    const auto z = variates_at(cell, shape, 16000);
    const std::size_t count = shape.linear(2);
    std::size_t quadratic = count;
    const auto rms = [&](std::size_t i) {
        double sum = 0;
        for (const double x : z[i]) {
            sum += x * x / static_cast<double>(z[i].size());
        }
        return std::sqrt(sum);
    };
    const network::GramMatrix k = network::limit_at(network::resnet(), cell.inputs, 6, network::Depth{6});
    CHECK(std::fabs(bounds.norm[6].mid() - k(0, 0) * std::sqrt(2.0 / 40)) < 1e-12);
    CHECK(std::fabs(bounds.norm[7].mid() - std::sqrt((k(0, 0) * k(1, 1) + k(0, 1) * k(0, 1)) / 40)) < 1e-12);
    for (std::size_t u = 0; u < count; ++u) {
        CAPTURE(u);
        // 16,000 draws: a root mean square is known to two per cent.
        CHECK(rms(u) < 1.03 * bounds.norm[u].upper());
        CHECK(rms(u) > (u < 6 ? 0.85 : 0.97) * bounds.norm[u].lower());
        for (std::size_t v = 0; v <= u; ++v, ++quadratic) {
            network::VariateCoefficients one{shape, 2, std::vector<double>(shape.size(2))};
            one.values[quadratic] = -1;
            const double bound = root_mean_square(bounds, one).upper();
            CHECK(rms(quadratic) < 1.05 * bound);
            CHECK(rms(quadratic) > 0.4 * bound);
        }
    }
    // One layer: Var relu(u) relu(v) at correlation 1/2 is (1 + 3 sqrt(3)/(4 pi))/2 - (1/6 + sqrt(3)/(4
    // pi))^2.
    const double pi = std::acos(-1.0);
    const double root3 = std::sqrt(3.0);
    const double rectified = (1 + 3 * root3 / (4 * pi)) / 2 - std::pow(1.0 / 6 + root3 / (4 * pi), 2);
    const VariateBounds one_layer =
        variate_bounds(network::resnet(), parse_cell("n=40,L=1,t=1,inputs=pair:0.5"), {1, 1});
    CHECK(std::fabs(one_layer.norm[1].mid() - std::sqrt(rectified / 40)) < 1e-12);
    CHECK(std::fabs(one_layer.norm[0].mid() - std::sqrt(1.25 / 40)) < 1e-12);
    network::VariateCoefficients two{shape, 2, std::vector<double>(shape.size(2))};
    two.values[1] = -2;
    two.values[6] = 3;
    CHECK(root_mean_square(bounds, two).overlaps(2 * bounds.norm[1] + 3 * bounds.norm[6]));
    CHECK(mean_error(bounds, two).overlaps(2 * bounds.error[1] + 3 * bounds.error[6]));
}

TEST_CASE("a certified moment grows by what is subtracted, and none is certified for a fit") {
    const Cell cell = parse_cell("n=40,L=6,t=1");
    const Controls controls = given_coefficients({1, 1}, [](const Cell&) {
        return network::VariateCoefficients{{1, 1}, 1, {0, 2}};
    });
    const CellNumber moment =
        controlled_second_moment(network::resnet(), controls, [](const Cell&) { return Enclosure(9); });
    // q_6 = (13/12)^6
    const Enclosure expected =
        square(3 + 2 * pow(Enclosure::ratio(13, 12), 6) * sqrt(Enclosure::ratio(2, 40)));
    CHECK(std::fabs(moment(cell).mid() - expected.mid()) < 1e-12);
    CHECK_THROWS_AS(
        controlled_second_moment(network::resnet(), fitted_on(100), [](const Cell&) { return Enclosure(1); }),
        Error);
    CHECK_THROWS_AS(controlled_second_moment(network::resnet().activation(network::Gelu{}), controls,
                                             [](const Cell&) { return Enclosure(1); })(cell),
                    Error);
    Quantity<NetworkView> over = second_moment_of<NetworkView>(0);
    over.over = Over::maximum;
    CHECK_THROWS_AS(measure_controlled(network::resnet(), over, controls), std::logic_error);
}

TEST_CASE("controlled draws have shadows, with the same coefficients") {
    const Cell cell = parse_cell("n=20,L=5,t=1,inputs=pair:0.2");
    const Measurement quantity =
        measure_controlled(network::resnet(), covariance_of_both(), fitted_on(256, {2, 2}));
    const Measurement excess = measure_controlled(network::resnet(), ExcessOf{1, 1}, fitted_on(256, {2, 2}));
    const Measurement gelu = measure_controlled(network::resnet().activation(network::Gelu{}),
                                                covariance_of_both(), fitted_on(256, {2, 2}));
    CHECK(gelu.observables(cell).front().error < 1e-12);
    for (const Measurement* measurement : {&quantity, &excess, &gelu}) {
        network::ShadowNoise noise;
        std::vector<double> shadow = unfilled(16);
        REQUIRE(measurement->shadow);
        measurement->shadow(cell, key, 8, shadow, noise);
        const std::vector<double> drawn = draw(*measurement, cell, 16);
        double gap = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            gap = std::max(gap, std::fabs(shadow[i] - drawn[i]));
        }
        CHECK(gap < 1e-4);
        CHECK(gap > 0);
        CHECK(std::isnan(shadow[8]));
    }
    const Quantity<NetworkView> unshadowed{
        real("C"), [](const NetworkView& view, const Cell&) { return network::covariance(view, 0, 1); }};
    CHECK(!measure_controlled(network::resnet(), unshadowed, fitted_on(256)).shadow);
}

TEST_CASE("inputs at the ends of what is allowed, and shapes beyond it") {
    for (const char* text :
         {"n=30,L=3,t=1,inputs=pair:1", "n=30,L=3,t=1,inputs=pair:-1", "n=30,L=1,t=1,inputs=pair:0.5",
          "n=12,L=4,t=1,inputs=pair:0.5:1e-18:1e18", "n=12,L=4,t=1,inputs=pair:0.5:1e-20:1e-20"}) {
        CAPTURE(text);
        const Cell cell = parse_cell(text);
        const Measurement controlled =
            measure_controlled(network::resnet(), second_moment_of<NetworkView>(1), fitted_on(1024, {2, 3}));
        const Measurement plain = measure_controlled(
            network::resnet(), second_moment_of<NetworkView>(1), given_coefficients({2, 3}, [](const Cell&) {
                return network::VariateCoefficients{{2, 3}, 2, std::vector<double>(54)};
            }));
        const double q = cell.inputs.second_moment(1);
        CHECK(controlled.observables(cell).front().error < 1e-12 * q);
        const std::vector<double> x = draw(controlled, cell, 320);
        CHECK(variance(x) < variance(draw(plain, cell, 320)) / 5);
        CHECK(variance(x) < q * q);
    }
    const Measurement measurement =
        measure_controlled(network::resnet(), second_moment_of<NetworkView>(0), fitted_on(64));
    for (const char* text : {"n=9,L=3,t=1", "n=30,L=3,t=1,inputs=equal:3:0.5"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(measurement.observables(parse_cell(text)), Error);
        CHECK_THROWS_AS(draw(measurement, parse_cell(text), 16), Error);
    }
}
