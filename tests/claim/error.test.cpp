// Observable::error: the double that stands for a limit is certified to be near it, through everything that
// is computed from it.
#include "catch.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/claim/test.hpp"

using namespace limitcheck;
using precise::Enclosure;

namespace {

const Cell cell = parse_cell("n=8,L=6");

/// A limit that the draw's double misses by a quarter.
Enclosure vague(const Cell&) { return Enclosure::between(1.25, 1.75); }

Quantity<NetworkView> distance(Over over = Over::last_layer) {
    Quantity<NetworkView> norm = second_moment_of<NetworkView>(0);
    norm.over = over;
    return distance_from<NetworkView>(vague, norm, "|Q - q|");
}

std::vector<Observable> observables(const Measurement& measurement, const Cell& at = cell) {
    return measurement.observables(at);
}

}  // namespace

TEST_CASE("a distance from a number is as uncertain as the number, at the cell") {
    CHECK(observables(measure_networks(network::resnet(), {distance()})).at(0).error == 0.25);
    const auto exact = distance_from<NetworkView>([](const Cell&) { return Enclosure(2); },
                                                  second_moment_of<NetworkView>(0), "|Q - 2|");
    CHECK(observables(measure_networks(network::resnet(), {exact})).at(0).error == 0);
    // One tenth is no double, and its enclosure is far narrower than the next one is away.
    const auto tenth = distance_from<NetworkView>([](const Cell&) { return Enclosure::decimal("0.1"); },
                                                  second_moment_of<NetworkView>(0), "|Q - 0.1|");
    const double error = observables(measure_networks(network::resnet(), {tenth})).at(0).error;
    CHECK(error > 1e-19);
    CHECK(error < 0x1p-56);
    const auto of_width = distance_from<NetworkView>(
        [](const Cell& at) { return Enclosure::between(0, at.width); }, distance(), "twice");
    CHECK(observables(measure_networks(network::resnet(), {of_width})).at(0).error == 4.25);
    CHECK(observables(measure_networks(network::resnet(), {of_width}), parse_cell("n=2,L=2")).at(0).error ==
          1.25);
}

TEST_CASE("the draw subtracts the middle of the enclosure") {
    const Measurement measurement =
        measure_networks(network::resnet(), {second_moment_of<NetworkView>(0), distance()});
    std::vector<double> out(32);
    measurement.draw(cell, random::StreamKey{5}, 0, 16, out);
    for (std::size_t row = 0; row < 16; ++row) {
        CHECK(out[2 * row + 1] == std::abs(out[2 * row] - 1.5));
    }
}

TEST_CASE("a sum over layers has every layer's error, a maximum one") {
    const auto over = [](Over how) {
        return observables(measure_networks(network::resnet(), {distance(how)}, layers_up_to_time))
            .at(0)
            .error;
    };
    CHECK(over(Over::sum) == 6 * 0.25);
    CHECK(over(Over::maximum) == 0.25);
}

TEST_CASE("what is computed from two observables has the error of both") {
    const CellNumber level = [](const Cell&) { return Enclosure(1); };
    const SecondMoment moment = second_moment(level, "known");
    const Measurement drawn = measure_networks(network::resnet(), {distance()});
    const Test rate = measuring(drawn).rate({.observable = "|Q - q|",
                                             .along = Axis::width,
                                             .factor = 4,
                                             .least = 0.5,
                                             .most = 1,
                                             .moment = moment});
    // Two of the drawn cells, then near - 4^(1/2) far and near - 4 far.
    const auto of_rate = observables(rate.measurement);
    REQUIRE(of_rate.size() == 4);
    CHECK(of_rate[2].error == 0.25 + 2 * 0.25);
    CHECK(of_rate[3].error == 0.25 + 4 * 0.25);
    const Test commuting = measuring(drawn).commutes({"|Q - q|", 4, level, {moment}});
    CHECK(observables(commuting.measurement).back().error == 0.5);
}
