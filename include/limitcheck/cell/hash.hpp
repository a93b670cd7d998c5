// The 64-bit hash that names streams: FNV-1a over bytes with a final avalanche, so that an independent reader
// of a report can recompute a stream's key in a few lines.
#pragma once

#include <cstdint>
#include <string_view>

namespace limitcheck {

/// Hash of a byte string, started from `state`. Chains: hash(b, hash(a)) differs from hash(ab) in general.
/// Not cryptographic; two streams collide with probability 2^-64.
constexpr std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t state = 0xcbf29ce484222325ULL) {
    for (const char c : bytes) {
        state = (state ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    // Murmur3's finalizer: every input bit reaches every output bit.
    state = (state ^ (state >> 33)) * 0xff51afd7ed558ccdULL;
    state = (state ^ (state >> 33)) * 0xc4ceb9fe1a85ec53ULL;
    return state ^ (state >> 33);
}

/// Hash of an unsigned 64-bit number (its eight bytes, least significant first), started from `state`.
constexpr std::uint64_t hash_number(std::uint64_t number, std::uint64_t state = 0xcbf29ce484222325ULL) {
    char bytes[8] = {};
    for (int i = 0; i < 8; ++i) {
        bytes[i] = static_cast<char>(static_cast<unsigned char>(number >> (8 * i)));
    }
    return hash_bytes(std::string_view(bytes, 8), state);
}

}  // namespace limitcheck
