// Normals for sixteen networks at once: the hot path of every sampler. Bits equal random::normal's, on every
// target.
#pragma once

#include <cstddef>
#include <cstdint>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/random/stream.hpp"

namespace limitcheck::random {

/// Networks that are simulated together, whatever the hardware: lane i of a group that starts at network f is
/// network f + i. Sums never run across lanes.
inline constexpr std::size_t lanes = 16;

/// Fills out[j][lane], 4*blocks rows of `lanes` values, with the normals 4*first_block .. of samples
/// first_sample + lane at `layer`. Precondition: first_sample is a multiple of `lanes`.
void fill_normals(StreamKey key, std::uint64_t first_sample, std::uint32_t layer, std::uint32_t first_block,
                  std::uint32_t blocks, float* out);
void fill_normals(StreamKey key, std::uint64_t first_sample, std::uint32_t layer, std::uint32_t first_block,
                  std::uint32_t blocks, double* out);

/// The same places' random words, unshaped; for weights that are not Gaussian.
void fill_words(StreamKey key, std::uint64_t first_sample, std::uint32_t layer, std::uint32_t first_block,
                std::uint32_t blocks, std::uint32_t* out);

}  // namespace limitcheck::random
