// The same bits while compiling and while running: every function at 200 points, once as a constant
// expression and once with arguments that the optimiser cannot see.
#include <array>
#include <bit>
#include <cstdint>

#include "catch.hpp"
#include "limitcheck/proof/exponential.hpp"
#include "limitcheck/proof/form.hpp"
#include "limitcheck/proof/gamma.hpp"
#include "limitcheck/proof/inverse_trigonometric.hpp"

namespace proof = limitcheck::proof;
using proof::Interval;

namespace {

constexpr int count = 200;
using Bits = std::array<Interval, 11>;

/// A number of (0, 1), a pure function of its index and the seed.
constexpr double draw(std::uint64_t seed, int index) {
    std::uint64_t x = seed + 0x9e3779b97f4a7c15ULL * static_cast<std::uint64_t>(index + 1);
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<double>((x ^ (x >> 31)) >> 11) * 0x1p-53;
}

constexpr Bits at(std::uint64_t seed, int index) {
    const double u = draw(seed, index);
    const Interval wide{u, u + 0.25};
    const auto form = proof::angle_form<4>(3 * u, 0.1);
    const auto product = form.sin * (form.pi - form.angle) + square(form.cos);
    return {proof::sin(proof::point(20 * u - 10)),
            proof::cos(wide),
            proof::atan(proof::point(8 * u - 4)),
            proof::acos(proof::point(2 * u - 1)),
            proof::exp(proof::point(100 * u - 50)),
            proof::log(proof::point(u)),
            proof::sqrt(wide),
            proof::gamma_at_half(1 + index),
            wide / Interval(3) - wide * proof::pi,
            Interval(product.a[0] - product.error, product.a[0] + product.error),
            Interval(product.a[3], product.a[3] + product.remainder)};
}

constexpr std::array<Bits, count> all(std::uint64_t seed) {
    std::array<Bits, count> values{};
    for (int k = 0; k < count; ++k) values[static_cast<std::size_t>(k)] = at(seed, k);
    return values;
}

constexpr std::array<Bits, count> while_compiling = all(1);

}  // namespace

TEST_CASE("Compile time and run time give the same bits") {
    volatile std::uint64_t hidden = 1;
    const std::array<Bits, count> while_running = all(hidden);
    int different = 0;
    for (std::size_t k = 0; k < count; ++k) {
        for (std::size_t j = 0; j < while_running[k].size(); ++j) {
            const Interval a = while_compiling[k][j];
            const Interval b = while_running[k][j];
            if (std::bit_cast<std::uint64_t>(a.lo) != std::bit_cast<std::uint64_t>(b.lo) ||
                std::bit_cast<std::uint64_t>(a.hi) != std::bit_cast<std::uint64_t>(b.hi)) {
                ++different;
            }
        }
    }
    CHECK(different == 0);
}

TEST_CASE("The bits are the same for every compiler: a digest of them all") {
    std::uint64_t digest = 0xcbf29ce484222325ULL;  // FNV-1a
    for (const Bits& row : while_compiling) {
        for (const Interval& x : row) {
            for (const double end : {x.lo, x.hi})
                digest = (digest ^ std::bit_cast<std::uint64_t>(end)) * 0x100000001b3ULL;
        }
    }
    CHECK(digest == 0x342ca411850868dfULL);
}
