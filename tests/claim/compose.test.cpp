// Measurements made of measurements: columns in order, streams apart, void rows kept void.
#include "limitcheck/claim/compose.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/draws.hpp"

using namespace limitcheck;

namespace {

const Cell cell = parse_cell("n=8,L=4");

std::vector<double> rows(const Measurement& measurement, std::uint64_t first = 0, std::size_t count = 32) {
    std::vector<double> out(count * measurement.observables(cell).size());
    measurement.draw(cell, random::StreamKey{3}, first, count, out);
    return out;
}

Measurement uniform(const char* name) {
    return draws(bounded(name, 1), [](DrawStream& stream) { return stream.uniform(); });
}

}  // namespace

TEST_CASE("side by side: both observables, from different streams") {
    const Measurement both = side_by_side({uniform("a"), uniform("b")});
    CHECK(both.observables(cell).at(0).name == "a");
    CHECK(both.observables(cell).at(1).name == "b");
    CHECK(both.cost(cell) == 2);
    const std::vector<double> out = rows(both);
    double product = 0;
    for (std::size_t i = 0; i < 32; ++i) {
        CHECK(out[2 * i] != out[2 * i + 1]);
        product += (out[2 * i] - 0.5) * (out[2 * i + 1] - 0.5);
    }
    CHECK(std::abs(product / 32) < 6.0 / 12 / std::sqrt(32.0));
    const std::vector<double> late = rows(both, 16, 16);
    CHECK(std::equal(late.begin(), late.end(), out.begin() + 32));
}

TEST_CASE("the batch of a composition is a multiple of every part's") {
    Measurement six = uniform("a");
    six.batch = 6;
    Measurement four = uniform("b");
    four.batch = 4;
    CHECK(side_by_side({six, four}).batch == 12);
}

TEST_CASE("at cells: the same observable elsewhere") {
    const Measurement width = draws(real("n"), [](const Cell& at, DrawStream&) { return 1.0 * at.width; });
    const Measurement two =
        at_cells(width, {{"", [](const Cell& at) { return at; }}, {" doubled", [](Cell at) {
                                                                       at.width *= 2;
                                                                       return at;
                                                                   }}});
    CHECK(two.observables(cell).at(1).name == "n doubled");
    CHECK(rows(two, 0, 1) == std::vector<double>{8, 16});
    CHECK(observable_index(two, cell, "n doubled") == 1);
    CHECK_THROWS_AS(observable_index(two, cell, "n tripled"), Error);
}

TEST_CASE("a computed observable sees the row of its own draw") {
    const Measurement sum = with_computed(
        side_by_side({uniform("a"), uniform("b")}), [](const Cell&) { return bounded("a + b", 2); },
        [](const Cell&, std::span<const double> row) { return row[0] + row[1]; });
    CHECK(sum.observables(cell).at(2).most == 2);
    const std::vector<double> out = rows(sum);
    for (std::size_t i = 0; i < 32; ++i) {
        CHECK(out[3 * i + 2] == out[3 * i] + out[3 * i + 1]);
    }
}

TEST_CASE("a draw is void when one of its parts is") {
    const Measurement sometimes =
        void_unless("the coin falls", draws(real("a"), [](DrawStream& stream) {
                        return stream.uniform() < 0.5 ? std::numeric_limits<double>::quiet_NaN() : 1.0;
                    }));
    const Measurement both = with_computed(
        side_by_side({uniform("b"), sometimes}), [](const Cell&) { return real("c"); },
        [](const Cell&, std::span<const double>) { return 0.0; });
    const std::vector<double> out = rows(both);
    int voids = 0;
    for (std::size_t i = 0; i < 32; ++i) {
        CHECK(std::isnan(out[3 * i]) == std::isnan(out[3 * i + 1]));
        CHECK(std::isnan(out[3 * i]) == std::isnan(out[3 * i + 2]));
        voids += std::isnan(out[3 * i]) ? 1 : 0;
    }
    CHECK(voids > 4);
    CHECK(voids < 28);
    CHECK(both.void_unless == "the coin falls");
    CHECK(side_by_side({sometimes, uniform("b"), void_unless("it rains", uniform("c")), sometimes})
              .void_unless == "the coin falls and it rains");
}

TEST_CASE("a part without a condition is never void: its NaN is no other part's void draw") {
    const Measurement broken =
        draws(real("a"), [](DrawStream&) { return std::numeric_limits<double>::quiet_NaN(); });
    const Measurement conditional = void_unless("the coin falls", uniform("b"));
    CHECK_THROWS_WITH(rows(side_by_side({broken, conditional})),
                      Catch::Matchers::Contains("draw 0: 'a' is nan"));
    CHECK_THROWS_WITH(rows(side_by_side({conditional, broken})),
                      Catch::Matchers::Contains("draw 0: 'a' is nan"));
}
