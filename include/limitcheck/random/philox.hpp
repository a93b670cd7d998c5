// Philox4x32-10, the counter-based generator under every stream: a pure, constexpr function.
// Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011).
#pragma once

#include <array>
#include <cstdint>

namespace limitcheck::random {

/// The 128-bit counter and the 64-bit key of a block, as 32-bit words.
using PhiloxCounter = std::array<std::uint32_t, 4>;
using PhiloxKey = std::array<std::uint32_t, 2>;

/// Multipliers of a round and increments of its key.
inline constexpr std::uint32_t philox_multiplier_0 = 0xD2511F53U;
inline constexpr std::uint32_t philox_multiplier_1 = 0xCD9E8D57U;
inline constexpr std::uint32_t philox_weyl_0 = 0x9E3779B9U;
inline constexpr std::uint32_t philox_weyl_1 = 0xBB67AE85U;
inline constexpr int philox_rounds = 10;

/// Four random words from 128 bits of counter under a 64-bit key. For a fixed key a bijection of counters.
///
///     static_assert(limitcheck::random::philox4x32_10({0, 0, 0, 0}, {0, 0})[0] == 0x6627e8d5U);
[[nodiscard]] constexpr PhiloxCounter philox4x32_10(PhiloxCounter counter, PhiloxKey key) {
    for (int round = 0; round < philox_rounds; ++round) {
        const std::uint64_t product_0 = std::uint64_t{philox_multiplier_0} * counter[0];
        const std::uint64_t product_1 = std::uint64_t{philox_multiplier_1} * counter[2];
        counter = {static_cast<std::uint32_t>(product_1 >> 32) ^ counter[1] ^ key[0],
                   static_cast<std::uint32_t>(product_1),
                   static_cast<std::uint32_t>(product_0 >> 32) ^ counter[3] ^ key[1],
                   static_cast<std::uint32_t>(product_0)};
        key[0] += philox_weyl_0;
        key[1] += philox_weyl_1;
    }
    return counter;
}

}  // namespace limitcheck::random
