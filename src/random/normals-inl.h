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

/// Rounds 3 to 10 of `chains` blocks at once: independent chains hide the multiplier's latency.
template <int chains, class D, class V = hn::Vec<D>>
HWY_INLINE void last_rounds(D d, const RoundKeys& keys, const SamplePart<V>* samples, const BlockPart* blocks,
                            Words<V>* out) {
    const auto m0 = hn::Set(d, philox_multiplier_0);
    const auto m1 = hn::Set(d, philox_multiplier_1);
    for (int i = 0; i < chains; ++i) {
        const V word0 = hn::Xor(samples[i].word0, hn::Set(d, blocks[i].word0));
        const V word2 = hn::Xor(samples[i].word2, hn::Set(d, blocks[i].word2));
        const V p = product(d, word0, m0);
        const V q = product(d, word2, m1);
        out[i] = {hn::Xor(hn::ShiftRight<32>(q), hn::Set(d, blocks[i].key_word1)), q,
                  hn::Xor(hn::ShiftRight<32>(p), samples[i].key_word3), p};
    }
    for (int round = 3; round < philox_rounds; ++round) {
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

/// 32-bit lanes 2i from `even` and 2i+1 from `odd`.
template <class D, class V>
HWY_INLINE hn::Vec<hn::Repartition<std::uint32_t, D>> interleave(D, V even, V odd) {
    const hn::Repartition<std::uint32_t, D> half;
    return hn::OddEven(hn::BitCast(half, hn::ShiftLeft<32>(odd)), hn::BitCast(half, even));
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE V minus_two_log(D d, V x, float) {
    const hn::RebindToSigned<D> di;
    const auto offset = hn::Set(di, 0x3f2aaaab);
    const auto shifted = hn::Sub(hn::BitCast(di, x), offset);
    const V e = hn::ConvertTo(d, hn::ShiftRight<23>(shifted));
    const V f =
        hn::Sub(hn::BitCast(d, hn::Add(hn::And(shifted, hn::Set(di, 0x007fffff)), offset)), hn::Set(d, 1.0F));
    V p = hn::Set(d, detail::log_coefficients<float>[0]);
    for (std::size_t i = 1; i < detail::log_coefficients<float>.size(); ++i) {
        p = fused(d, p, f, hn::Set(d, detail::log_coefficients<float>[i]));
    }
    return fused(d, e, hn::Set(d, -detail::two_log_2<float>), hn::Mul(p, f));
}

template <class D, class V = hn::Vec<D>>
HWY_INLINE V minus_two_log(D d, V x, double) {
    const hn::RebindToUnsigned<D> du;
    const auto offset = hn::Set(du, std::uint64_t{0x3fe5555555555555});
    const auto shifted = hn::Sub(hn::BitCast(du, x), offset);
    // The exponent as a double without a signed 64-bit shift: bias it, and let 2^52 carry it.
    const auto biased = hn::ShiftRight<52>(hn::Add(shifted, hn::Set(du, std::uint64_t{1024} << 52)));
    const V e = hn::Sub(hn::BitCast(d, hn::Or(biased, hn::Set(du, std::uint64_t{0x4330000000000000}))),
                        hn::Set(d, 0x1p52 + 1024.0));
    const V f = hn::Sub(
        hn::BitCast(d, hn::Add(hn::And(shifted, hn::Set(du, std::uint64_t{0x000fffffffffffff})), offset)),
        hn::Set(d, 1.0));
    const V s = hn::Div(f, hn::Add(hn::Set(d, 2.0), f));
    const V t = hn::Mul(s, s);
    V p = hn::Set(d, detail::log_coefficients<double>[0]);
    for (std::size_t i = 1; i < detail::log_coefficients<double>.size(); ++i) {
        p = fused(d, p, t, hn::Set(d, detail::log_coefficients<double>[i]));
    }
    return fused(d, e, hn::Set(d, -detail::two_log_2<double>), hn::Mul(p, s));
}

/// The two normals of words (a, b): `u_integer` = floor(a/2) and `y_integer` = b as numbers, `sign` = a's
/// lowest bit moved to the top.
template <class D, class V, class U>
HWY_INLINE void shape(D d, V u_integer, V y_integer, U sign, V& first, V& second) {
    using T = hn::TFromD<D>;
    const V one = hn::Set(d, T(1));
    const V u = fused(d, u_integer, hn::Set(d, T(0x1p-31)), hn::Set(d, T(0x1p-32)));
    const V y = hn::Mul(y_integer, hn::Set(d, T(0x1p-31)));
    const V radius = hn::Sqrt(minus_two_log(d, u, T{}));
    const V t = hn::Mul(y, y);
    V s = hn::Set(d, detail::sine_coefficients<T>[0]);
    for (std::size_t i = 1; i < detail::sine_coefficients<T>.size(); ++i) {
        s = fused(d, s, t, hn::Set(d, detail::sine_coefficients<T>[i]));
    }
    V c = hn::Set(d, detail::cosine_coefficients<T>[0]);
    for (std::size_t i = 1; i < detail::cosine_coefficients<T>.size(); ++i) {
        c = fused(d, c, t, hn::Set(d, detail::cosine_coefficients<T>[i]));
    }
    const V sine = fused(d, y, s, y);
    const V cosine = hn::Mul(fused(d, hn::Neg(y), y, one), c);
    first = hn::Xor(hn::Mul(radius, cosine), hn::BitCast(d, sign));
    second = hn::Mul(radius, sine);
}

/// Normals of 32-bit words.
template <class D, class U>
HWY_INLINE void box_muller(D d, U a, U b, hn::Vec<D>& first, hn::Vec<D>& second) {
    const hn::RebindToSigned<D> di;
    shape(d, hn::ConvertTo(d, hn::BitCast(di, hn::ShiftRight<1>(a))), hn::ConvertTo(d, hn::BitCast(di, b)),
          hn::ShiftLeft<31>(a), first, second);
}

/// Normals of words in the low halves of 64-bit lanes; an integer below 2^52 becomes a double in the low bits
/// of 2^52.
template <class D, class U>
HWY_INLINE void box_muller_wide(D d, U a, U b, hn::Vec<D>& first, hn::Vec<D>& second) {
    const hn::RebindToUnsigned<D> du;
    const auto low = hn::Set(du, std::uint64_t{0xffffffff});
    const auto carrier = hn::Set(du, std::uint64_t{0x4330000000000000});
    const auto u_bits = hn::Or(hn::ShiftRight<1>(hn::And(a, low)), carrier);
    const auto y_bits = hn::Or(hn::Xor(hn::And(b, low), hn::Set(du, std::uint64_t{0x80000000})), carrier);
    shape(d, hn::Sub(hn::BitCast(d, u_bits), hn::Set(d, 0x1p52)),
          hn::Sub(hn::BitCast(d, y_bits), hn::Set(d, 0x1p52 + 0x1p31)), hn::ShiftLeft<63>(a), first, second);
}

}  // namespace limitcheck::random::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
