// Streams: the layout that reports and auditors rely on, and the separation of purposes.
#include "limitcheck/random/stream.hpp"

#include <array>
#include <cmath>
#include <set>

#include "catch.hpp"

using namespace limitcheck::random;

namespace {
constexpr StreamKey key{0x0123456789abcdefULL};
}

TEST_CASE("a normal is made of the documented counter") {
    const std::uint64_t sample = 0x1'0000'0007ULL;
    const PhiloxCounter block = philox4x32_10({25, 9, 7, 1}, {0x89abcdefU, 0x01234567U});
    CHECK(words(key, sample, 9, 25) == block);
    CHECK(normal(key, sample, 9, 100) == box_muller<float>(block[0], block[1]).first);
    CHECK(normal(key, sample, 9, 101) == box_muller<float>(block[0], block[1]).second);
    CHECK(normal(key, sample, 9, 102) == box_muller<float>(block[2], block[3]).first);
    CHECK(normal<double>(key, sample, 9, 103) == box_muller<double>(block[2], block[3]).second);
    CHECK(normal_index(50, 1, 2) == 101);
}

TEST_CASE("draws are pure, and apart from normals, other keys and other purposes") {
    static_assert(draw(key, 5) == draw(key, 5));
    std::set<std::uint64_t> seen;
    for (std::uint64_t i = 0; i < 1000; ++i) {
        seen.insert(draw(key, i));
        seen.insert(draw(derive(key, "weights"), i));
        seen.insert(draw(derive(key, "noise"), i));
        const PhiloxCounter block = words(key, i, 0, 0);
        seen.insert(block[0] | std::uint64_t{block[1]} << 32);
    }
    CHECK(seen.size() == 4000);
    // The layout: two numbers a block, low word first.
    const PhiloxCounter block = words(derive(key, "draws"), 2, 0, 0);
    CHECK(draw(key, 4) == (block[0] | std::uint64_t{block[1]} << 32));
    CHECK(draw(key, 5) == (block[2] | std::uint64_t{block[3]} << 32));
}

TEST_CASE("uniforms lie inside (0, 1) and are uniform") {
    CHECK(unit_interval(0) > 0);
    CHECK(unit_interval(~std::uint64_t{0}) < 1);
    std::array<int, 16> counts{};
    const int total = 160000;
    for (int i = 0; i < total; ++i) {
        ++counts.at(static_cast<std::size_t>(uniform(key, static_cast<std::uint64_t>(i)) * 16));
    }
    double chi_square = 0;
    for (const int count : counts) {
        chi_square += std::pow(count - total / 16.0, 2) / (total / 16.0);
    }
    CHECK(chi_square < 57.4);  // 15 degrees of freedom: exceeded with probability 7e-7
}

TEST_CASE("below is the high half of a 128-bit product") {
    const std::array<std::uint64_t, 6> bounds{1, 2, 7, 1000, 0x1'0000'0001ULL, 0xffff'ffff'ffff'ffffULL};
    for (const std::uint64_t bound : bounds) {
        for (std::uint64_t i = 0; i < 2000; ++i) {
            __extension__ using Wide = unsigned __int128;
            const auto expected = static_cast<std::uint64_t>(Wide{draw(key, i)} * bound >> 64);
            REQUIRE(below(key, i, bound) == expected);
            REQUIRE(expected < bound);
        }
    }
}
