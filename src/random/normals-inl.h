// Vector code, compiled once for each target: Philox words and Box-Muller normals for a group of lanes. The
// operations are those of random/philox.hpp and random/box_muller.hpp, one for one, so the bits are theirs.
// Included by sources that are re-included by hwy/foreach_target.h; the guard toggles with the target.
#if defined(LIMITCHECK_NORMALS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef LIMITCHECK_NORMALS_INL_H_
#undef LIMITCHECK_NORMALS_INL_H_
#else
#define LIMITCHECK_NORMALS_INL_H_
#endif

#include <hwy/highway.h>

#include <array>
#include <cmath>
#include <cstdint>

#include "limitcheck/random/lanes.hpp"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::random::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// a b + c with one rounding. Highway rounds twice on targets without the instruction.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V fused(D d, V a, V b, V c) {
#if HWY_NATIVE_FMA
    (void)d;
    return hn::MulAdd(a, b, c);
#else
    using T = hn::TFromD<D>;
    HWY_ALIGN T x[hn::MaxLanes(D{})];
    HWY_ALIGN T y[hn::MaxLanes(D{})];
    HWY_ALIGN T z[hn::MaxLanes(D{})];
    hn::Store(a, d, x);
    hn::Store(b, d, y);
    hn::Store(c, d, z);
    for (std::size_t i = 0; i < hn::Lanes(d); ++i) {
        x[i] = std::fma(x[i], y[i], z[i]);
    }
    return hn::Load(d, x);
#endif
}

/// Round keys of Philox, widened.
struct RoundKeys {
    std::uint64_t even[philox_rounds];
    std::uint64_t odd[philox_rounds];
};

HWY_INLINE RoundKeys round_keys(StreamKey key) {
    RoundKeys keys;
    auto k0 = static_cast<std::uint32_t>(key.value);
    auto k1 = static_cast<std::uint32_t>(key.value >> 32);
    for (int round = 0; round < philox_rounds; ++round) {
        keys.even[round] = k0;
        keys.odd[round] = k1;
        k0 += philox_weyl_0;
        k1 += philox_weyl_1;
    }
    return keys;
}

/// One word of four in each 64-bit lane; the high halves hold leftovers.
template <class V>
struct Words {
    V w0, w1, w2, w3;
};

/// Product of the low halves.
template <class D, class V>
HWY_INLINE V product(D d, V a, V b) {
    const hn::Repartition<std::uint32_t, D> half;
    return hn::BitCast(d, hn::MulEven(hn::BitCast(half, a), hn::BitCast(half, b)));
}

/// Counter {block, layer, sample low, sample high}: in the first two rounds only one of the two products
/// varies with the sample and only the other one with the block. The part of the samples is computed once for
/// a layer, the part of the block once for all lanes; eight rounds remain.
template <class V>
struct SamplePart {
    V word0;      ///< what the second round's first word is, but for the block's part
    V word2;      ///< the same for its third word
    V key_word3;  ///< its fourth word, with the third round's key
};

template <class D>
HWY_INLINE SamplePart<hn::Vec<D>> sample_part(D d, const RoundKeys& keys, std::uint32_t layer,
                                              hn::Vec<D> samples_low) {
    const auto p = product(d, samples_low, hn::Set(d, philox_multiplier_1));
    const auto first0 = hn::Xor(hn::ShiftRight<32>(p), hn::Set(d, layer ^ keys.even[0]));
    const auto q = product(d, first0, hn::Set(d, philox_multiplier_0));
    return {hn::Xor(p, hn::Set(d, keys.even[1])), hn::Xor(hn::ShiftRight<32>(q), hn::Set(d, keys.odd[1])),
            hn::Xor(q, hn::Set(d, keys.odd[2]))};
}

struct BlockPart {
    std::uint64_t word0;
    std::uint64_t key_word1;
    std::uint64_t word2;
};

HWY_INLINE BlockPart block_part(const RoundKeys& keys, std::uint32_t samples_high, std::uint32_t block) {
    const std::uint64_t p = std::uint64_t{philox_multiplier_0} * block;
    const std::uint64_t first2 = (p >> 32) ^ samples_high ^ keys.odd[0];
    const std::uint64_t q = std::uint64_t{philox_multiplier_1} * first2;
    return {q >> 32, (q & 0xffffffffU) ^ keys.even[2], p & 0xffffffffU};
}

/// Rounds 3 to 9 of `chains` blocks at once: independent chains hide the multiplier's latency.
template <int chains, class D, class V = hn::Vec<D>>
HWY_INLINE void middle_rounds(D d, const RoundKeys& keys, const SamplePart<V>* samples,
                              const BlockPart* blocks, Words<V>* out) {
    const V m0 = hn::Set(d, philox_multiplier_0);
    const V m1 = hn::Set(d, philox_multiplier_1);
    for (int i = 0; i < chains; ++i) {
        const V word0 = hn::Xor(samples[i].word0, hn::Set(d, blocks[i].word0));
        const V word2 = hn::Xor(samples[i].word2, hn::Set(d, blocks[i].word2));
        const V p = product(d, word0, m0);
        const V q = product(d, word2, m1);
        out[i] = {hn::Xor(hn::ShiftRight<32>(q), hn::Set(d, blocks[i].key_word1)), q,
                  hn::Xor(hn::ShiftRight<32>(p), samples[i].key_word3), p};
    }
    for (int round = 3; round < philox_rounds - 1; ++round) {
        const V even = hn::Set(d, keys.even[round]);
        const V odd = hn::Set(d, keys.odd[round]);
        for (int i = 0; i < chains; ++i) {
            const V p = product(d, out[i].w0, m0);
            const V q = product(d, out[i].w2, m1);
            out[i] = {hn::Xor3(hn::ShiftRight<32>(q), out[i].w1, even), q,
                      hn::Xor3(hn::ShiftRight<32>(p), out[i].w3, odd), p};
        }
    }
}

/// The last round, words staying in the low halves.
template <class D, class V>
HWY_INLINE Words<V> last_round(D d, const RoundKeys& keys, const Words<V>& w) {
    const V p = product(d, w.w0, hn::Set(d, philox_multiplier_0));
    const V q = product(d, w.w2, hn::Set(d, philox_multiplier_1));
    return {hn::Xor3(hn::ShiftRight<32>(q), w.w1, hn::Set(d, keys.even[philox_rounds - 1])), q,
            hn::Xor3(hn::ShiftRight<32>(p), w.w3, hn::Set(d, keys.odd[philox_rounds - 1])), p};
}

/// The last round of two vectors of samples, packed into 32-bit lanes: those of `low`, then those of `high`.
/// Packing the halves of the products makes their shifts needless.
template <class D, class V, class U = hn::Vec<hn::Repartition<std::uint32_t, D>>>
HWY_INLINE Words<U> last_round_packed(D d, const RoundKeys& keys, const Words<V>& low, const Words<V>& high) {
    const hn::Repartition<std::uint32_t, D> half;
    const V m0 = hn::Set(d, philox_multiplier_0);
    const V m1 = hn::Set(d, philox_multiplier_1);
    const U p_low = hn::BitCast(half, product(d, low.w0, m0));
    const U q_low = hn::BitCast(half, product(d, low.w2, m1));
    const U p_high = hn::BitCast(half, product(d, high.w0, m0));
    const U q_high = hn::BitCast(half, product(d, high.w2, m1));
    const U word1 = hn::ConcatEven(half, hn::BitCast(half, high.w1), hn::BitCast(half, low.w1));
    const U word3 = hn::ConcatEven(half, hn::BitCast(half, high.w3), hn::BitCast(half, low.w3));
    const auto even = hn::Set(half, static_cast<std::uint32_t>(keys.even[philox_rounds - 1]));
    const auto odd = hn::Set(half, static_cast<std::uint32_t>(keys.odd[philox_rounds - 1]));
    return {hn::Xor3(hn::ConcatOdd(half, q_high, q_low), word1, even), hn::ConcatEven(half, q_high, q_low),
            hn::Xor3(hn::ConcatOdd(half, p_high, p_low), word3, odd), hn::ConcatEven(half, p_high, p_low)};
}

/// `count` polynomials at once: each step of Horner's rule waits for the one before, so neighbours fill the
/// time.
template <int count, class D, class V, std::size_t terms>
HWY_INLINE void polynomials(D d, const std::array<hn::TFromD<D>, terms>& coefficients, const V* x, V* value) {
    for (int c = 0; c < count; ++c) {
        value[c] = hn::Set(d, coefficients[0]);
    }
    for (std::size_t term = 1; term < terms; ++term) {
        const V coefficient = hn::Set(d, coefficients[term]);
        for (int c = 0; c < count; ++c) {
            value[c] = fused(d, value[c], x[c], coefficient);
        }
    }
}

template <int count, class D, class V>
HWY_INLINE void minus_two_logs(D d, const V* x, V* value, float) {
    const hn::RebindToSigned<D> di;
    V e[count];
    V f[count];
    for (int c = 0; c < count; ++c) {
        const auto bits = hn::BitCast(di, x[c]);
        const auto exponent = hn::And(hn::Sub(bits, hn::Set(di, 0x3f2aaaab)), hn::Set(di, -0x00800000));
        e[c] = hn::ConvertTo(d, exponent);
        f[c] = hn::Sub(hn::BitCast(d, hn::Sub(bits, exponent)), hn::Set(d, 1.0F));
    }
    polynomials<count>(d, detail::log_coefficients<float>, f, value);
    for (int c = 0; c < count; ++c) {
        value[c] = fused(d, e[c], hn::Set(d, -detail::two_log_2<float> * 0x1p-23F), hn::Mul(value[c], f[c]));
    }
}

template <int count, class D, class V>
HWY_INLINE void minus_two_logs(D d, const V* x, V* value, double) {
    const hn::RebindToUnsigned<D> du;
    const auto offset = hn::Set(du, std::uint64_t{0x3fe5555555555555});
    V e[count];
    V s[count];
    V t[count];
    for (int c = 0; c < count; ++c) {
        const auto shifted = hn::Sub(hn::BitCast(du, x[c]), offset);
        // The exponent as a double without a signed 64-bit shift: bias it, and let 2^52 carry it.
        const auto biased = hn::ShiftRight<52>(hn::Add(shifted, hn::Set(du, std::uint64_t{1024} << 52)));
        e[c] = hn::Sub(hn::BitCast(d, hn::Or(biased, hn::Set(du, std::uint64_t{0x4330000000000000}))),
                       hn::Set(d, 0x1p52 + 1024.0));
        const auto mantissa = hn::And(shifted, hn::Set(du, std::uint64_t{0x000fffffffffffff}));
        const V f = hn::Sub(hn::BitCast(d, hn::Add(mantissa, offset)), hn::Set(d, 1.0));
        s[c] = hn::Div(f, hn::Add(hn::Set(d, 2.0), f));
        t[c] = hn::Mul(s[c], s[c]);
    }
    polynomials<count>(d, detail::log_coefficients<double>, t, value);
    for (int c = 0; c < count; ++c) {
        value[c] = fused(d, e[c], hn::Set(d, -detail::two_log_2<double>), hn::Mul(value[c], s[c]));
    }
}

/// `count` pairs of normals of words (a, b): `i` = (a mod 2^31) with its lowest bit set, and `j` = b, as
/// numbers; `sign` has a's highest bit as its own.
template <int count, class D, class V>
HWY_INLINE void shape(D d, const V* i, const V* j, const V* sign, V* first, V* second) {
    using T = hn::TFromD<D>;
    V u[count];
    V y[count];
    V t[count];
    V radius[count];
    V sine[count];
    V cosine[count];
    for (int c = 0; c < count; ++c) {
        u[c] = hn::Mul(i[c], hn::Set(d, T(0x1p-31)));
    }
    minus_two_logs<count>(d, u, radius, T{});
    for (int c = 0; c < count; ++c) {
        radius[c] = hn::Sqrt(radius[c]);
        y[c] = hn::Mul(j[c], hn::Set(d, T(0x1p-31)));
        t[c] = hn::Mul(y[c], y[c]);
    }
    polynomials<count>(d, detail::sine_coefficients<T>, t, sine);
    polynomials<count>(d, detail::cosine_coefficients<T>, t, cosine);
    for (int c = 0; c < count; ++c) {
        sine[c] = fused(d, y[c], sine[c], y[c]);
        cosine[c] = hn::Mul(fused(d, hn::Neg(y[c]), y[c], hn::Set(d, T(1))), cosine[c]);
        first[c] = hn::OrAnd(hn::Mul(radius[c], cosine[c]), sign[c], hn::SignBit(d));
        second[c] = hn::Mul(radius[c], sine[c]);
    }
}

/// Normals of 32-bit words.
template <int count, class D, class U, class V>
HWY_INLINE void box_muller(D d, const U* a, const U* b, V* first, V* second) {
    const hn::RebindToSigned<D> di;
    const hn::RebindToUnsigned<D> du;
    V i[count];
    V j[count];
    V sign[count];
    for (int c = 0; c < count; ++c) {
        const auto odd = hn::OrAnd(hn::Set(du, 1U), a[c], hn::Set(du, 0x7fffffffU));
        i[c] = hn::ConvertTo(d, hn::BitCast(di, odd));
        j[c] = hn::ConvertTo(d, hn::BitCast(di, b[c]));
        sign[c] = hn::BitCast(d, a[c]);
    }
    shape<count>(d, i, j, sign, first, second);
}

/// Normals of words in the low halves of 64-bit lanes; an integer below 2^52 becomes a double in the low bits
/// of 2^52.
template <int count, class D, class U, class V>
HWY_INLINE void box_muller_wide(D d, const U* a, const U* b, V* first, V* second) {
    const hn::RebindToUnsigned<D> du;
    const auto carrier = hn::Set(du, std::uint64_t{0x4330000000000000});
    V i[count];
    V j[count];
    V sign[count];
    for (int c = 0; c < count; ++c) {
        const auto odd = hn::OrAnd(hn::Set(du, std::uint64_t{0x4330000000000001}), a[c],
                                   hn::Set(du, std::uint64_t{0x7fffffff}));
        i[c] = hn::Sub(hn::BitCast(d, odd), hn::Set(d, 0x1p52));
        // b read as signed is (b xor 2^31) - 2^31.
        const auto biased = hn::OrAnd(carrier, hn::Xor(b[c], hn::Set(du, std::uint64_t{0x80000000})),
                                      hn::Set(du, std::uint64_t{0xffffffff}));
        j[c] = hn::Sub(hn::BitCast(d, biased), hn::Set(d, 0x1p52 + 0x1p31));
        sign[c] = hn::BitCast(d, hn::ShiftLeft<32>(a[c]));
    }
    shape<count>(d, i, j, sign, first, second);
}

}  // namespace limitcheck::random::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
