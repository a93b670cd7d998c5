// Normals and words of a group of lanes, with the vector width chosen at run time.
#include "limitcheck/random/lanes.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "random/fill.cpp"
#include <hwy/foreach_target.h>  // must come before the vector code

#include "random/normals-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::random::HWY_NAMESPACE {

template <class Real>
HWY_INLINE void fill(StreamKey key, std::uint64_t first_sample, std::uint32_t layer,
                     std::uint32_t first_block, std::uint32_t blocks, Real* out) {
    PhiloxTable table;
    for (std::size_t lane = 0; lane < lanes && blocks > 0; lane += lanes_at_once()) {
        NormalBlocks<Real> normals(table, key, first_sample + lane, layer, first_block);
        Real* rows = out + lane;
        for (std::uint32_t block = 1; block < blocks; ++block) {
            normals.next(rows, lanes);
            rows += 4 * lanes;
        }
        normals.last(rows, lanes);
    }
}

void fill_floats(StreamKey key, std::uint64_t first_sample, std::uint32_t layer, std::uint32_t first_block,
                 std::uint32_t blocks, float* out) {
    fill(key, first_sample, layer, first_block, blocks, out);
}

void fill_doubles(StreamKey key, std::uint64_t first_sample, std::uint32_t layer, std::uint32_t first_block,
                  std::uint32_t blocks, double* out) {
    fill(key, first_sample, layer, first_block, blocks, out);
}

void fill_integers(StreamKey key, std::uint64_t first_sample, std::uint32_t layer, std::uint32_t first_block,
                   std::uint32_t blocks, std::uint32_t* out) {
    const Half d;
    PhiloxTable table;
    for (std::size_t lane = 0; lane < lanes; lane += lanes_at_once()) {
        BlockWords<Split::for_packing> words(table, key, first_sample + lane, layer, first_block);
        std::uint32_t* row = out + lane;
        for (std::uint32_t block = 0; block < blocks; ++block) {
            words.run();
            const Words<hn::Vec<Half>> packed = words.packed();
            hn::StoreU(packed.w0, d, row);
            hn::StoreU(packed.w1, d, row + lanes);
            hn::StoreU(packed.w2, d, row + 2 * lanes);
            hn::StoreU(packed.w3, d, row + 3 * lanes);
            row += 4 * lanes;
        }
    }
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
