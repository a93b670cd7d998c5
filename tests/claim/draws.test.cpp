// Draws that are no networks: pure functions of the stream, independent of how they are grouped.
#include "limitcheck/claim/draws.hpp"

#include <cmath>

#include "catch.hpp"

using namespace limitcheck;

namespace {

std::vector<double> all(const Measurement& measurement, std::size_t count, std::size_t columns,
                        std::uint64_t first = 0, std::uint64_t key = 7) {
    std::vector<double> out(count * columns);
    measurement.draw(parse_cell("n=3,L=5"), random::StreamKey{key}, first, count, out);
    return out;
}

}  // namespace

TEST_CASE("a draw depends on its number and its key alone") {
    const Measurement measurement = draws(real("x"), [](DrawStream& stream) {
        const double u = stream.uniform();
        return u + stream.normal() + static_cast<double>(stream.below(10));
    });
    const std::vector<double> together = all(measurement, 32, 1);
    const std::vector<double> late = all(measurement, 16, 1, 16);
    CHECK(std::equal(late.begin(), late.end(), together.begin() + 16));
    CHECK(all(measurement, 32, 1, 0, 8) != together);
    for (std::size_t i = 1; i < together.size(); ++i) {
        CHECK(together[i] != together[i - 1]);
    }
}

TEST_CASE("uniforms and normals have their moments, and do not depend on each other's order") {
    const std::size_t count = 20'000;
    double sum = 0;
    double squares = 0;
    double uniform = 0;
    for (std::size_t i = 0; i < count; ++i) {
        DrawStream a(random::StreamKey{1}, i);
        DrawStream b(random::StreamKey{1}, i);
        const double u = a.uniform();
        const double z = a.normal();
        CHECK(b.normal() == z);
        CHECK(b.uniform() == u);
        sum += z;
        squares += z * z;
        uniform += u;
    }
    // Six standard errors.
    CHECK(std::abs(sum / count) < 6 / std::sqrt(count));
    CHECK(std::abs(squares / count - 1) < 6 * std::sqrt(2.0 / count));
    CHECK(std::abs(uniform / count - 0.5) < 6 * std::sqrt(1.0 / 12 / count));
}

TEST_CASE("a draw may look at its cell and fill several observables") {
    const Measurement one = draws(real("x"), [](const Cell& cell, DrawStream&) { return 1.0 * cell.width; });
    CHECK(all(one, 2, 1) == std::vector<double>{3, 3});
    const Measurement two = draws(
        "two", {real("a"), real("b")},
        [](const Cell& cell, DrawStream&, std::span<double> out) {
            out[0] = cell.width;
            out[1] = cell.depth;
        },
        [](const Cell& cell) { return 2.0 * cell.depth; });
    CHECK(all(two, 2, 2) == std::vector<double>{3, 5, 3, 5});
    CHECK(two.cost(parse_cell("n=3,L=5")) == 10);
    CHECK(one.cost(parse_cell("n=3,L=5")) == 1);
}
