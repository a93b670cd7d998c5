// Rows of draws: which are void, which are broken, and names that have to be distinct.
#include "limitcheck/claim/measurement.hpp"

#include <array>
#include <cmath>
#include <limits>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/draws.hpp"
#include "limitcheck/claim/network_measurement.hpp"

using namespace limitcheck;
using Catch::Matchers::Contains;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
const Cell cell = parse_cell("n=8,L=4");

/// "first" and "second", of which the function fills what it likes.
Measurement pair(DrawRow row) { return draws("a pair", {real("first"), real("second")}, std::move(row)); }

std::vector<double> rows(const Measurement& measurement, std::size_t count = 16) {
    std::vector<double> out(count * measurement.observables(cell).size());
    measurement.draw(cell, random::StreamKey{3}, 0, count, out);
    return out;
}

}  // namespace

TEST_CASE("a draw is void only where the measurement says what it is void without") {
    const Measurement plain = pair([](const Cell&, DrawStream&, std::span<double>) {});
    const Measurement conditional = void_unless("it lives", plain);
    const std::array whole{1.0, 2.0};
    const std::array dead{missing, 2.0};
    const std::array half{1.0, missing};
    const std::array huge{1.0, HUGE_VAL};
    for (const Measurement& measurement : {plain, conditional}) {
        CHECK_FALSE(is_void(measurement, cell, whole, 7));
        CHECK_THROWS_WITH(is_void(measurement, cell, half, 7), Contains("draw 7: 'second' is nan"));
        CHECK_THROWS_WITH(is_void(measurement, cell, huge, 7), Contains("draw 7: 'second' is inf"));
    }
    CHECK(is_void(conditional, cell, dead, 7));
    CHECK_THROWS_WITH(is_void(plain, cell, dead, 7), Contains("draw 7: 'first' is nan"));
}

TEST_CASE("what a draw forgets to fill in stays NaN") {
    const Measurement forgetful = pair([](const Cell&, DrawStream&, std::span<double> out) { out[0] = 1; });
    const std::vector<double> out = rows(forgetful);
    for (std::size_t i = 0; i < 16; ++i) {
        CHECK(out[2 * i] == 1);
        CHECK(std::isnan(out[2 * i + 1]));
    }
    CHECK(std::isnan(unfilled(3).at(2)));
}

TEST_CASE("a maximum over layers does not hide a layer's NaN") {
    const auto largest = [](std::uint32_t broken) {
        const Quantity<NetworkView> quantity{real("largest"),
                                             [broken](const NetworkView& view, const Cell&) {
                                                 network::LaneValues values{};
                                                 values.fill(view.layer() == broken ? missing : view.layer());
                                                 return values;
                                             },
                                             Over::maximum};
        return rows(measure_networks(network::resnet(), {quantity}, layers_up_to_time)).front();
    };
    CHECK(largest(0) == 4);
    for (const std::uint32_t broken : {1U, 2U, 4U}) {
        CHECK(std::isnan(largest(broken)));
    }
}

TEST_CASE("an observable is found by its name when it is the only one of it") {
    const std::vector<Observable> all{real("a"), real("b"), real("b")};
    CHECK(observable_index(all, "a") == 0);
    CHECK_THROWS_WITH(observable_index(all, "c"), Contains("'c' is not measured"));
    CHECK_THROWS_WITH(observable_index(all, "b"), Contains("two observables are named 'b'"));
}

TEST_CASE("layers are at least one, in increasing order, and exist") {
    const auto at = [](std::vector<std::uint32_t> layers) {
        return layers_at([layers](const Cell&) { return layers; }, cell);
    };
    CHECK(at({0, 1, 4}) == std::vector<std::uint32_t>{0, 1, 4});
    CHECK_THROWS_WITH(at({}), Contains("no layer to read at cell n=8,L=4"));
    for (const std::vector<std::uint32_t>& wrong : {std::vector<std::uint32_t>{2, 1}, {1, 1}, {4, 5}}) {
        CHECK_THROWS_WITH(at(wrong), Contains("do not increase from 0 to 4 at most"));
    }
    // floor(tL) = 0: there is no layer up to it.
    const Cell shallow = parse_cell("n=8,L=4,t=0.2");
    const Measurement networks =
        measure_networks(network::resnet(), {second_moment_of<NetworkView>(0)}, layers_up_to_time);
    CHECK_THROWS_WITH(networks.cost(shallow), Contains("no layer to read"));
    std::vector<double> out(16);
    CHECK_THROWS_WITH(networks.draw(shallow, random::StreamKey{1}, 0, 16, out), Contains("no layer to read"));
}
