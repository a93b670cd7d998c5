// Philox against the known answers of its authors, and against their library on random counters.
#include "limitcheck/random/philox.hpp"

#include <Random123/philox.h>

#include "catch.hpp"
#include "limitcheck/cell/hash.hpp"

using namespace limitcheck::random;

// From Random123's kat_vectors.
static_assert(philox4x32_10({0, 0, 0, 0}, {0, 0}) ==
              PhiloxCounter{0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U});
static_assert(philox4x32_10({0xffffffffU, 0xffffffffU, 0xffffffffU, 0xffffffffU},
                            {0xffffffffU, 0xffffffffU}) ==
              PhiloxCounter{0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU});
static_assert(philox4x32_10({0x243f6a88U, 0x85a308d3U, 0x13198a2eU, 0x03707344U},
                            {0xa4093822U, 0x299f31d0U}) ==
              PhiloxCounter{0xd16cfe09U, 0x94fdccebU, 0x5001e420U, 0x24126ea1U});

TEST_CASE("Philox equals Random123's on random counters and keys") {
    r123::Philox4x32 reference;
    std::uint64_t state = 1;
    const auto word = [&state] {
        state = limitcheck::hash_number(state);
        return static_cast<std::uint32_t>(state >> 17);
    };
    for (int i = 0; i < 100000; ++i) {
        const PhiloxCounter counter{word(), word(), word(), word()};
        const PhiloxKey key{word(), word()};
        const r123::Philox4x32::ctr_type expected =
            reference({{counter[0], counter[1], counter[2], counter[3]}}, {{key[0], key[1]}});
        const PhiloxCounter found = philox4x32_10(counter, key);
        REQUIRE(std::equal(found.begin(), found.end(), expected.begin()));
    }
}
