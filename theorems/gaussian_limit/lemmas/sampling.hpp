// The sampling error of one layer (docs/theory/resnet-commute, sections 2.1 and 2.4): rt^2/s^2 = 1 + u, u the
// average of n copies of v = 2 g^2 1{g>0} - 1; beta_n = E(sqrt(1+u) - 1)^2, gamma_n^4 = E(sqrt(1+u) - 1)^4.
#pragma once

#include "limitcheck/proof/decide.hpp"
#include "limitcheck/proof/gamma.hpp"
#include "limitcheck/proof/lemma.hpp"
#include "limitcheck/theorems/gaussian_limit/proved_constants.hpp"

namespace limitcheck::theorems::gaussian_limit {

using proof::Decimal;
using proof::Interval;
using proof::Polynomial;
using proof::Rational;
using proof::Result;
using proof::Statement;

inline constexpr std::string_view section_2_1 = "docs/theory/resnet-commute, section 2.1";
inline constexpr std::string_view section_2_4 = "docs/theory/resnet-commute, section 2.4";

/// The polynomial of degree 2m in u with the Taylor coefficients of sqrt(1+u) below u^(2m), and equality at u
/// = -1.
constexpr Polynomial root_from_below(int m) {
    Polynomial p;
    Rational at_minus_one = 0;
    for (int k = 0; k < 2 * m; ++k) {
        p[k] = proof::square_root_coefficient(k);
        at_minus_one = at_minus_one + (k % 2 == 0 ? p[k] : -p[k]);
    }
    p[2 * m] = -at_minus_one;
    return p;
}
/// The Taylor polynomial of sqrt(1+u) of degree 2m - 1, an upper bound.
constexpr Polynomial root_from_above(int m) {
    Polynomial p;
    for (int k = 0; k < 2 * m; ++k) p[k] = proof::square_root_coefficient(k);
    return p;
}

/// p(v^2 - 1)
constexpr Polynomial in_the_root(const Polynomial& p) {
    Polynomial u;
    u[0] = -1;
    u[2] = 1;
    Polynomial sum;
    for (int k = p.degree(); k >= 0; --k) {
        sum = sum * u;
        sum[0] = sum[0] + p[k];
    }
    return sum;
}

/// sqrt(1+u) >= p(u) and <= q(u) for all u >= -1, by factoring in v = sqrt(1+u) >= 0.
constexpr Result is_below_root(const Polynomial& p, int m) {
    return proof::nonnegative_by_factors(proof::monomial(1) + Rational(-1) * in_the_root(p), 1, 2 * m);
}
constexpr Result is_above_root(const Polynomial& q, int m) {
    return proof::nonnegative_by_factors(in_the_root(q) + Rational(-1) * proof::monomial(1), 0, 2 * m);
}

/// E v^k, k <= Order: E (2 g^2 1{g>0})^k = 2^k (2k-1)!!/2 for k >= 1.
template <int Order>
constexpr std::array<Rational, Order + 1> rectified_moments() {
    std::array<Rational, Order + 1> raw{};
    raw[0] = 1;
    Rational double_factorial = 1;
    Rational power_of_two = 1;
    for (int k = 1; k <= Order; ++k) {
        double_factorial = double_factorial * Rational(2 * k - 1);
        raw[static_cast<std::size_t>(k)] = power_of_two * double_factorial;
        power_of_two = power_of_two * Rational(2);
    }
    std::array<Rational, Order + 1> centred{};
    for (int k = 0; k <= Order; ++k) {
        Rational sum = 0;
        for (int j = 0; j <= k; ++j) {
            const Rational term = proof::binomial(k, j) * raw[static_cast<std::size_t>(j)];
            sum = (k - j) % 2 == 0 ? sum + term : sum - term;
        }
        centred[static_cast<std::size_t>(k)] = sum;
    }
    return centred;
}

/// E of a polynomial in u as a polynomial in x = 1/n.
template <int Order>
constexpr Polynomial expected(const Polynomial& in_u) {
    const auto moments = proof::moments_of_average<Order>(rectified_moments<Order>());
    Polynomial sum;
    for (int k = 0; k <= Order; ++k) {
        if (!is_zero(in_u[k])) sum = sum + in_u[k] * moments[static_cast<std::size_t>(k)];
    }
    return sum;
}

/// (sqrt(1+u) - 1)^2 = 2 + u - 2 sqrt(1+u), with a polynomial in place of the root.
constexpr Polynomial squared_deviation(const Polynomial& root) {
    Polynomial p = Rational(-2) * root;
    p[0] = p[0] + 2;
    p[1] = p[1] + 1;
    return p;
}
/// (sqrt(1+u) - 1)^4 = 8 + 8u + u^2 - 4 (2 + u) sqrt(1+u), likewise.
constexpr Polynomial fourth_deviation(const Polynomial& root) {
    Polynomial factor;
    factor[0] = -8;
    factor[1] = -4;
    Polynomial p = factor * root;
    p[0] = p[0] + 8;
    p[1] = p[1] + 8;
    p[2] = p[2] + 1;
    return p;
}

/// p(x)/x^k; a contract: the first k coefficients are zero.
constexpr Polynomial lowered_by(const Polynomial& p, int k) {
    Polynomial q;
    for (int j = 0; j < Polynomial::capacity; ++j) {
        if (j < k && !is_zero(p[j])) throw std::logic_error("lowered_by: the polynomial does not vanish");
        if (j >= k) q[j - k] = p[j];
    }
    return q;
}

constexpr Interval value_at(const Polynomial& p, const Interval& x) {
    Interval value = 0;
    for (int k = p.degree(); k >= 0; --k) value = value * x + enclosure(p[k]);
    return value;
}

/// bound - p(x)
struct polynomial_margin {
    Polynomial p;
    template <class T>
    constexpr T operator()(const T& x) const {
        return p.at(x);
    }
};
constexpr polynomial_margin margin_from(const Polynomial& p, const Rational& bound) {
    polynomial_margin m{Rational(-1) * p};
    m.p[0] = m.p[0] + bound;
    return m;
}

/// Lower bounds of M1 = E sqrt(1+u) and of M1 + M3 = E (2 + u) sqrt(1+u) by their sums over K ~ Bin(n, 1/2),
/// whose terms are positive: what is cut at the tail only lowers them. ratio[K] <= Gamma((K+1)/2)/Gamma(K/2).
template <int Largest>
struct root_sums {
    static_assert(Largest <= 4000, "root_sums: the roundings of longer sums are not covered");
    double ratio[Largest + 1]{};  // NOLINT
    int terms = 0;

    constexpr root_sums() {
        ratio[1] = proof::gamma_ratio(1).lo;
        if (Largest >= 2) ratio[2] = proof::gamma_ratio(2).lo;
        for (int k = 3; k <= Largest; ++k)
            ratio[k] = proof::below(ratio[k - 2] * proof::below((k - 1.0) / (k - 2)));
    }

    struct Pair {
        Interval m1;
        Interval m1_plus_m3;
    };
    /// central: a lower bound of 2^-n C(n, floor(n/2)).
    constexpr Pair at(int n, double central) {
        double first = 0;
        double both = 0;
        double weight = central;
        const int middle = n / 2;
        for (int k = middle; k >= 0 && weight > 1e-15; --k) {  // and its mirror image n - k; ratio[0] = 0
            const int mirror = n - k;
            const double a = weight * ratio[k];
            const double b = mirror == k ? 0 : weight * ratio[mirror];
            first += a + b;
            both += a * (1 + 2.0 * (k + 1) / n) + b * (1 + 2.0 * (mirror + 1) / n);
            weight *= k / (n - k + 1.0);
            ++terms;
        }
        // all numbers are positive, a term has at most n + 6 roundings and a sum n/2 + 1 additions: 2^-40
        // covers them up to n = 4000
        const Interval shrink{1 - 0x1p-40, 1};
        const Interval scale = 2 / sqrt(Interval(n));
        return {Interval(first, first) * shrink * scale, Interval(both, both) * shrink * scale};
    }
};

}  // namespace limitcheck::theorems::gaussian_limit
