// Vector code, compiled once for each target: Philox4x32-10 for a group of lanes, the rounds of
// random/philox.hpp one for one. Included by sources that are re-included by hwy/foreach_target.h; the guard
// toggles with the target.
#if defined(LIMITCHECK_PHILOX_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef LIMITCHECK_PHILOX_INL_H_
#undef LIMITCHECK_PHILOX_INL_H_
#else
#define LIMITCHECK_PHILOX_INL_H_
#endif

#include <hwy/highway.h>

#include <cstdint>

#include "limitcheck/random/lanes.hpp"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::random::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Half = hn::CappedTag<std::uint32_t, lanes>;
using Wide = hn::Repartition<std::uint64_t, Half>;

/// Lanes that two vectors of 64-bit words hold, and so one of 32-bit words.
HWY_INLINE std::size_t lanes_at_once() { return hn::Lanes(Half{}); }

/// What Philox reads from memory: the round keys, widened, and the parts of a vector of blocks. Apart from
/// BlockWords, whose members then stay in registers.
struct PhiloxTable {
    std::uint64_t even[philox_rounds];
    std::uint64_t odd[philox_rounds];
    HWY_ALIGN std::uint64_t word0[hn::MaxLanes(Wide{})];
    HWY_ALIGN std::uint64_t key_word1[hn::MaxLanes(Wide{})];
    HWY_ALIGN std::uint64_t word2[hn::MaxLanes(Wide{})];
};

HWY_INLINE void set_keys(StreamKey key, PhiloxTable& table) {
    auto k0 = static_cast<std::uint32_t>(key.value);
    auto k1 = static_cast<std::uint32_t>(key.value >> 32);
    for (int round = 0; round < philox_rounds; ++round) {
        table.even[round] = k0;
        table.odd[round] = k1;
        k0 += philox_weyl_0;
        k1 += philox_weyl_1;
    }
}

/// Product of the low halves.
template <class V>
HWY_INLINE V product(V a, V b) {
    const Half half;
    return hn::BitCast(Wide{}, hn::MulEven(hn::BitCast(half, a), hn::BitCast(half, b)));
}

/// Even (odd) 32-bit words of `low`, then of `high`, sixteen bytes at a time: {low 0, low 2, high 0, high 2,
/// low 4, ..}. One instruction where the general shuffle of two vectors would occupy a multiplier.
template <class V, class U = hn::Vec<Half>>
HWY_INLINE U even_words(V low, V high) {
#if HWY_TARGET == HWY_AVX3
    return U{_mm512_castps_si512(
        _mm512_shuffle_ps(_mm512_castsi512_ps(low.raw), _mm512_castsi512_ps(high.raw), 0x88))};
#elif HWY_TARGET == HWY_AVX2
    return U{_mm256_castps_si256(
        _mm256_shuffle_ps(_mm256_castsi256_ps(low.raw), _mm256_castsi256_ps(high.raw), 0x88))};
#else
    const Half d;
    const U a = hn::InterleaveLower(d, hn::BitCast(d, low), hn::BitCast(d, high));
    const U b = hn::InterleaveUpper(d, hn::BitCast(d, low), hn::BitCast(d, high));
    return hn::InterleaveLower(d, a, b);
#endif
}
template <class V, class U = hn::Vec<Half>>
HWY_INLINE U odd_words(V low, V high) {
#if HWY_TARGET == HWY_AVX3
    return U{_mm512_castps_si512(
        _mm512_shuffle_ps(_mm512_castsi512_ps(low.raw), _mm512_castsi512_ps(high.raw), 0xdd))};
#elif HWY_TARGET == HWY_AVX2
    return U{_mm256_castps_si256(
        _mm256_shuffle_ps(_mm256_castsi256_ps(low.raw), _mm256_castsi256_ps(high.raw), 0xdd))};
#else
    const Half d;
    const U a = hn::InterleaveLower(d, hn::BitCast(d, low), hn::BitCast(d, high));
    const U b = hn::InterleaveUpper(d, hn::BitCast(d, low), hn::BitCast(d, high));
    return hn::InterleaveUpper(d, a, b);
#endif
}

/// The four words of a block, a vector each.
template <class V>
struct Words {
    V w0, w1, w2, w3;
};

/// Which lanes two vectors of 64-bit words hold: those that even_words and odd_words bring into order (0, 1,
/// 4, 5, .. and 2, 3, 6, 7, ..), or the first half and the second.
enum class Split { for_packing, halves };

/// Philox of one block after the other, for the lanes of one vector of 32-bit words, kept as two vectors of
/// 64-bit words whose high halves hold leftovers: two independent chains. A block is run(), or the same
/// written out by those who put other work between its steps: start(), mix_first(), multiply() and mix(round)
/// for rounds 3 to 8, multiply().
///
/// Counter {block, layer, sample low, sample high}: in the first two rounds only one of the two products
/// varies with the sample and only the other one with the block. The part of the samples is computed once for
/// a layer, the part of the blocks once for all lanes; eight rounds remain.
template <Split split>
class BlockWords {
    using V = hn::Vec<Wide>;
    using U = hn::Vec<Half>;

  public:
    /// `table` is the object's own.
    HWY_INLINE BlockWords(PhiloxTable& table, StreamKey key, std::uint64_t first_sample, std::uint32_t layer,
                          std::uint32_t first_block)
        : table_(table), samples_high_(static_cast<std::uint32_t>(first_sample >> 32)), block_(first_block) {
        const Wide d;
        set_keys(key, table_);
        const auto samples_low = static_cast<std::uint32_t>(first_sample);
        V samples = hn::Iota(d, std::uint64_t{samples_low});
        std::uint64_t step = hn::Lanes(d);
        if (split == Split::for_packing) {
            const V pairs = hn::And(hn::Iota(d, std::uint64_t{0}), hn::Set(d, ~std::uint64_t{1}));
            samples = hn::Add(samples, pairs);
            step = 2;
        }
        samples_[0] = sample_part(layer, samples);
        samples_[1] = sample_part(layer, hn::Add(samples, hn::Set(d, step)));
        block_parts();
    }

    /// The second round's products of the next block.
    HWY_INLINE void start() {
        const Wide d;
        for (int c = 0; c < 2; ++c) {
            p_[c] = product(hn::Xor(samples_[c].word0, hn::Set(d, table_.word0[place_])), m0());
            q_[c] = product(hn::Xor(samples_[c].word2, hn::Set(d, table_.word2[place_])), m1());
        }
    }
    /// The words of the second round.
    HWY_INLINE void mix_first() {
        const Wide d;
        for (int c = 0; c < 2; ++c) {
            w_[c] = {hn::Xor(hn::ShiftRight<32>(q_[c]), hn::Set(d, table_.key_word1[place_])), q_[c],
                     hn::Xor(hn::ShiftRight<32>(p_[c]), samples_[c].key_word3), p_[c]};
        }
        ++block_;
        if (++place_ == hn::Lanes(d)) {
            block_parts();
        }
    }
    HWY_INLINE void multiply() {
        for (int c = 0; c < 2; ++c) {
            p_[c] = product(w_[c].w0, m0());
            q_[c] = product(w_[c].w2, m1());
        }
    }
    HWY_INLINE void mix(int round) {
        const Wide d;
        const V even = hn::Set(d, table_.even[round]);
        const V odd = hn::Set(d, table_.odd[round]);
        for (int c = 0; c < 2; ++c) {
            w_[c] = {hn::Xor3(hn::ShiftRight<32>(q_[c]), w_[c].w1, even), q_[c],
                     hn::Xor3(hn::ShiftRight<32>(p_[c]), w_[c].w3, odd), p_[c]};
        }
    }
    /// All steps of the next block.
    HWY_INLINE void run() {
        start();
        mix_first();
        for (int round = 3; round < philox_rounds - 1; ++round) {
            multiply();
            mix(round);
        }
        multiply();
    }

    /// The words of the block, packed into 32-bit lanes. Packing the halves of the products makes their
    /// shifts needless.
    HWY_INLINE Words<U> packed() const {
        static_assert(split == Split::for_packing);
        const Half half;
        const U even = hn::Set(half, static_cast<std::uint32_t>(table_.even[philox_rounds - 1]));
        const U odd = hn::Set(half, static_cast<std::uint32_t>(table_.odd[philox_rounds - 1]));
        return {
            hn::Xor3(odd_words(q_[0], q_[1]), even_words(w_[0].w1, w_[1].w1), even), even_words(q_[0], q_[1]),
            hn::Xor3(odd_words(p_[0], p_[1]), even_words(w_[0].w3, w_[1].w3), odd), even_words(p_[0], p_[1])};
    }

    /// The words of the block in the low halves, for the lanes of the first (0) or the second vector (1).
    HWY_INLINE Words<V> unpacked(int c) const {
        const Wide d;
        const V even = hn::Set(d, table_.even[philox_rounds - 1]);
        const V odd = hn::Set(d, table_.odd[philox_rounds - 1]);
        return {hn::Xor3(hn::ShiftRight<32>(q_[c]), w_[c].w1, even), q_[c],
                hn::Xor3(hn::ShiftRight<32>(p_[c]), w_[c].w3, odd), p_[c]};
    }

  private:
    struct SamplePart {
        V word0;      ///< what the second round's first word is, but for the block's part
        V word2;      ///< the same for its third word
        V key_word3;  ///< its fourth word, with the third round's key
    };

    HWY_INLINE static V m0() { return hn::Set(Wide{}, std::uint64_t{philox_multiplier_0}); }
    HWY_INLINE static V m1() { return hn::Set(Wide{}, std::uint64_t{philox_multiplier_1}); }

    HWY_INLINE SamplePart sample_part(std::uint32_t layer, V samples_low) const {
        const Wide d;
        const V p = product(samples_low, m1());
        const V first0 = hn::Xor(hn::ShiftRight<32>(p), hn::Set(d, layer ^ table_.even[0]));
        const V q = product(first0, m0());
        return {hn::Xor(p, hn::Set(d, table_.even[1])),
                hn::Xor(hn::ShiftRight<32>(q), hn::Set(d, table_.odd[1])),
                hn::Xor(q, hn::Set(d, table_.odd[2]))};
    }

    /// The blocks' parts, for a vector of blocks from block_ on.
    HWY_INLINE void block_parts() {
        const Wide d;
        const V low_half = hn::Set(d, std::uint64_t{0xffffffff});
        const V blocks = hn::And(hn::Iota(d, std::uint64_t{block_}), low_half);
        const V p = product(blocks, m0());
        const V first2 = hn::Xor(hn::ShiftRight<32>(p), hn::Set(d, samples_high_ ^ table_.odd[0]));
        const V q = product(first2, m1());
        hn::Store(hn::ShiftRight<32>(q), d, table_.word0);
        hn::Store(hn::Xor(hn::And(q, low_half), hn::Set(d, table_.even[2])), d, table_.key_word1);
        hn::Store(hn::And(p, low_half), d, table_.word2);
        place_ = 0;
    }

    PhiloxTable& table_;
    std::uint32_t samples_high_;
    std::uint32_t block_;
    std::size_t place_ = 0;
    SamplePart samples_[2];
    Words<V> w_[2];
    V p_[2];
    V q_[2];
};

}  // namespace limitcheck::random::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
