// Streams: random numbers as pure functions of a key and coordinates. Nothing is ever advanced, so a number
// does not depend on what else was drawn, on threads, or on the width of a vector register.
#pragma once

#include <cstdint>
#include <string_view>

#include "limitcheck/cell/hash.hpp"
#include "limitcheck/random/box_muller.hpp"
#include "limitcheck/random/philox.hpp"

namespace limitcheck::random {

/// Names a stream. Keys come from hashes (limitcheck::stream_key, derive), not from small integers, so that
/// two streams of different purpose coincide with probability 2^-64.
struct StreamKey {
    std::uint64_t value = 0;
    friend constexpr bool operator==(StreamKey, StreamKey) = default;
};

/// The stream of another purpose under the same key: derive(key, "weights").
[[nodiscard]] constexpr StreamKey derive(StreamKey key, std::string_view purpose) {
    return {hash_bytes(purpose, hash_number(key.value))};
}

/// The four words of block `block` of (sample, layer): Philox with counter {block, layer, sample low,
/// sample high} and key {low, high}. The layout is part of the stream's version.
[[nodiscard]] constexpr PhiloxCounter words(StreamKey key, std::uint64_t sample, std::uint32_t layer,
                                            std::uint32_t block) {
    return philox4x32_10(
        {block, layer, static_cast<std::uint32_t>(sample), static_cast<std::uint32_t>(sample >> 32)},
        {static_cast<std::uint32_t>(key.value), static_cast<std::uint32_t>(key.value >> 32)});
}

/// Position of the normal of (neuron, input) among a layer's, for k = inputs.
[[nodiscard]] constexpr std::uint64_t normal_index(std::uint64_t neuron, std::uint32_t input,
                                                   std::uint32_t inputs) {
    return neuron * inputs + input;
}

/// Standard normal number `index` of (sample, layer); index < 2^34. Block index/4 gives four: words 0 and 1
/// the first pair, words 2 and 3 the second. normal<double> rests on the same words as normal<float>, which
/// approximates it to a few units in the last place (box_muller.hpp states the law).
///
///     float z = random::normal(key, network, layer, random::normal_index(neuron, input, 2));
template <class Real = float>
[[nodiscard]] Real normal(StreamKey key, std::uint64_t sample, std::uint32_t layer, std::uint64_t index) {
    const PhiloxCounter block = words(key, sample, layer, static_cast<std::uint32_t>(index / 4));
    const NormalPair<Real> pair =
        index % 4 < 2 ? box_muller<Real>(block[0], block[1]) : box_muller<Real>(block[2], block[3]);
    return index % 2 == 0 ? pair.first : pair.second;
}

/// The sequential stream of a key: 64 random bits for each index. Separated from the normals of the same key.
[[nodiscard]] constexpr std::uint64_t draw(StreamKey key, std::uint64_t index) {
    const PhiloxCounter block = words(derive(key, "draws"), index / 2, 0, 0);
    const auto half = static_cast<std::size_t>(index % 2) * 2;
    return block[half] | std::uint64_t{block[half + 1]} << 32;
}

/// A multiple of 2^-53 in (0, 1): the midpoints of 2^52 equal cells.
[[nodiscard]] constexpr double unit_interval(std::uint64_t bits) {
    return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
}

/// Uniform in (0, 1): draw `index` of the sequential stream.
[[nodiscard]] constexpr double uniform(StreamKey key, std::uint64_t index) {
    return unit_interval(draw(key, index));
}

/// Uniform among 0 .. bound-1 (bound >= 1), by the high half of a product: every value has a probability
/// within 2^-64 of 1/bound.
[[nodiscard]] constexpr std::uint64_t below(StreamKey key, std::uint64_t index, std::uint64_t bound) {
    const std::uint64_t bits = draw(key, index);
    const std::uint64_t bits_low = bits & 0xffffffffU;
    const std::uint64_t bits_high = bits >> 32;
    const std::uint64_t bound_low = bound & 0xffffffffU;
    const std::uint64_t bound_high = bound >> 32;
    const std::uint64_t middle = bits_high * bound_low + (bits_low * bound_low >> 32);
    const std::uint64_t carry = bits_low * bound_high + (middle & 0xffffffffU);
    return bits_high * bound_high + (middle >> 32) + (carry >> 32);
}

}  // namespace limitcheck::random
