// tanh and gelu, of correctly rounded operations alone and without branches: the definition of their bits,
// which the vector code of smooth-inl.h repeats operation for operation.
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <span>

#include "limitcheck/random/box_muller.hpp"

namespace limitcheck::network::detail {

/// Constants of one type. Polynomials have their highest power first.
///
/// log2_high has so few bits that an integer below 2^8 (float) or 2^11 (double) times it is exact.
/// exponential: (e^r - 1 - r)/r^2 for |r| <= log(2)/2; a minimax fit by Remez's exchange. With the
/// coefficients as they are stored e^r - 1 has a relative error of 1.76e-9 (float) and 8.45e-19 (double).
/// (1/2 + a numerator(a))/denominator(a): e^(a^2/2) P(N(0,1) > a) for a in [0, gelu_end]; a rational minimax
/// fit by Lawson's weights. As it is stored its relative error is 2.48e-8 and 5.95e-17, and 1.56e-8 and
/// 5.02e-17 for a <= 2. Its coefficients are all positive, so that no sum cancels.
template <class Real>
struct SmoothTerms;
template <>
struct SmoothTerms<float> {
    using Bits = std::uint32_t;
    static constexpr int fraction = 23;
    static constexpr float shifter = 0x1.8p23F;  ///< added and taken away, it rounds to an integer
    static constexpr float log2_inverse = 0x1.715476p+0F;
    static constexpr float log2_high = 0x1.62e4p-1F;
    static constexpr float log2_low = 0x1.7f7d1cp-20F;
    static constexpr float tanh_end = 9.5F;   ///< tanh rounds to 1 from 9.02 on
    static constexpr float gelu_end = 14.5F;  ///< gelu(-x) rounds to 0 from 14.36 on
    static constexpr int gelu_lift = 100;     ///< e^(-x^2/2) 2^lift is no subnormal
    static constexpr float gelu_drop = 0x1p-100F;
    static constexpr std::array<float, 6> exponential{0x1.a17e52p-13F, 0x1.6d436ap-10F, 0x1.1110acp-7F,
                                                      0x1.5554e8p-5F,  0x1.555556p-3F,  0.5F};
    static constexpr std::array<float, 4> numerator{0x1.0e61d8p-8F, 0x1.4d629ap-5F, 0x1.77a634p-3F,
                                                    0x1.c1129ep-2F};
    static constexpr std::array<float, 6> denominator{0x1.52deb8p-7F, 0x1.a1dcc6p-4F, 0x1.e13e90p-2F,
                                                      0x1.340a38p+0F, 0x1.accb80p+0F, 1.0F};
};
template <>
struct SmoothTerms<double> {
    using Bits = std::uint64_t;
    static constexpr int fraction = 52;
    static constexpr double shifter = 0x1.8p52;
    static constexpr double log2_inverse = 0x1.71547652b82fep+0;
    static constexpr double log2_high = 0x1.62e42fefa38p-1;
    static constexpr double log2_low = 0x1.ef35793c7673p-45;
    static constexpr double tanh_end = 19.5;   ///< tanh rounds to 1 from 19.07 on
    static constexpr double gelu_end = 38.75;  ///< gelu(-x) rounds to 0 from 38.58 on
    static constexpr int gelu_lift = 600;
    static constexpr double gelu_drop = 0x1p-600;
    static constexpr std::array<double, 11> exponential{0x1.1f8b6cc28c151p-29,
                                                        0x1.af4e1aef1ae18p-26,
                                                        0x1.27e4ccbac887bp-22,
                                                        0x1.71de0219b8a88p-19,
                                                        0x1.a01a01ad02b86p-16,
                                                        0x1.a01a01abef8f3p-13,
                                                        0x1.6c16c16c151e7p-10,
                                                        0x1.11111111100cep-7,
                                                        0x1.5555555555558p-5,
                                                        0x1.5555555555557p-3,
                                                        0.5};
    static constexpr std::array<double, 10> numerator{
        0x1.e1076ce8c46fcp-23, 0x1.d3d16c4ea8822p-18, 0x1.bebaa7da08a76p-14, 0x1.106a86ba9d46bp-10,
        0x1.d29adf788345dp-8,  0x1.24166319bd8c2p-5,  0x1.0e5aa2c6d3bf4p-3,  0x1.6dd7a45c193cap-2,
        0x1.5be8823635248p-1,  0x1.a7dd339ec029cp-1};
    static constexpr std::array<double, 12> denominator{
        0x1.2d70b2b048bb6p-21, 0x1.252957a276711p-16, 0x1.1888e2fd63fc8p-12, 0x1.57b69a9958445p-9,
        0x1.28c1cec4de898p-6,  0x1.789a890e66d37p-4,  0x1.649296124d4d8p-2,  0x1.f5b27d95fc3a5p-1,
        0x1.00242e70b3bc9p+1,  0x1.6889eb5bb37cap+1,  0x1.3a0fae9eb0ee3p+1,  1.0};
};

/// e^r - 1 for |r| a little above log(2)/2 at most.
template <class Real>
inline Real exponential_less_one(Real r) {
    return random::detail::fused(r * r, random::detail::polynomial(SmoothTerms<Real>::exponential, r), r);
}

/// tanh x = e/(e + 2) with e = exp(2|x|) - 1, and the sign of x.
template <class Real>
inline Real hyperbolic_tangent(Real x) {
    using T = SmoothTerms<Real>;
    using random::detail::fused;
    const Real size = std::fabs(x);
    const Real kept = size > T::tanh_end ? T::tanh_end : size;
    const Real twice = kept + kept;
    // 2|x| = n log(2) + r.
    const Real shifted = fused(twice, T::log2_inverse, T::shifter);
    const Real n = shifted - T::shifter;
    const Real r = fused(-n, T::log2_low, fused(-n, T::log2_high, twice));
    const auto one = std::bit_cast<typename T::Bits>(Real(1));
    const auto power =
        std::bit_cast<Real>((std::bit_cast<typename T::Bits>(shifted) << T::fraction) + one);  // 2^n
    const Real e = fused(power, exponential_less_one(r), power - 1);
    return std::copysign(e / (e + 2), x);
}

/// x P(N(0,1) <= x) = max(x, 0) - a Q(a) for a = |x| and Q(a) = P(N(0,1) > a) = exp(-a^2/2) (1/2 + a
/// N(a))/D(a); one rounding at the end; where that is 0, the sign of x.
template <class Real>
inline Real gaussian_error_linear_unit(Real x) {
    using T = SmoothTerms<Real>;
    using random::detail::fused;
    using random::detail::polynomial;
    const Real size = std::fabs(x);
    const Real a = size > T::gelu_end ? T::gelu_end : size;
    // a^2/2 = n log(2) - r: n log2_high is exact, and so is a^2/2 inside the multiply-add.
    const Real half = Real(0.5) * a;
    const Real shifted = fused(half * a, T::log2_inverse, T::shifter);
    const Real n = shifted - T::shifter;
    const Real r = fused(n, T::log2_low, fused(-half, a, n * T::log2_high));
    const Real ratio = fused(a * a, polynomial(T::numerator, a), half) / polynomial(T::denominator, a);
    const auto lifted = std::bit_cast<typename T::Bits>(Real(1)) +
                        (static_cast<typename T::Bits>(T::gelu_lift) << T::fraction);
    const auto power = std::bit_cast<Real>(
        lifted - (std::bit_cast<typename T::Bits>(shifted) << T::fraction));  // 2^(lift - n)
    const Real tail = fused(ratio, exponential_less_one(r), ratio) * power;
    return fused(-tail, T::gelu_drop, x > 0 ? x : std::copysign(Real(0), x));
}

/// out[i] = tanh(in[i]), or gelu(in[i]): the bits of the functions above, with the vector width chosen at run
/// time; equal sizes, and the same array or two that do not overlap.
template <class Real>
void apply_tanh(std::span<const Real> in, std::span<Real> out);
template <class Real>
void apply_gelu(std::span<const Real> in, std::span<Real> out);

}  // namespace limitcheck::network::detail
