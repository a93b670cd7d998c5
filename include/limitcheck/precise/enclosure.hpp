// An enclosure: a closed interval of reals that certainly contains the number it stands for.
//
// Semantics. An Enclosure holds two finite ends lo <= hi; the exact value x of the expression that made it
// satisfies lo <= x <= hi. Every operation returns an Enclosure of {op(x) : x in the operands}, rounded
// outward, so containment is kept by composition. The ends are never NaN and never infinite: an operation
// without a finite enclosure throws (std::domain_error outside the domain, std::overflow_error past the
// exponent range). Two enclosures have no order; they have certainly_less and certainly_at_most, with three
// outcomes. A double enters only through a named factory.
//
// Rests on MPFI (correct outward rounding of each operation at any precision).
#pragma once

#include <mpfi.h>
#include <mpfr.h>

#include <concepts>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>

namespace limitcheck::precise {

/// The outcome of a comparison of two enclosures: true for all their points, false for all, or neither.
enum class Certainty { yes, no, unknown };

/// Precision of an end, in bits of its significand.
using Bits = mpfr_prec_t;

/// Significant bits of an enclosure whose maker asks for none.
inline constexpr Bits default_bits = 160;

/// Anything that converts to an exact integer. bool and character types are left out: they are never meant as
/// numbers.
template <class T>
concept ExactInteger = std::integral<T> && !std::same_as<std::remove_cv_t<T>, bool> &&
                       !std::same_as<std::remove_cv_t<T>, char> && sizeof(T) <= 8;

/// A real number as an interval that certainly contains it, in MPFI: every operation rounds outward.
class Enclosure {
  public:
    /// Exactly 0.
    Enclosure() : Enclosure(0) {}

    /// Exactly this integer. Implicit: no information is lost. An integer operand beside an Enclosure does
    /// not raise the precision of the result.
    template <ExactInteger I>
    Enclosure(I value, Bits bits = default_bits) : Enclosure(Uninitialised{}, bits) {
        set_integer(value);
    }

    /// Copies and moves keep the bits.
    Enclosure(const Enclosure& other);
    Enclosure(Enclosure&& other) noexcept;
    Enclosure& operator=(const Enclosure& other);
    Enclosure& operator=(Enclosure&& other) noexcept;
    ~Enclosure();

    /// The rational p/q, q != 0.
    static Enclosure ratio(std::int64_t p, std::int64_t q, Bits bits = default_bits);
    /// The double itself, as a real number (0.1 gives 0.1000000000000000055..., not one tenth). Finite values
    /// only.
    static Enclosure exactly(double value, Bits bits = default_bits);
    /// The number that the decimal numeral denotes ("0.1" gives one tenth): [sign] digits [. digits] [e
    /// exponent].
    static Enclosure decimal(std::string_view numeral, Bits bits = default_bits);
    /// The interval [lo, hi] between two finite doubles, lo <= hi.
    static Enclosure between(double lo, double hi, Bits bits = default_bits);
    /// The smallest interval that contains both.
    static Enclosure hull(const Enclosure& a, const Enclosure& b);
    static Enclosure pi(Bits bits = default_bits);
    /// The Euler-Mascheroni constant 0.5772...
    static Enclosure euler_gamma(Bits bits = default_bits);
    /// ln 2 = 0.6931...
    static Enclosure log2(Bits bits = default_bits);

    /// Significant bits of the two ends.
    Bits bits() const { return mpfi_get_prec(value_); }
    /// The same interval rounded outward to another precision.
    Enclosure at_bits(Bits bits) const;

    /// Greatest double not above, least double not below, every point of the interval (infinite if no finite
    /// one is).
    double lower() const;
    double upper() const;
    /// A double near the middle: for display and for guesses, never for a bound.
    double mid() const;
    /// Upper bound of hi - lo.
    double width() const;
    /// Upper bound of |x - mid()| over the interval's points x: what is lost where mid() stands for the
    /// number. Not below half an ulp of it, however narrow the interval, unless the number is that double.
    double mid_error() const;
    /// The ends and a point near the middle, as enclosures of width 0.
    Enclosure lower_end() const;
    Enclosure upper_end() const;
    Enclosure middle() const;

    /// Whether every point of the argument lies in this interval.
    bool contains(double point) const;
    bool contains(const Enclosure& other) const;
    bool overlaps(const Enclosure& other) const;
    bool contains_zero() const { return mpfi_has_zero(value_) > 0; }
    bool is_positive() const { return mpfi_is_strictly_pos(value_) > 0; }
    bool is_negative() const { return mpfi_is_strictly_neg(value_) > 0; }

    /// Two decimal numerals of that many significant digits, the first not above and the second not below the
    /// interval.
    std::pair<std::string, std::string> to_decimal(int digits) const;
    /// lower() and upper() as hexadecimal floating-point text, which reads back to the same bits.
    std::pair<std::string, std::string> to_hex() const;
    /// The decimal digits that all points of the interval share (the numeral cut there, not rounded); "?" if
    /// not even the sign and the power of ten are common. At most 60 significant digits.
    std::string common_digits() const;

    Enclosure& operator+=(const Enclosure& b);
    Enclosure& operator-=(const Enclosure& b);
    Enclosure& operator*=(const Enclosure& b);
    Enclosure& operator/=(const Enclosure& b);
    template <ExactInteger I>
    Enclosure& operator+=(I b) {
        return *this = *this + b;
    }
    template <ExactInteger I>
    Enclosure& operator-=(I b) {
        return *this = *this - b;
    }
    template <ExactInteger I>
    Enclosure& operator*=(I b) {
        return *this = *this * b;
    }
    template <ExactInteger I>
    Enclosure& operator/=(I b) {
        return *this = *this / b;
    }

    /// The MPFI value, for code that needs an operation this class does not carry.
    mpfi_srcptr raw() const { return value_; }
    mpfi_ptr raw() { return value_; }

    /// An enclosure of precision `bits` filled by `write(mpfi_ptr)`; throws if the result is not finite.
    /// `what` names the operation in the message.
    template <class Write>
    static Enclosure computed(Bits bits, const char* what, Write&& write) {
        Enclosure result(Uninitialised{}, bits);
        write(result.value_);
        result.check(what);
        return result;
    }

  private:
    struct Uninitialised {};
    Enclosure(Uninitialised, Bits bits);
    template <ExactInteger I>
    void set_integer(I value) {
        if constexpr (std::is_signed_v<I>) {
            mpfi_set_si(value_, static_cast<long>(value));
        } else {
            mpfi_set_ui(value_, static_cast<unsigned long>(value));
        }
    }
    void check(const char* what) const;
    void raise_precision(Bits bits);

    mpfi_t
        value_;  // moved from: the limbs' pointers are null, and only assignment and destruction are allowed
};

Enclosure operator-(const Enclosure& a);
Enclosure operator+(const Enclosure& a, const Enclosure& b);
Enclosure operator-(const Enclosure& a, const Enclosure& b);
Enclosure operator*(const Enclosure& a, const Enclosure& b);
/// std::domain_error if b contains 0.
Enclosure operator/(const Enclosure& a, const Enclosure& b);

namespace detail {

Enclosure plus(const Enclosure& a, long b);
Enclosure minus(const Enclosure& a, long b);
Enclosure minus(long a, const Enclosure& b);
Enclosure times(const Enclosure& a, long b);
Enclosure over(const Enclosure& a, long b);
Enclosure over(long a, const Enclosure& b);

}  // namespace detail

// An integer operand has no precision of its own: the result has the Enclosure's.
template <ExactInteger I>
Enclosure operator+(const Enclosure& a, I b) {
    return std::in_range<long>(b) ? detail::plus(a, static_cast<long>(b)) : a + Enclosure(b, a.bits());
}
template <ExactInteger I>
Enclosure operator+(I a, const Enclosure& b) {
    return b + a;
}
template <ExactInteger I>
Enclosure operator-(const Enclosure& a, I b) {
    return std::in_range<long>(b) ? detail::minus(a, static_cast<long>(b)) : a - Enclosure(b, a.bits());
}
template <ExactInteger I>
Enclosure operator-(I a, const Enclosure& b) {
    return std::in_range<long>(a) ? detail::minus(static_cast<long>(a), b) : Enclosure(a, b.bits()) - b;
}
template <ExactInteger I>
Enclosure operator*(const Enclosure& a, I b) {
    return std::in_range<long>(b) ? detail::times(a, static_cast<long>(b)) : a * Enclosure(b, a.bits());
}
template <ExactInteger I>
Enclosure operator*(I a, const Enclosure& b) {
    return b * a;
}
template <ExactInteger I>
Enclosure operator/(const Enclosure& a, I b) {
    return std::in_range<long>(b) ? detail::over(a, static_cast<long>(b)) : a / Enclosure(b, a.bits());
}
template <ExactInteger I>
Enclosure operator/(I a, const Enclosure& b) {
    return std::in_range<long>(a) ? detail::over(static_cast<long>(a), b) : Enclosure(a, b.bits()) / b;
}

/// Domain [0, inf); std::domain_error if any point is negative.
Enclosure sqrt(const Enclosure& x);
/// x^2, never negative (unlike x * x, which forgets that its factors are equal).
Enclosure square(const Enclosure& x);
Enclosure exp(const Enclosure& x);
/// exp(x) - 1 without cancellation.
Enclosure expm1(const Enclosure& x);
/// Domain (0, inf).
Enclosure log(const Enclosure& x);
/// log(1 + x) without cancellation; domain (-1, inf).
Enclosure log1p(const Enclosure& x);
Enclosure sin(const Enclosure& x);
Enclosure cos(const Enclosure& x);
/// Domain [-1, 1].
Enclosure asin(const Enclosure& x);
/// Domain [-1, 1].
Enclosure acos(const Enclosure& x);
Enclosure atan(const Enclosure& x);
Enclosure tanh(const Enclosure& x);
/// P(N(0,1) <= x).
Enclosure normal_probability(const Enclosure& x);
/// Integer power; a negative exponent needs an x without 0.
Enclosure pow(const Enclosure& x, int exponent);
/// Real power exp(exponent log x), x > 0.
Enclosure pow(const Enclosure& x, const Enclosure& exponent);
Enclosure abs(const Enclosure& x);
/// {min(a, b)} and {max(a, b)} over the points of the operands.
Enclosure min(const Enclosure& a, const Enclosure& b);
Enclosure max(const Enclosure& a, const Enclosure& b);
/// The common points of two enclosures of one number. std::logic_error if there are none: one of them would
/// be wrong.
Enclosure intersect(const Enclosure& a, const Enclosure& b);

/// Gamma(k/2), k >= 1.
Enclosure gamma_half(std::int64_t k, Bits bits = default_bits);
/// ln Gamma(k/2), k >= 1.
Enclosure log_gamma_half(std::int64_t k, Bits bits = default_bits);
/// The digamma function psi(k/2), k >= 1, by psi(x+1) = psi(x) + 1/x from psi(1), psi(1/2); k/2 terms.
Enclosure digamma_half(std::int64_t k, Bits bits = default_bits);
/// The trigamma function psi'(k/2), k >= 1, by psi'(x+1) = psi'(x) - 1/x^2; k/2 terms.
Enclosure trigamma_half(std::int64_t k, Bits bits = default_bits);

/// a < b: yes if it holds for all points, no if for none, else unknown.
Certainty certainly_less(const Enclosure& a, const Enclosure& b);
/// a <= b, likewise.
Certainty certainly_at_most(const Enclosure& a, const Enclosure& b);

/// "[lower, upper]" with 17 significant digits, rounded outward.
std::string to_string(const Enclosure& x);
std::ostream& operator<<(std::ostream& out, const Enclosure& x);

}  // namespace limitcheck::precise
