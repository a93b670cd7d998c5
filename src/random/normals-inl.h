// Vector code, compiled once for each target: the normals of one layer, block after block, for the lanes of
// one vector. Included by sources that are re-included by hwy/foreach_target.h; the guard toggles with the
// target.
#if defined(LIMITCHECK_NORMALS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef LIMITCHECK_NORMALS_INL_H_
#undef LIMITCHECK_NORMALS_INL_H_
#else
#define LIMITCHECK_NORMALS_INL_H_
#endif

#include "random/box_muller-inl.h"
#include "random/philox-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::random::HWY_NAMESPACE {

/// Blocks of four normals from `first_block` on, for the samples of `lanes_at_once` lanes from `first_sample`
/// on. next() writes the next block's rows; last() does so when nothing is to follow. Row j of a block is at
/// rows + j * stride. `table` is the object's own memory.
template <class Real>
class NormalBlocks;

/// Philox multiplies integers and shifts; Box and Muller's polynomials multiply and add: next to each other
/// in the program they use the processor's units at the same time. next() so runs Philox for one block beside
/// the polynomials of the block before it. Between two calls only four vectors live, the block's words.
template <>
class NormalBlocks<float> {
  public:
    HWY_INLINE NormalBlocks(PhiloxTable& table, StreamKey key, std::uint64_t first_sample,
                            std::uint32_t layer, std::uint32_t first_block)
        : words_(table, key, first_sample, layer, first_block) {
        words_.run();
        take();
    }

    HWY_INLINE void next(float* rows, std::size_t stride) {
        words_.start();
        pairs_.bits();
        words_.mix_first();
        pairs_.exponent();
        words_.multiply();
        pairs_.fraction();
        words_.mix(3);
        pairs_.log_term(1);
        pairs_.log_term(2);
        words_.multiply();
        pairs_.log_term(3);
        pairs_.log_term(4);
        words_.mix(4);
        pairs_.number();
        pairs_.log_term(5);
        words_.multiply();
        pairs_.log_term(6);
        pairs_.angle();
        pairs_.log_term(7);
        words_.mix(5);
        pairs_.log_term(8);
        pairs_.angle_square();
        words_.multiply();
        pairs_.log_term(9);
        pairs_.sine_term(1);
        pairs_.cosine_term(1);
        words_.mix(6);
        pairs_.log_product();
        pairs_.sine_term(2);
        pairs_.square();
        words_.multiply();
        pairs_.root();
        pairs_.cosine_term(2);
        pairs_.sine_term(3);
        words_.mix(7);
        pairs_.cosine_term(3);
        pairs_.sine_term(4);
        words_.multiply();
        pairs_.cosine_term(4);
        pairs_.factors();
        words_.mix(8);
        pairs_.cosine();
        words_.multiply();
        store(rows, stride);
        take();
    }
    HWY_INLINE void last(float* rows, std::size_t stride) {
        pairs_.bits();
        pairs_.exponent();
        pairs_.fraction();
        pairs_.number();
        pairs_.angle();
        pairs_.angle_square();
        for (std::size_t term = 1; term <= 9; ++term) {
            pairs_.log_term(term);
        }
        pairs_.log_product();
        pairs_.square();
        pairs_.root();
        for (std::size_t term = 1; term <= 4; ++term) {
            pairs_.sine_term(term);
            pairs_.cosine_term(term);
        }
        pairs_.factors();
        pairs_.cosine();
        store(rows, stride);
    }

  private:
    HWY_INLINE void take() {
        const auto block = words_.packed();
        pairs_.take(block.w0, block.w1, block.w2, block.w3);
    }
    HWY_INLINE void store(float* rows, std::size_t stride) const {
        pairs_.store(0, rows, rows + stride);
        pairs_.store(1, rows + 2 * stride, rows + 3 * stride);
    }

    BlockWords<Split::for_packing> words_;
    FloatPairs<hn::CappedTag<float, lanes>> pairs_;
};

/// A turn runs Philox for one block beside the polynomials of the block before it.
template <>
class NormalBlocks<double> {
  public:
    HWY_INLINE NormalBlocks(PhiloxTable& table, StreamKey key, std::uint64_t first_sample,
                            std::uint32_t layer, std::uint32_t first_block)
        : words_(table, key, first_sample, layer, first_block) {
        words_.run();
    }

    HWY_INLINE void next(double* rows, std::size_t stride) {
        const Words<hn::Vec<Wide>> low = words_.unpacked(0);
        const Words<hn::Vec<Wide>> high = words_.unpacked(1);
        words_.run();
        shape(low, high, rows, stride);
    }
    HWY_INLINE void last(double* rows, std::size_t stride) const {
        shape(words_.unpacked(0), words_.unpacked(1), rows, stride);
    }

  private:
    HWY_INLINE static void shape(const Words<hn::Vec<Wide>>& low, const Words<hn::Vec<Wide>>& high,
                                 double* rows, std::size_t stride) {
        const hn::Repartition<double, Wide> d;
        const hn::Vec<Wide> a[4] = {low.w0, low.w2, high.w0, high.w2};
        const hn::Vec<Wide> b[4] = {low.w1, low.w3, high.w1, high.w3};
        hn::Vec<hn::Repartition<double, Wide>> first[4];
        hn::Vec<hn::Repartition<double, Wide>> second[4];
        double_pairs<4>(d, a, b, first, second);
        for (std::size_t half = 0; half < 2; ++half) {
            double* at = rows + half * hn::Lanes(d);
            hn::StoreU(first[2 * half], d, at);
            hn::StoreU(second[2 * half], d, at + stride);
            hn::StoreU(first[2 * half + 1], d, at + 2 * stride);
            hn::StoreU(second[2 * half + 1], d, at + 3 * stride);
        }
    }

    BlockWords<Split::halves> words_;
};

}  // namespace limitcheck::random::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
