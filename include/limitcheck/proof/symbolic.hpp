// Exact polynomials in four symbols, for identities: in the angle (th, sin, cos, pi with sin^2 + cos^2 = 1)
// or in plain variables. Equality of normal forms is a proof; a difference is a disproof.
#pragma once

#include <array>
#include <cstdint>

#include "limitcheck/proof/angle.hpp"
#include "limitcheck/proof/rational.hpp"

namespace limitcheck::proof {

/// A polynomial in four symbols with rational coefficients; at most `capacity` terms, exponents below 256.
class Symbolic {
  public:
    static constexpr int capacity = 64;
    using Exponents = std::array<std::uint8_t, 4>;
    /// One monomial: its exponents and its coefficient.
    struct Term {
        Exponents exponents{};
        Rational coefficient;
    };

    constexpr Symbolic() = default;
    constexpr Symbolic(const Rational& value) { add({}, value); }
    constexpr Symbolic(int value) : Symbolic(Rational(value)) {}
    /// The symbol number which (0 to 3).
    static constexpr Symbolic symbol(int which) {
        Symbolic p;
        Exponents e{};
        e[static_cast<std::size_t>(which)] = 1;
        p.add(e, 1);
        return p;
    }

    /// The number of terms, and term k of them.
    constexpr int size() const { return size_; }
    constexpr const Term& term(int k) const { return terms_[static_cast<std::size_t>(k)]; }

    /// Adds coefficient times the monomial of these exponents.
    constexpr void add(const Exponents& exponents, const Rational& coefficient) {
        if (is_zero(coefficient)) return;
        for (int k = 0; k < size_; ++k) {
            Term& t = terms_[static_cast<std::size_t>(k)];
            if (t.exponents != exponents) continue;
            t.coefficient = t.coefficient + coefficient;
            if (is_zero(t.coefficient)) t = terms_[static_cast<std::size_t>(--size_)];
            return;
        }
        if (size_ == capacity) throw std::overflow_error("Symbolic: too many terms");
        terms_[static_cast<std::size_t>(size_++)] = {exponents, coefficient};
    }

    friend constexpr Symbolic operator+(Symbolic p, const Symbolic& q) {
        for (int k = 0; k < q.size_; ++k) p.add(q.term(k).exponents, q.term(k).coefficient);
        return p;
    }
    friend constexpr Symbolic operator-(Symbolic p, const Symbolic& q) {
        for (int k = 0; k < q.size_; ++k) p.add(q.term(k).exponents, -q.term(k).coefficient);
        return p;
    }
    friend constexpr Symbolic operator-(const Symbolic& p) { return Symbolic() - p; }
    friend constexpr Symbolic operator*(const Symbolic& p, const Symbolic& q) {
        Symbolic product;
        for (int i = 0; i < p.size_; ++i) {
            for (int j = 0; j < q.size_; ++j) {
                Exponents e = p.term(i).exponents;
                for (std::size_t k = 0; k < 4; ++k)
                    e[k] = static_cast<std::uint8_t>(e[k] + q.term(j).exponents[k]);
                product.add(e, p.term(i).coefficient * q.term(j).coefficient);
            }
        }
        return product;
    }
    friend constexpr Symbolic square(const Symbolic& p) { return p * p; }
    friend constexpr Symbolic power(const Symbolic& p, int n) {
        Symbolic result = 1;
        for (int k = 0; k < n; ++k) result = result * p;
        return result;
    }

  private:
    std::array<Term, capacity> terms_{};
    int size_ = 0;
};

/// Whether no term is left: the identity holds exactly.
constexpr bool is_zero(const Symbolic& p) { return p.size() == 0; }

/// Every coefficient is >= 0, so the polynomial is >= 0 wherever its symbols are.
constexpr bool has_nonnegative_coefficients(const Symbolic& p) {
    for (int k = 0; k < p.size(); ++k) {
        if (sign(p.term(k).coefficient) < 0) return false;
    }
    return true;
}

/// The partial derivative by one symbol.
constexpr Symbolic derivative(const Symbolic& p, int which) {
    const auto w = static_cast<std::size_t>(which);
    Symbolic d;
    for (int k = 0; k < p.size(); ++k) {
        Symbolic::Exponents e = p.term(k).exponents;
        if (e[w] == 0) continue;
        const int n = e[w]--;
        d.add(e, Rational(n) * p.term(k).coefficient);
    }
    return d;
}

/// The symbols of an angle: th, sin th, cos th, pi.
constexpr Angle<Symbolic> symbolic_angle() {
    return {Symbolic::symbol(0), Symbolic::symbol(1), Symbolic::symbol(2), Symbolic::symbol(3)};
}

/// The angle pi - th.
constexpr Angle<Symbolic> supplement(const Angle<Symbolic>& a) {
    return {a.pi - a.angle, a.sin, -a.cos, a.pi};
}

/// The normal form under sin^2 = 1 - cos^2.
constexpr Symbolic reduced(const Symbolic& p) {
    Symbolic r;
    const Symbolic one_minus_cos_squared = 1 - square(Symbolic::symbol(2));
    for (int k = 0; k < p.size(); ++k) {
        Symbolic::Exponents e = p.term(k).exponents;
        const int pairs = e[1] / 2;
        e[1] = static_cast<std::uint8_t>(e[1] % 2);
        Symbolic term;
        term.add(e, p.term(k).coefficient);
        r = r + term * power(one_minus_cos_squared, pairs);
    }
    return r;
}

/// d/dth of an expression in the angle.
constexpr Symbolic angle_derivative(const Symbolic& p) {
    return reduced(derivative(p, 0) + derivative(p, 1) * Symbolic::symbol(2) -
                   derivative(p, 2) * Symbolic::symbol(1));
}

/// The two expressions are the same function of the angle.
constexpr bool same_on_angles(const Symbolic& p, const Symbolic& q) { return is_zero(reduced(p - q)); }

}  // namespace limitcheck::proof
