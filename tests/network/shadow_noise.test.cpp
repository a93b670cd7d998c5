// The normals that shadows share: those of the stream, the same for every thread and in any order.
#include <mpfr.h>

#include <array>
#include <cmath>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "limitcheck/network/shadow_sampler.hpp"

using namespace limitcheck;
using namespace limitcheck::network;

namespace {

constexpr random::StreamKey key{0x5ad0ULL};

}  // namespace

TEST_CASE("a shadow's normals are those of the stream, to the last places of a double") {
    ShadowNoise noise;
    for (std::uint64_t index = 0; index < 200; ++index) {
        const double drawn = random::normal<double>(key, 7, 3, index);
        CHECK(std::fabs(noise.normal(key, 7, 3, index) - drawn) <= 2e-15 * std::max(1.0, std::fabs(drawn)));
    }
}

TEST_CASE("a row of normals is the same whoever asks first, and for how much of it") {
    ShadowNoise at_once;
    ShadowNoise grown;
    std::vector<double> one;
    for (std::uint64_t index = 0; index < 64; ++index) {
        one.push_back(grown.normal(key, 0, 1, index));
    }
    CHECK(at_once.normal(key, 0, 1, 63) == one[63]);
    for (std::uint64_t index = 0; index < 64; ++index) {
        CHECK(at_once.normal(key, 0, 1, index) == one[index]);
    }
    ShadowNoise shared;
    std::array<std::vector<double>, 4> from;
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < from.size(); ++t) {
        threads.emplace_back([&, t] {
            for (std::uint64_t index = 0; index < 64; ++index) {
                from[t].push_back(shared.normal(key, 0, 1, (index * 13 + t) % 64));
            }
            mpfr_free_cache();  // of this thread
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (std::size_t t = 0; t < from.size(); ++t) {
        for (std::uint64_t index = 0; index < 64; ++index) {
            CHECK(from[t][index] == one[(index * 13 + t) % 64]);
        }
    }
}
