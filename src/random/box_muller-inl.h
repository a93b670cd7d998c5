// Vector code, compiled once for each target: Box-Muller normals, the operations of random/box_muller.hpp one
// for one, so that the bits are its own. Included by sources that are re-included by hwy/foreach_target.h;
// the guard toggles with the target.
#if defined(LIMITCHECK_BOX_MULLER_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef LIMITCHECK_BOX_MULLER_INL_H_
#undef LIMITCHECK_BOX_MULLER_INL_H_
#else
#define LIMITCHECK_BOX_MULLER_INL_H_
#endif

#include <hwy/highway.h>

#include <array>
#include <cmath>
#include <cstdint>

#include "limitcheck/random/box_muller.hpp"

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

/// c - a b with one rounding.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V fused_difference(D d, V a, V b, V c) {
#if HWY_NATIVE_FMA
    (void)d;
    return hn::NegMulAdd(a, b, c);
#else
    return fused(d, hn::Neg(a), b, c);
#endif
}

/// Two pairs of float normals at once, step by step, so that other work can stand between the steps: each
/// term of a polynomial waits for the one before. bits(), exponent(), fraction(), log_term(1) to (9),
/// square(), root() give the radius; number(), angle(), angle_square(), sine_term and cosine_term(1) to (4),
/// factors(), cosine() the rest; store() writes the products.
template <class D>
class FloatPairs {
    using V = hn::Vec<D>;
    using U = hn::Vec<hn::RebindToUnsigned<D>>;
    using I = hn::Vec<hn::RebindToSigned<D>>;
    static constexpr auto& log_terms = detail::log_coefficients<float>;
    static constexpr auto& sine_terms = detail::sine_coefficients<float>;
    static constexpr auto& cosine_terms = detail::cosine_coefficients<float>;

  public:
    /// The next two pairs' words, (a[0], b[0]) and (a[1], b[1]).
    HWY_INLINE void take(U a0, U b0, U a1, U b1) {
        a_[0] = a0;
        b_[0] = b0;
        a_[1] = a1;
        b_[1] = b1;
    }

    /// i = (a mod 2^31) with its lowest bit set, as a number: u = i/2^31.
    HWY_INLINE void bits() {
        const hn::RebindToUnsigned<D> du;
        const hn::RebindToSigned<D> di;
        for (int c = 0; c < 2; ++c) {
            const U odd = hn::OrAnd(hn::Set(du, 1U), a_[c], hn::Set(du, 0x7fffffffU));
            bits_[c] = hn::BitCast(di, hn::ConvertTo(D{}, hn::BitCast(di, odd)));
        }
    }
    /// i = 2^e (1 + f) with 1 + f in [2/3, 4/3): 2^23 e.
    HWY_INLINE void exponent() {
        const hn::RebindToSigned<D> di;
        for (int c = 0; c < 2; ++c) {
            exponent_[c] = hn::And(hn::Sub(bits_[c], hn::Set(di, 0x3f2aaaab)), hn::Set(di, -0x00800000));
        }
    }
    /// f, and the exponent of u as a number.
    HWY_INLINE void fraction() {
        const D d;
        const hn::RebindToSigned<D> di;
        for (int c = 0; c < 2; ++c) {
            f_[c] = hn::Sub(hn::BitCast(d, hn::Sub(bits_[c], exponent_[c])), hn::Set(d, 1.0F));
            e_[c] = hn::ConvertTo(d, hn::Sub(exponent_[c], hn::Set(di, 31 << 23)));
        }
    }
    HWY_INLINE void log_term(std::size_t term) { horner(log_terms, term, f_, log_); }
    HWY_INLINE void log_product() {
        for (int c = 0; c < 2; ++c) {
            log_[c] = hn::Mul(log_[c], f_[c]);
        }
    }
    HWY_INLINE void square() {
        const D d;
        const V scale = hn::Set(d, -detail::two_log_2<float> * 0x1p-23F);
        for (int c = 0; c < 2; ++c) {
            log_[c] = fused(d, e_[c], scale, log_[c]);
        }
    }
    HWY_INLINE void root() {
        for (int c = 0; c < 2; ++c) {
            radius_[c] = hn::Sqrt(log_[c]);
        }
    }

    HWY_INLINE void number() {
        const hn::RebindToSigned<D> di;
        for (int c = 0; c < 2; ++c) {
            y_[c] = hn::ConvertTo(D{}, hn::BitCast(di, b_[c]));
        }
    }
    HWY_INLINE void angle() {
        for (int c = 0; c < 2; ++c) {
            y_[c] = hn::Mul(y_[c], hn::Set(D{}, 0x1p-31F));
        }
    }
    HWY_INLINE void angle_square() {
        for (int c = 0; c < 2; ++c) {
            t_[c] = hn::Mul(y_[c], y_[c]);
        }
    }
    HWY_INLINE void sine_term(std::size_t term) { horner(sine_terms, term, t_, sine_); }
    HWY_INLINE void cosine_term(std::size_t term) { horner(cosine_terms, term, t_, cosine_); }
    /// The sine, and the other factor of the cosine with the cosine's sign.
    HWY_INLINE void factors() {
        const D d;
        for (int c = 0; c < 2; ++c) {
            sine_[c] = fused(d, y_[c], sine_[c], y_[c]);
            t_[c] = hn::OrAnd(fused_difference(d, y_[c], y_[c], hn::Set(d, 1.0F)), hn::BitCast(d, a_[c]),
                              hn::SignBit(d));
        }
    }
    HWY_INLINE void cosine() {
        for (int c = 0; c < 2; ++c) {
            cosine_[c] = hn::Mul(t_[c], cosine_[c]);
        }
    }

    /// The normals of pair c, into two rows.
    HWY_INLINE void store(int c, float* first, float* second) const {
        const D d;
        hn::StoreU(hn::Mul(radius_[c], cosine_[c]), d, first);
        hn::StoreU(hn::Mul(radius_[c], sine_[c]), d, second);
    }

  private:
    /// One step of Horner's rule from the second coefficient on.
    template <std::size_t terms>
    HWY_INLINE static void horner(const std::array<float, terms>& coefficients, std::size_t term,
                                  const V (&x)[2], V (&value)[2]) {
        const D d;
        const V coefficient = hn::Set(d, coefficients[term]);
        for (int c = 0; c < 2; ++c) {
            value[c] = fused(d, term == 1 ? hn::Set(d, coefficients[0]) : value[c], x[c], coefficient);
        }
    }

    U a_[2], b_[2];
    I bits_[2], exponent_[2];
    V f_[2], e_[2], log_[2], radius_[2];
    V y_[2], t_[2], sine_[2], cosine_[2];
};

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
HWY_INLINE void minus_two_logs(D d, const V* x, V* value) {
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

/// `count` pairs of double normals of words in the low halves of 64-bit lanes; an integer below 2^52 becomes
/// a double in the low bits of 2^52.
template <int count, class D, class U, class V>
HWY_INLINE void double_pairs(D d, const U* a, const U* b, V* first, V* second) {
    const hn::RebindToUnsigned<D> du;
    const auto carrier = hn::Set(du, std::uint64_t{0x4330000000000000});
    const V grid = hn::Set(d, 0x1p-31);
    V u[count];
    V y[count];
    V t[count];
    V radius[count];
    V sine[count];
    V cosine[count];
    for (int c = 0; c < count; ++c) {
        const auto odd = hn::OrAnd(hn::Set(du, std::uint64_t{0x4330000000000001}), a[c],
                                   hn::Set(du, std::uint64_t{0x7fffffff}));
        u[c] = hn::Mul(hn::Sub(hn::BitCast(d, odd), hn::Set(d, 0x1p52)), grid);
        // b read as signed is (b xor 2^31) - 2^31.
        const auto biased = hn::OrAnd(carrier, hn::Xor(b[c], hn::Set(du, std::uint64_t{0x80000000})),
                                      hn::Set(du, std::uint64_t{0xffffffff}));
        y[c] = hn::Mul(hn::Sub(hn::BitCast(d, biased), hn::Set(d, 0x1p52 + 0x1p31)), grid);
        t[c] = hn::Mul(y[c], y[c]);
    }
    minus_two_logs<count>(d, u, radius);
    for (int c = 0; c < count; ++c) {
        radius[c] = hn::Sqrt(radius[c]);
    }
    polynomials<count>(d, detail::sine_coefficients<double>, t, sine);
    polynomials<count>(d, detail::cosine_coefficients<double>, t, cosine);
    for (int c = 0; c < count; ++c) {
        sine[c] = fused(d, y[c], sine[c], y[c]);
        cosine[c] = hn::Mul(fused_difference(d, y[c], y[c], hn::Set(d, 1.0)), cosine[c]);
        const V sign = hn::BitCast(d, hn::ShiftLeft<32>(a[c]));
        first[c] = hn::OrAnd(hn::Mul(radius[c], cosine[c]), sign, hn::SignBit(d));
        second[c] = hn::Mul(radius[c], sine[c]);
    }
}

}  // namespace limitcheck::random::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
