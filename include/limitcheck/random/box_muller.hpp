// Two standard normals from two random words, by Box and Muller's transform with the project's own
// polynomials: the same bits on every target, because each operation is correctly rounded and no mathematics
// library is called.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace limitcheck::random {

/// Two independent standard normals.
template <class Real>
struct NormalPair {
    Real first;
    Real second;
};

/// The law that two words (a, b) stand for, before any rounding: u = (2 floor((a mod 2^31)/2) + 1)/2^31,
/// y = b/2^31 with b read as a signed number, r = sqrt(-2 log u), and the normals are r cos(pi y/2), negative
/// when a >= 2^31, and r sin(pi y/2). Largest |z|: sqrt(62 log 2) = 6.5555.
/// u and y are uniform on grids of spacing 2^-30 and 2^-31, so the distribution function of this law is
/// within 2^-30 of a Gaussian's; the table of box_muller says how near it stays when rounded.
struct WordLaw {
    double u;  ///< in (0, 1), exact
    double y;  ///< in [-1, 1), exact
    bool negative_cosine;
};
[[nodiscard]] constexpr WordLaw word_law(std::uint32_t a, std::uint32_t b) {
    return {static_cast<double>((a & 0x7fffffffU) | 1U) * 0x1p-31,
            static_cast<double>(std::bit_cast<std::int32_t>(b)) * 0x1p-31, a >= 0x80000000U};
}

namespace detail {

inline float fused(float x, float y, float z) { return __builtin_fmaf(x, y, z); }
inline double fused(double x, double y, double z) { return __builtin_fma(x, y, z); }
inline float square_root(float x) { return __builtin_sqrtf(x); }
inline double square_root(double x) { return __builtin_sqrt(x); }

/// Polynomials, highest power first.
///
/// log: -2 log(1 + f)/f in f for |f| <= 1/3 (float); -2 log(1 + f)/s in s^2 with s = f/(2 + f) (double).
/// sine: sin(pi y/2)/y - 1 in y^2; cosine: cos(pi y/2)/(1 - y^2) in y^2; |y| <= 1. Minimax fits of relative
/// error 9e-9, 1.1e-8, 1.3e-9 (float) and 1e-20, 4e-17, 1e-19 (double), rounding of coefficients included.
template <class Real>
inline constexpr int log_coefficients = 0;
template <>
inline constexpr std::array<float, 10> log_coefficients<float>{0x1.0aa4f2p-2F, -0x1.20829ap-2F,
                                                               0x1.f197aap-3F, -0x1.1e531ep-2F,
                                                               0x1.55b096p-2F, -0x1.99daep-2F,
                                                               0x1.fffe56p-2F, -0x1.5554e2p-1F,
                                                               1.0F,           -2.0F};
template <>
inline constexpr std::array<double, 10> log_coefficients<double>{-0x1.e8238d8b21dcap-3, -0x1.dfa1c732897f3p-3,
                                                                 -0x1.110c0d2c607dap-2, -0x1.3b1471b8021f2p-2,
                                                                 -0x1.745d10bf33cbbp-2, -0x1.c71c71e2c1702p-2,
                                                                 -0x1.24924924740c2p-1, -0x1.9999999999b89p-1,
                                                                 -0x1.5555555555555p+0, -4.0};

template <class Real>
inline constexpr int sine_coefficients = 0;
template <>
inline constexpr std::array<float, 5> sine_coefficients<float>{
    0x1.3aede4p-13F, -0x1.32225ep-8F, 0x1.46671cp-4F, -0x1.4abbb8p-1F, 0x1.243f6ap-1F};
template <>
inline constexpr std::array<double, 10> sine_coefficients<double>{
    -0x1.6be761f01fea9p-38, 0x1.035eab19c971ep-35, -0x1.883818d6b34f2p-31, 0x1.e9594c15bc562p-25,
    -0x1.e3084326da4cdp-19, 0x1.507835e0e190fp-13, -0x1.32d2cce8536dcp-8,  0x1.466bc6775e262p-4,
    -0x1.4abbce625be98p-1,  0x1.243f6a8885a31p-1};

template <class Real>
inline constexpr int cosine_coefficients = 0;
template <>
inline constexpr std::array<float, 5> cosine_coefficients<float>{0x1.8bd856p-16F, -0x1.d4786ep-11F,
                                                                 0x1.472a76p-6F, -0x1.de9e60p-3F, 1.0F};
template <>
inline constexpr std::array<double, 9> cosine_coefficients<double>{
    0x1.20d7b6aa231a1p-41,  -0x1.1e604abd99d67p-34, 0x1.b2683aad8a528p-28,
    -0x1.f309e813eb631p-22, 0x1.9f05cb00bb9efp-16,  -0x1.d4fcd83117bc0p-11,
    0x1.472be122434bfp-6,   -0x1.de9e64df22ef3p-3,  1.0};

template <class Real>
inline constexpr Real two_log_2 = Real(0x1.62e42fefa39efp+0);

/// Horner's rule, fused.
template <class Real, std::size_t count>
inline Real polynomial(const std::array<Real, count>& coefficients, Real x) {
    Real value = coefficients[0];
    for (std::size_t i = 1; i < count; ++i) {
        value = fused(value, x, coefficients[i]);
    }
    return value;
}

/// -2 log x for positive normal x, through x = 2^e (1 + f) with 1 + f in [2/3, 4/3).
inline float minus_two_log(float x) {
    const std::int32_t bits = std::bit_cast<std::int32_t>(x);
    const std::int32_t exponent = (bits - 0x3f2aaaab) & -0x00800000;  // 2^23 e
    const float f = std::bit_cast<float>(bits - exponent) - 1.0F;
    return fused(static_cast<float>(exponent), -two_log_2<float> * 0x1p-23F,
                 polynomial(log_coefficients<float>, f) * f);
}
/// -2 log x for positive normal x; log(1 + f) = 2 artanh(f/(2 + f)).
inline double minus_two_log(double x) {
    const std::int64_t offset = 0x3fe5555555555555;
    const std::int64_t shifted = std::bit_cast<std::int64_t>(x) - offset;
    const double e = static_cast<double>(shifted >> 52);
    const double f = std::bit_cast<double>((shifted & 0x000fffffffffffff) + offset) - 1.0;
    const double s = f / (2.0 + f);
    return fused(e, -two_log_2<double>, polynomial(log_coefficients<double>, s * s) * s);
}

/// x >= 0 with the highest bit of `a` as its sign.
inline float with_sign(float x, std::uint32_t a) {
    return std::bit_cast<float>(std::bit_cast<std::uint32_t>(x) | (a & 0x80000000U));
}
inline double with_sign(double x, std::uint32_t a) {
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) | static_cast<std::uint64_t>(a & 0x80000000U)
                                                                       << 32);
}

/// sin(pi y/2) and cos(pi y/2) for |y| <= 1.
template <class Real>
inline Real half_turn_sine(Real y) {
    return fused(y, polynomial(sine_coefficients<Real>, y * y), y);
}
template <class Real>
inline Real half_turn_cosine(Real y) {
    return fused(-y, y, Real(1)) * polynomial(cosine_coefficients<Real>, y * y);
}

}  // namespace detail

/// The normals of word_law(a, b) rounded to Real. Errors of functions are relative to their rounded
/// arguments, in h = e/2 where e is the spacing at 1, 2^-23 or 2^-52. Those of float are the largest over all
/// words; those of double the largest of the words that the test visits, a sample.
///
/// | | float | double, sampled |
/// |---|---|---|
/// | -2 log u, units in the last place | 1.7 | 2.1 |
/// | r | 2.1 | 2.5 |
/// | sin(pi y/2) | 1.5 | 1.7 |
/// | cos(pi y/2) | 2.5 | 2.6 |
/// | abs(E z^2 - 1) | 6e-9 | 1e-9 |
/// | abs(E z^4/3 - 1) | 1.5e-8 | 6e-9 |
/// | abs(E z^6/15 - 1) | 1e-7 | 1e-7 |
/// | largest abs(z) | 6.55554 | 6.55554 |
/// | distance of the distribution function from N(0, 1)'s, at most | 2e-7 | 1e-9 |
///
/// A product of the rounded r and a factor of error s h is r x (1 + d)(1 + d'), |d| <= s h, |d'| <= h (one
/// rounding; no product is subnormal, since r and the factors, unless 0, are above 2^-32).
/// So its error relative to the rounded r and y is at most (s + 1 + s h) h: 2.51 and 3.51 in float.
template <class Real>
[[nodiscard]] inline NormalPair<Real> box_muller(std::uint32_t a, std::uint32_t b) {
    const Real u = static_cast<Real>(static_cast<std::int32_t>((a & 0x7fffffffU) | 1U)) * Real(0x1p-31);
    const Real y = static_cast<Real>(std::bit_cast<std::int32_t>(b)) * Real(0x1p-31);
    const Real radius = detail::square_root(detail::minus_two_log(u));
    return {detail::with_sign(radius * detail::half_turn_cosine(y), a), radius * detail::half_turn_sine(y)};
}

}  // namespace limitcheck::random
