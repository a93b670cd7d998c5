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

/// Calls use.template operator()<count>(block, first lane, keys, words) for all blocks, `count` blocks at
/// once (two, or one at the end). Before Philox's last round, words[2 b] are block b's for a vector of
/// samples that starts at `first lane`, words[2 b + 1] for the next.
template <class Use>
HWY_INLINE void for_each_block(StreamKey key, std::uint64_t first_sample, std::uint32_t layer,
                               std::uint32_t first_block, std::uint32_t blocks, Use use) {
    const Wide d;
    using V = hn::Vec<Wide>;
    const std::size_t n = hn::Lanes(d);
    const RoundKeys keys = round_keys(key);
    const auto low = static_cast<std::uint32_t>(first_sample);
    const auto high = static_cast<std::uint32_t>(first_sample >> 32);
    for (std::size_t lane = 0; lane < lanes; lane += 2 * n) {
        const V samples = hn::Iota(d, std::uint64_t{low + lane});
        const SamplePart<V> one = sample_part(d, keys, layer, samples);
        const SamplePart<V> two = sample_part(d, keys, layer, hn::Add(samples, hn::Set(d, std::uint64_t{n})));
        const SamplePart<V> parts[4] = {one, two, one, two};
        Words<V> words[4];
        std::uint32_t block = 0;
        for (; block + 2 <= blocks; block += 2) {
            const BlockPart a = block_part(keys, high, first_block + block);
            const BlockPart b = block_part(keys, high, first_block + block + 1);
            const BlockPart both[4] = {a, a, b, b};
            middle_rounds<4>(d, keys, parts, both, words);
            use.template operator()<2>(block, lane, keys, words);
        }
        if (block < blocks) {
            const BlockPart a = block_part(keys, high, first_block + block);
            const BlockPart both[2] = {a, a};
            middle_rounds<2>(d, keys, parts, both, words);
            use.template operator()<1>(block, lane, keys, words);
        }
    }
}

void fill_floats(StreamKey key, std::uint64_t first_sample, std::uint32_t layer, std::uint32_t first_block,
                 std::uint32_t blocks, float* out) {
    const Float d;
    for_each_block(
        key, first_sample, layer, first_block, blocks,
        [&]<int count>(std::uint32_t block, std::size_t lane, const RoundKeys& keys, const auto* w) HWY_ATTR {
            hn::Vec<Half> a[2 * count];
            hn::Vec<Half> b[2 * count];
            hn::Vec<Float> first[2 * count];
            hn::Vec<Float> second[2 * count];
            for (int c = 0; c < count; ++c) {
                const Words<hn::Vec<Half>> packed = last_round_packed(Wide{}, keys, w[2 * c], w[2 * c + 1]);
                a[2 * c] = packed.w0;
                b[2 * c] = packed.w1;
                a[2 * c + 1] = packed.w2;
                b[2 * c + 1] = packed.w3;
            }
            box_muller<2 * count>(d, a, b, first, second);
            float* row = out + std::size_t{block} * 4 * lanes + lane;
            for (int c = 0; c < 2 * count; ++c) {
                hn::StoreU(first[c], d, row + 2 * c * lanes);
                hn::StoreU(second[c], d, row + (2 * c + 1) * lanes);
            }
        });
}

void fill_doubles(StreamKey key, std::uint64_t first_sample, std::uint32_t layer, std::uint32_t first_block,
                  std::uint32_t blocks, double* out) {
    const Double d;
    const Wide wide;
    for_each_block(key, first_sample, layer, first_block, blocks,
                   [&]<int count>(std::uint32_t block, std::size_t lane, const RoundKeys& keys, const auto* w)
                       HWY_ATTR {
                           for (int c = 0; c < count; ++c) {
                               const Words<hn::Vec<Wide>> low = last_round(wide, keys, w[2 * c]);
                               const Words<hn::Vec<Wide>> high = last_round(wide, keys, w[2 * c + 1]);
                               const hn::Vec<Wide> a[4] = {low.w0, low.w2, high.w0, high.w2};
                               const hn::Vec<Wide> b[4] = {low.w1, low.w3, high.w1, high.w3};
                               hn::Vec<Double> first[4];
                               hn::Vec<Double> second[4];
                               box_muller_wide<4>(d, a, b, first, second);
                               double* row = out + (std::size_t{block} + c) * 4 * lanes + lane;
                               for (int half = 0; half < 2; ++half) {
                                   double* at = row + half * hn::Lanes(d);
                                   hn::StoreU(first[2 * half], d, at);
                                   hn::StoreU(second[2 * half], d, at + lanes);
                                   hn::StoreU(first[2 * half + 1], d, at + 2 * lanes);
                                   hn::StoreU(second[2 * half + 1], d, at + 3 * lanes);
                               }
                           }
                       });
}

void fill_integers(StreamKey key, std::uint64_t first_sample, std::uint32_t layer, std::uint32_t first_block,
                   std::uint32_t blocks, std::uint32_t* out) {
    const Half d;
    for_each_block(
        key, first_sample, layer, first_block, blocks,
        [&]<int count>(std::uint32_t block, std::size_t lane, const RoundKeys& keys, const auto* w) HWY_ATTR {
            for (int c = 0; c < count; ++c) {
                std::uint32_t* row = out + (std::size_t{block} + c) * 4 * lanes + lane;
                const Words<hn::Vec<Half>> packed = last_round_packed(Wide{}, keys, w[2 * c], w[2 * c + 1]);
                hn::StoreU(packed.w0, d, row);
                hn::StoreU(packed.w1, d, row + lanes);
                hn::StoreU(packed.w2, d, row + 2 * lanes);
                hn::StoreU(packed.w3, d, row + 3 * lanes);
            }
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
