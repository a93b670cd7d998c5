// Normals and words of a group of lanes, with the vector width chosen at run time.
#include "limitcheck/random/lanes.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "random/fill.cpp"
#include <hwy/foreach_target.h>  // must come before the vector code

#include "random/normals-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::random::HWY_NAMESPACE {

using Float = hn::CappedTag<float, lanes>;
using Half = hn::Repartition<std::uint32_t, Float>;
using Wide = hn::Repartition<std::uint64_t, Float>;
using Double = hn::Repartition<double, Float>;

/// Calls use(block, first lane, words of chain 0, words of chain 1) for all blocks. Even chains start at lane
/// `first lane`; their neighbours `apart` later. `step` is the distance of samples in neighbouring lanes.
template <class Use>
HWY_INLINE void for_each_block(StreamKey key, std::uint64_t first_sample, std::uint32_t layer,
                               std::uint32_t first_block, std::uint32_t blocks, bool interleaved, Use use) {
    const Wide d;
    const std::size_t n = hn::Lanes(d);
    const RoundKeys keys = round_keys(key);
    const auto low = static_cast<std::uint32_t>(first_sample);
    const auto high = static_cast<std::uint32_t>(first_sample >> 32);
    for (std::size_t lane = 0; lane < lanes; lane += 2 * n) {
        const auto index = hn::Iota(d, std::uint64_t{0});
        const auto base = hn::Set(d, low + lane);
        const auto even = hn::Add(base, interleaved ? hn::Add(index, index) : index);
        const auto odd = hn::Add(even, hn::Set(d, interleaved ? std::uint64_t{1} : std::uint64_t{n}));
        const SamplePart<hn::Vec<Wide>> one[2] = {sample_part(d, keys, layer, even),
                                                  sample_part(d, keys, layer, odd)};
        const SamplePart<hn::Vec<Wide>> parts[4] = {one[0], one[1], one[0], one[1]};
        std::uint32_t block = 0;
        for (; block + 2 <= blocks; block += 2) {
            const BlockPart a = block_part(keys, high, first_block + block);
            const BlockPart b = block_part(keys, high, first_block + block + 1);
            const BlockPart both[4] = {a, a, b, b};
            Words<hn::Vec<Wide>> words[4];
            last_rounds<4>(d, keys, parts, both, words);
            use(block, lane, words[0], words[1]);
            use(block + 1, lane, words[2], words[3]);
        }
        if (block < blocks) {
            const BlockPart a = block_part(keys, high, first_block + block);
            const BlockPart both[2] = {a, a};
            Words<hn::Vec<Wide>> words[2];
            last_rounds<2>(d, keys, parts, both, words);
            use(block, lane, words[0], words[1]);
        }
    }
}

void fill_floats(StreamKey key, std::uint64_t first_sample, std::uint32_t layer, std::uint32_t first_block,
                 std::uint32_t blocks, float* out) {
    const Float d;
    const Wide wide;
    for_each_block(key, first_sample, layer, first_block, blocks, true,
                   [&](std::uint32_t block, std::size_t lane, const auto& even, const auto& odd) HWY_ATTR {
                       float* row = out + std::size_t{block} * 4 * lanes + lane;
                       hn::Vec<Float> first;
                       hn::Vec<Float> second;
                       box_muller(d, interleave(wide, even.w0, odd.w0), interleave(wide, even.w1, odd.w1),
                                  first, second);
                       hn::StoreU(first, d, row);
                       hn::StoreU(second, d, row + lanes);
                       box_muller(d, interleave(wide, even.w2, odd.w2), interleave(wide, even.w3, odd.w3),
                                  first, second);
                       hn::StoreU(first, d, row + 2 * lanes);
                       hn::StoreU(second, d, row + 3 * lanes);
                   });
}

void fill_doubles(StreamKey key, std::uint64_t first_sample, std::uint32_t layer, std::uint32_t first_block,
                  std::uint32_t blocks, double* out) {
    const Double d;
    for_each_block(key, first_sample, layer, first_block, blocks, false,
                   [&](std::uint32_t block, std::size_t lane, const auto& low, const auto& high) HWY_ATTR {
                       double* row = out + std::size_t{block} * 4 * lanes + lane;
                       const auto put = [&](const auto& w, double* at) HWY_ATTR {
                           hn::Vec<Double> first;
                           hn::Vec<Double> second;
                           box_muller_wide(d, w.w0, w.w1, first, second);
                           hn::StoreU(first, d, at);
                           hn::StoreU(second, d, at + lanes);
                           box_muller_wide(d, w.w2, w.w3, first, second);
                           hn::StoreU(first, d, at + 2 * lanes);
                           hn::StoreU(second, d, at + 3 * lanes);
                       };
                       put(low, row);
                       put(high, row + hn::Lanes(d));
                   });
}

void fill_integers(StreamKey key, std::uint64_t first_sample, std::uint32_t layer, std::uint32_t first_block,
                   std::uint32_t blocks, std::uint32_t* out) {
    const Half d;
    const Wide wide;
    for_each_block(key, first_sample, layer, first_block, blocks, true,
                   [&](std::uint32_t block, std::size_t lane, const auto& even, const auto& odd) HWY_ATTR {
                       std::uint32_t* row = out + std::size_t{block} * 4 * lanes + lane;
                       hn::StoreU(interleave(wide, even.w0, odd.w0), d, row);
                       hn::StoreU(interleave(wide, even.w1, odd.w1), d, row + lanes);
                       hn::StoreU(interleave(wide, even.w2, odd.w2), d, row + 2 * lanes);
                       hn::StoreU(interleave(wide, even.w3, odd.w3), d, row + 3 * lanes);
                   });
}

}  // namespace limitcheck::random::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace limitcheck::random {

HWY_EXPORT(fill_floats);
HWY_EXPORT(fill_doubles);
HWY_EXPORT(fill_integers);

namespace {
void check(std::uint64_t first_sample) {
    require(first_sample % lanes == 0, "a group of samples starts at a multiple of its lanes");
}
}  // namespace

void fill_normals(StreamKey key, std::uint64_t first_sample, std::uint32_t layer, std::uint32_t first_block,
                  std::uint32_t blocks, float* out) {
    check(first_sample);
    HWY_DYNAMIC_DISPATCH(fill_floats)(key, first_sample, layer, first_block, blocks, out);
}

void fill_normals(StreamKey key, std::uint64_t first_sample, std::uint32_t layer, std::uint32_t first_block,
                  std::uint32_t blocks, double* out) {
    check(first_sample);
    HWY_DYNAMIC_DISPATCH(fill_doubles)(key, first_sample, layer, first_block, blocks, out);
}

void fill_words(StreamKey key, std::uint64_t first_sample, std::uint32_t layer, std::uint32_t first_block,
                std::uint32_t blocks, std::uint32_t* out) {
    check(first_sample);
    HWY_DYNAMIC_DISPATCH(fill_integers)(key, first_sample, layer, first_block, blocks, out);
}

}  // namespace limitcheck::random
#endif
