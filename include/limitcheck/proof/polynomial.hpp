// Exact polynomials in one variable with rational coefficients: division by x - 1, evaluation over any ring,
// and the moments of an average of independent draws as polynomials in 1/n.
#pragma once

#include <array>

#include "limitcheck/proof/rational.hpp"

namespace limitcheck::proof {

/// sum_k c[k] x^k, k < capacity.
struct Polynomial {
    static constexpr int capacity = 40;
    std::array<Rational, capacity> c{};

    constexpr Rational& operator[](int k) { return c[static_cast<std::size_t>(k)]; }
    constexpr const Rational& operator[](int k) const { return c[static_cast<std::size_t>(k)]; }
    /// -1 for the zero polynomial.
    constexpr int degree() const {
        int d = capacity - 1;
        while (d >= 0 && is_zero((*this)[d])) --d;
        return d;
    }
    /// The value at x in any ring that knows Rational * T and T + T.
    template <class T>
    constexpr T at(const T& x) const {
        T sum = T(0);
        for (int k = degree(); k >= 0; --k) sum = sum * x + (*this)[k] * T(1);
        return sum;
    }
};

constexpr Polynomial operator+(Polynomial p, const Polynomial& q) {
    for (int k = 0; k < Polynomial::capacity; ++k) {
        if (!is_zero(q[k])) p[k] = p[k] + q[k];
    }
    return p;
}
constexpr Polynomial operator*(const Rational& s, Polynomial p) {
    for (int k = 0; k < Polynomial::capacity; ++k) {
        if (!is_zero(p[k])) p[k] = s * p[k];
    }
    return p;
}
constexpr Polynomial operator*(const Polynomial& p, const Polynomial& q) {
    Polynomial product;
    const int last_p = p.degree();
    const int last_q = q.degree();
    if (last_p + last_q >= Polynomial::capacity)
        throw std::overflow_error("Polynomial: degree beyond capacity");
    for (int i = 0; i <= last_p; ++i) {
        for (int j = 0; j <= last_q; ++j) {
            if (!is_zero(p[i]) && !is_zero(q[j])) product[i + j] = product[i + j] + p[i] * q[j];
        }
    }
    return product;
}
/// x^k
constexpr Polynomial monomial(int k) {
    Polynomial p;
    p[k] = 1;
    return p;
}

/// p = (x - root) quotient + remainder.
struct Division {
    Polynomial quotient;
    Rational remainder;
};
constexpr Division divided(const Polynomial& p, const Rational& root) {
    Division d;
    Rational carry = 0;
    for (int k = p.degree(); k > 0; --k) {
        carry = p[k] + carry * root;
        d.quotient[k - 1] = carry;
    }
    d.remainder = p[0] + carry * root;
    return d;
}

/// Whether no coefficient is below 0: then the polynomial is nonnegative for x >= 0.
constexpr bool has_nonnegative_coefficients(const Polynomial& p) {
    for (int k = 0; k <= p.degree(); ++k) {
        if (sign(p[k]) < 0) return false;
    }
    return true;
}

/// n over k, 0 <= k <= n; exact.
constexpr Rational binomial(int n, int k) {
    Rational b = 1;
    for (int j = 1; j <= k; ++j) b = b * Rational(n - k + j, j);
    return b;
}
/// The coefficient of u^k in sqrt(1+u).
constexpr Rational square_root_coefficient(int k) {
    Rational b = 1;
    for (int j = 0; j < k; ++j) b = b * Rational(1 - 2 * j, 2 * (j + 1));
    return b;
}

/// E u^k, k <= Order, for u the average of n independent copies of v with E v = 0, as polynomials in x = 1/n:
/// the cumulants of a sum are n times those of a term.
template <int Order>
constexpr std::array<Polynomial, Order + 1> moments_of_average(
    const std::array<Rational, Order + 1>& moments) {
    std::array<Rational, Order + 1> cumulants{};
    for (int k = 1; k <= Order; ++k) {
        Rational value = moments[static_cast<std::size_t>(k)];
        for (int j = 1; j < k; ++j) {
            value = value - binomial(k - 1, j - 1) * cumulants[static_cast<std::size_t>(j)] *
                                moments[static_cast<std::size_t>(k - j)];
        }
        cumulants[static_cast<std::size_t>(k)] = value;
    }
    // In x: the sum's moment mu_k(n) = sum_j C(k-1,j-1) n kappa_j mu_(k-j), divided by n^k.
    std::array<Polynomial, Order + 1> result{};
    result[0] = monomial(0);
    for (int k = 1; k <= Order; ++k) {
        Polynomial sum;
        for (int j = 1; j <= k; ++j) {
            const Rational& cumulant = cumulants[static_cast<std::size_t>(j)];
            if (is_zero(cumulant)) continue;
            sum = sum + (binomial(k - 1, j - 1) * cumulant) *
                            (monomial(j - 1) * result[static_cast<std::size_t>(k - j)]);
        }
        result[static_cast<std::size_t>(k)] = sum;
    }
    return result;
}

}  // namespace limitcheck::proof
