// Sixteen lanes at once have the bits of the pure functions, on every target.
#include "limitcheck/random/lanes.hpp"

#include <cstring>
#include <vector>

#include "catch.hpp"
#include "targets.hpp"

using namespace limitcheck;
using namespace limitcheck::random;

namespace {

constexpr StreamKey key{0xfedcba9876543210ULL};

template <class Real>
bool same_bits(Real a, Real b) {
    return std::memcmp(&a, &b, sizeof a) == 0;
}

template <class Real>
int mismatches(std::uint64_t first_sample, std::uint32_t layer, std::uint32_t first_block,
               std::uint32_t blocks) {
    std::vector<Real> filled(std::size_t{blocks} * 4 * lanes);
    fill_normals(key, first_sample, layer, first_block, blocks, filled.data());
    int count = 0;
    for (std::size_t j = 0; j < std::size_t{blocks} * 4; ++j) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const Real pure =
                normal<Real>(key, first_sample + lane, layer, std::uint64_t{first_block} * 4 + j);
            count += same_bits(filled[j * lanes + lane], pure) ? 0 : 1;
        }
    }
    return count;
}

}  // namespace

TEST_CASE("filled normals and words are the pure functions' on every target") {
    int targets = 0;
    tests::for_each_target([&](const std::string& name) {
        CAPTURE(name);
        ++targets;
        // Odd and even numbers of blocks, samples beyond 32 bits, the last block and layer.
        for (const std::uint32_t blocks : {1U, 2U, 7U, 64U}) {
            CHECK(mismatches<float>(0, 0, 0, blocks) == 0);
            CHECK(mismatches<double>(0, 0, 0, blocks) == 0);
            CHECK(mismatches<float>(0x7'ffff'fff0ULL, 0xffff'ffffU, 0xffff'ffffU - 63, blocks) == 0);
            CHECK(mismatches<double>(0x7'ffff'fff0ULL, 0xffff'ffffU, 0xffff'ffffU - 63, blocks) == 0);
        }
        std::vector<std::uint32_t> filled(3 * 4 * lanes);
        fill_words(key, 48, 5, 11, 3, filled.data());
        for (std::uint32_t block = 0; block < 3; ++block) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const PhiloxCounter expected = words(key, 48 + lane, 5, 11 + block);
                for (std::size_t word = 0; word < 4; ++word) {
                    REQUIRE(filled[(block * 4 + word) * lanes + lane] == expected[word]);
                }
            }
        }
    });
    CHECK(targets >= 1);
}

TEST_CASE("many blocks have the same bits on every target") {
    std::vector<float> reference;
    std::vector<double> reference_wide;
    tests::for_each_target([&](const std::string& name) {
        CAPTURE(name);
        std::vector<float> floats(4096 * 4 * lanes);
        std::vector<double> doubles(1024 * 4 * lanes);
        fill_normals(key, 16, 3, 0, 4096, floats.data());
        fill_normals(key, 16, 3, 0, 1024, doubles.data());
        if (reference.empty()) {
            reference = floats;
            reference_wide = doubles;
        }
        CHECK(std::memcmp(floats.data(), reference.data(), floats.size() * sizeof(float)) == 0);
        CHECK(std::memcmp(doubles.data(), reference_wide.data(), doubles.size() * sizeof(double)) == 0);
    });
}

TEST_CASE("a group starts at a multiple of its lanes") {
    float out[4 * lanes];
    CHECK_THROWS_AS(fill_normals(key, 8, 0, 0, 1, out), std::logic_error);
}
