// Exact rational numbers and decimals for use while compiling: 128-bit integers, every overflow is caught.
#pragma once

#include <stdexcept>

#include "limitcheck/proof/interval.hpp"

namespace limitcheck::proof {

/// Exact integers of a fixed width; overflow is an error and no proof.
__extension__ typedef __int128 Integer;

namespace detail {

constexpr Integer checked_product(Integer a, Integer b) {
    Integer result = 0;
    if (__builtin_mul_overflow(a, b, &result)) throw std::overflow_error("rational: beyond 128 bits");
    return result;
}
constexpr Integer checked_sum(Integer a, Integer b) {
    Integer result = 0;
    if (__builtin_add_overflow(a, b, &result)) throw std::overflow_error("rational: beyond 128 bits");
    return result;
}
constexpr Integer greatest_common_divisor(Integer a, Integer b) {
    if (a < 0) a = -a;
    while (b != 0) {
        const Integer r = a % b;
        a = b;
        b = r < 0 ? -r : r;
    }
    return a;
}
constexpr Interval enclosure(Integer value) {
    const auto x = static_cast<double>(value);
    if (value <= (Integer{1} << 53) && value >= -(Integer{1} << 53)) return point(x);
    return {below(x), above(x)};
}

}  // namespace detail

/// numerator / denominator() in lowest terms, denominator() > 0. What is stored is the denominator less one:
/// a value whose memory is all zeros is the number 0, whichever way a compiler chooses to clear an array of
/// them.
struct Rational {
    Integer numerator = 0;
    Integer denominator_less_one = 0;

    constexpr Rational() = default;
    template <class Whole>
    requires std::is_integral_v<Whole>
    constexpr Rational(Whole value) : numerator(value) {}
    constexpr Rational(Integer over, Integer under) : numerator(over), denominator_less_one(under - 1) {
        if (under == 0) throw std::domain_error("rational: a zero denominator");
        if (under == 1) return;
        const Integer g = detail::greatest_common_divisor(over, under);
        numerator = under < 0 ? -over / g : over / g;
        denominator_less_one = (under < 0 ? -under / g : under / g) - 1;
    }
    Rational(double) = delete;

    /// Positive, without a common factor with the numerator.
    constexpr Integer denominator() const { return denominator_less_one + 1; }
    friend constexpr bool operator==(const Rational&, const Rational&) = default;
};

/// Whether x is 0, and its sign: -1, 0 or 1.
constexpr bool is_zero(const Rational& x) { return x.numerator == 0; }
constexpr int sign(const Rational& x) { return x.numerator > 0 ? 1 : (x.numerator < 0 ? -1 : 0); }

constexpr Rational operator-(const Rational& x) {
    Rational r = x;
    r.numerator = -r.numerator;
    return r;
}
constexpr Rational operator+(const Rational& x, const Rational& y) {
    using namespace detail;
    if (x.denominator_less_one == 0 && y.denominator_less_one == 0) {
        Rational r;
        r.numerator = checked_sum(x.numerator, y.numerator);
        return r;
    }
    const Integer g = greatest_common_divisor(x.denominator(), y.denominator());
    return {checked_sum(checked_product(x.numerator, y.denominator() / g),
                        checked_product(y.numerator, x.denominator() / g)),
            checked_product(x.denominator() / g, y.denominator())};
}
constexpr Rational operator-(const Rational& x, const Rational& y) { return x + -y; }
constexpr Rational operator*(const Rational& x, const Rational& y) {
    using namespace detail;
    const Integer g = greatest_common_divisor(x.numerator, y.denominator());
    const Integer h = greatest_common_divisor(y.numerator, x.denominator());
    if (x.numerator == 0 || y.numerator == 0) return 0;
    Rational r;
    r.numerator = checked_product(x.numerator / g, y.numerator / h);
    r.denominator_less_one = checked_product(x.denominator() / h, y.denominator() / g) - 1;
    return r;
}
constexpr Rational operator/(const Rational& x, const Rational& y) {
    return x * Rational(y.denominator(), y.numerator);
}
constexpr bool operator<(const Rational& x, const Rational& y) { return sign(x - y) < 0; }
constexpr bool operator<=(const Rational& x, const Rational& y) { return sign(x - y) <= 0; }

/// x^n by squaring, n >= 0.
constexpr Rational power(const Rational& x, int n) {
    Rational p = 1;
    for (int k = 0; k < n; ++k) p = p * x;
    return p;
}

/// An interval that contains x.
constexpr Interval enclosure(const Rational& x) {
    if (x.denominator() == 1) return detail::enclosure(x.numerator);
    return detail::enclosure(x.numerator) / detail::enclosure(x.denominator());
}

/// digits * 10^exponent, exactly: how a proved constant is written down. exponent in [-30, 18].
struct Decimal {
    long long digits = 0;
    int exponent = 0;

    friend constexpr bool operator==(const Decimal&, const Decimal&) = default;
};

/// The decimal as an exact fraction, and as an interval.
constexpr Rational rational(const Decimal& x) {
    const Rational scale = power(Rational(10), x.exponent < 0 ? -x.exponent : x.exponent);
    return x.exponent < 0 ? Rational(x.digits) / scale : Rational(x.digits) * scale;
}
constexpr Interval enclosure(const Decimal& x) { return enclosure(rational(x)); }

namespace detail {
/// The same number with 12 to 18 digits.
constexpr Decimal with_digits(Decimal x) {
    while (x.digits < 1'000'000'000'000 && x.digits > -1'000'000'000'000 && x.digits != 0) {
        x.digits *= 10;
        --x.exponent;
    }
    return x;
}
}  // namespace detail

/// x moved down by one part in 10^9 (x > 0): the nearest false value of a sharp supremum.
constexpr Decimal lowered(const Decimal& x) {
    const Decimal fine = detail::with_digits(x);
    return {fine.digits - fine.digits / 1'000'000'000, fine.exponent};
}
/// x moved up by one part in 10^9 (x > 0): the nearest false value of a sharp infimum.
constexpr Decimal raised(const Decimal& x) {
    const Decimal fine = detail::with_digits(x);
    return {fine.digits + fine.digits / 1'000'000'000, fine.exponent};
}
/// The nearest smaller decimal with as many digits.
constexpr Decimal next_below(const Decimal& x) { return {x.digits - 1, x.exponent}; }

}  // namespace limitcheck::proof
