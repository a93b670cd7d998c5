// Exact polynomials in pi with rational coefficients: what the Taylor coefficients of our functions are at
// the ends 0, pi/2, pi of their domain. pi is transcendental, so such a number is zero only if all
// coefficients are.
#pragma once

#include <array>

#include "limitcheck/proof/constants.hpp"
#include "limitcheck/proof/rational.hpp"

namespace limitcheck::proof {

/// A polynomial in pi with rational coefficients: exact where an identity holds at multiples of pi.
struct PiPolynomial {
    static constexpr int capacity = 12;
    std::array<Rational, capacity> c{};  // of pi^0, pi^1, ...
    int size = 0;                        // coefficients from here on are zero

    constexpr PiPolynomial() = default;
    constexpr PiPolynomial(const Rational& value) : size(proof::is_zero(value) ? 0 : 1) { c[0] = value; }
    constexpr PiPolynomial(int value) : PiPolynomial(Rational(value)) {}
    /// The number pi itself.
    static constexpr PiPolynomial pi() {
        PiPolynomial p;
        p.c[1] = 1;
        p.size = 2;
        return p;
    }
    constexpr void trim() {
        while (size > 0 && proof::is_zero(c[static_cast<std::size_t>(size - 1)])) --size;
    }
};

/// Whether every coefficient is 0: pi is transcendental, so that the number then is.
constexpr bool is_zero(const PiPolynomial& p) { return p.size == 0; }

constexpr PiPolynomial operator-(PiPolynomial p) {
    for (int k = 0; k < p.size; ++k) p.c[static_cast<std::size_t>(k)] = -p.c[static_cast<std::size_t>(k)];
    return p;
}
constexpr PiPolynomial operator+(const PiPolynomial& p, const PiPolynomial& q) {
    PiPolynomial sum = p.size < q.size ? q : p;
    const PiPolynomial& other = p.size < q.size ? p : q;
    for (std::size_t k = 0; k < static_cast<std::size_t>(other.size); ++k) sum.c[k] = sum.c[k] + other.c[k];
    sum.trim();
    return sum;
}
constexpr PiPolynomial operator-(const PiPolynomial& p, const PiPolynomial& q) { return p + -q; }
constexpr PiPolynomial operator*(const PiPolynomial& p, const PiPolynomial& q) {
    PiPolynomial product;
    if (p.size == 0 || q.size == 0) return product;
    product.size = p.size + q.size - 1;
    if (product.size > PiPolynomial::capacity)
        throw std::overflow_error("PiPolynomial: degree beyond capacity");
    for (std::size_t i = 0; i < static_cast<std::size_t>(p.size); ++i) {
        if (is_zero(p.c[i])) continue;
        for (std::size_t j = 0; j < static_cast<std::size_t>(q.size); ++j) {
            if (!is_zero(q.c[j])) product.c[i + j] = product.c[i + j] + p.c[i] * q.c[j];
        }
    }
    return product;
}

/// An interval that contains the number.
constexpr Interval enclosure(const PiPolynomial& p) {
    Interval sum = 0;
    for (int k = p.size; k-- > 0;) sum = sum * pi + enclosure(p.c[static_cast<std::size_t>(k)]);
    return sum;
}

}  // namespace limitcheck::proof
