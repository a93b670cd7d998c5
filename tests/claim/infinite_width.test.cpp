// Kernels at infinite width by two ways each, and by networks that are wide.
#include "limitcheck/claim/infinite_width.hpp"

#include <cmath>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/network/limit_chain.hpp"

using namespace limitcheck;
using precise::Enclosure;
using precise::Series;

namespace {

const precise::SmoothFunction gelu{
    .series = [](const Series& x) { return x * precise::normal_probability(x); }, .slope = 1};

precise::SmoothFunction leaky(const Enclosure& slope) {
    return {.series = [slope](const Series& x) { return x.front().mid() > 0 ? x : slope * x; },
            .slope = 1,
            .kinks = {0}};
}

}  // namespace

TEST_CASE("closed forms and quadrature agree, one input") {
    for (const int quarters : {1, 4, 9}) {
        const Enclosure q = Enclosure::ratio(quarters, 4);
        CAPTURE(quarters);
        CHECK(infinite_width_kernel(network::gelu(), q).overlaps(second_moment(gelu, q)));
        CHECK(infinite_width_kernel(network::gelu(), q).width() < 1e-40);
        CHECK(infinite_width_kernel(network::leaky_relu(0.25), q)
                  .overlaps(second_moment(leaky(Enclosure::ratio(1, 4)), q)));
        CHECK(infinite_width_kernel(network::relu(), q).overlaps(q / 2));
        CHECK(infinite_width_kernel(network::identity(), q).overlaps(q));
    }
    // Two inputs that are one.
    CHECK(
        infinite_width_kernel(network::gelu(), 2, 2, 2).overlaps(infinite_width_kernel(network::gelu(), 2)));
    CHECK(infinite_width_kernel(network::relu(), 2, 2, 2).overlaps(Enclosure(1)));
}

TEST_CASE("closed forms and quadrature agree, two inputs") {
    const Enclosure covariance = Enclosure::ratio(-4, 5);
    const Enclosure by_form = infinite_width_kernel(network::gelu(), 1, 2, covariance);
    const Enclosure by_series = product_moment(gelu, 1, 2, covariance, 24);
    INFO(by_form << " " << by_series);
    CHECK(by_form.overlaps(by_series));
    CHECK(by_series.width() < 1e-6);
    // A kink costs the expansion its speed, not its truth.
    const Enclosure rough = product_moment(leaky(Enclosure::ratio(1, 2)), 1, 2, covariance, 24);
    CHECK(rough.overlaps(infinite_width_kernel(network::leaky_relu(0.5), 1, 2, covariance)));
    CHECK(rough.width() < 1e-3);
}

TEST_CASE("the chain that drives the coupled sampler has the certified kernels") {
    const network::GramMatrix k(2, {1, -0.5, -0.5, 2});
    for (const network::Activation& phi :
         {network::relu(), network::leaky_relu(0.3), network::gelu(), network::identity()}) {
        CAPTURE(network::name(phi));
        const std::vector<double> moments = network::post_activation_moments(phi, k);
        const Enclosure mixed = infinite_width_kernel(phi, 1, 2, Enclosure::ratio(-1, 2));
        CHECK(moments[0] == Approx(infinite_width_kernel(phi, 1).mid()).epsilon(1e-14));
        CHECK(moments[1] == Approx(mixed.mid()).epsilon(1e-13));
        CHECK(moments[3] == Approx(infinite_width_kernel(phi, 2).mid()).epsilon(1e-14));
    }
}

TEST_CASE("a network of a smooth activation runs beside its chain") {
    const Cell cell = parse_cell("n=1024,L=8");
    const network::Architecture architecture =
        network::resnet().branch(network::power(-0.5)).activation(network::gelu());
    Enclosure q = 1;
    for (int layer = 1; layer <= 8; ++layer) {
        q = q + infinite_width_kernel(network::gelu(), q) / 8;
    }
    const Quantity<CoupledNetworkView> of_limit{
        nonnegative("Qt"), [](const CoupledNetworkView& view, const Cell&) {
            return network::second_moment<float>(view.limit_chain(), 0);
        }};
    const Measurement both = measure_coupled(architecture, {coupling_distance(), of_limit});
    constexpr std::size_t networks = 64;
    std::vector<double> rows(2 * networks);
    both.draw(cell, random::StreamKey{5}, 0, networks, rows);
    double distance = 0;
    double second_moment = 0;
    for (std::size_t i = 0; i < networks; ++i) {
        distance += rows[2 * i] / networks;
        second_moment += rows[2 * i + 1] / networks;
    }
    // Five standard errors of a mean of 65,536 squares; the coupling is of order 1/n.
    CHECK(second_moment == Approx(q.mid()).epsilon(5 * std::sqrt(2.0 / (1024 * networks))));
    CHECK(distance > 0);
    CHECK(distance < 16.0 / 1024);
}

TEST_CASE("a function known by its values alone has no certified kernel") {
    const network::Activation mine = network::function("mine", [](double x) { return x; });
    CHECK_THROWS_WITH(infinite_width_kernel(mine, 1),
                      Catch::Matchers::Contains("'mine'") && Catch::Matchers::Contains("second_moment"));
    CHECK_THROWS_AS(infinite_width_kernel(mine, 1, 1, 0), Error);
}

TEST_CASE("a table encloses what it interpolates, up to its ends and no further") {
    // k(q) = 1 - e^{-2q} has |k''| <= 4 for q >= 0.
    const auto kernel = [](const Enclosure& q) { return 1 - exp(-2 * q); };
    const KernelTable table(kernel, 0, 3, 48, 4);
    for (int i = 0; i <= 300; ++i) {
        const Enclosure q = Enclosure::ratio(i, 100);
        CAPTURE(i);
        CHECK(table(q).contains(kernel(q)));
        CHECK(table(q).width() <= 4 * (1.0 / 256) / 4 + 1e-12);
    }
    // A wide argument, across a node.
    const Enclosure wide = Enclosure::between(0.55, 0.6);
    CHECK(table(wide).contains(Enclosure::hull(kernel(wide.lower_end()), kernel(wide.upper_end()))));
    CHECK(KernelTable(kernel, 0, 3, 1, 4)(3).contains(kernel(3)));
    CHECK_THROWS_AS(table(Enclosure::between(2.9, 3.1)), std::domain_error);
    CHECK_THROWS_AS(table(-1), std::domain_error);
    CHECK_THROWS_AS(KernelTable(kernel, 1, 1, 4, 4), std::logic_error);
}
