// Jets: Taylor polynomials of a fixed order with coefficients of any ring. Over intervals whose base is a
// cell, coefficient k encloses h^(k)/k! on the whole cell (Lagrange's remainder); over exact numbers they are
// exact.
#pragma once

#include "limitcheck/proof/exponential.hpp"
#include "limitcheck/proof/pi_polynomial.hpp"
#include "limitcheck/proof/square_root.hpp"

namespace limitcheck::proof {

/// A rational number in the coefficient ring.
template <class T>
constexpr T coefficient(const Rational& x) {
    if constexpr (std::is_same_v<T, Interval>) {
        return enclosure(x);
    } else if constexpr (std::is_same_v<T, double>) {
        return static_cast<double>(x.numerator) / static_cast<double>(x.denominator());
    } else {
        return T(x);
    }
}
constexpr bool is_zero(double x) { return x == 0; }

/// sum_k c[k] t^k, k <= Order: all that follows is cut off.
template <int Order, class T>
struct Jet {
    T c[Order + 1]{};  // NOLINT: a compiler evaluates a subscript of std::array as three calls

    constexpr Jet() = default;
    constexpr Jet(int value) { c[0] = T(value); }
    constexpr Jet(const Rational& value) { c[0] = coefficient<T>(value); }
    constexpr T& operator[](int k) { return c[k]; }
    constexpr const T& operator[](int k) const { return c[k]; }

    /// The jet of a constant.
    static constexpr Jet constant(const T& value) {
        Jet j;
        j.c[0] = value;
        return j;
    }
    /// base + t.
    static constexpr Jet variable(const T& base) {
        Jet j = constant(base);
        if constexpr (Order > 0) j.c[1] = T(1);
        return j;
    }
};

template <int N, class T>
constexpr Jet<N, T> operator-(const Jet<N, T>& x) {
    Jet<N, T> r;
    for (int k = 0; k <= N; ++k) r[k] = -x[k];
    return r;
}
template <int N, class T>
constexpr Jet<N, T> operator+(const Jet<N, T>& x, const Jet<N, T>& y) {
    Jet<N, T> r;
    for (int k = 0; k <= N; ++k) r[k] = is_zero(x[k]) ? y[k] : (is_zero(y[k]) ? x[k] : x[k] + y[k]);
    return r;
}
template <int N, class T>
constexpr Jet<N, T> operator-(const Jet<N, T>& x, const Jet<N, T>& y) {
    Jet<N, T> r;
    for (int k = 0; k <= N; ++k) r[k] = is_zero(y[k]) ? x[k] : (is_zero(x[k]) ? -y[k] : x[k] - y[k]);
    return r;
}
template <int N, class T>
constexpr Jet<N, T> operator*(const Jet<N, T>& x, const Jet<N, T>& y) {
    Jet<N, T> r;
    for (int i = 0; i <= N; ++i) {
        if (is_zero(x[i])) continue;
        for (int j = 0; i + j <= N; ++j) {
            if (!is_zero(y[j])) r[i + j] = is_zero(r[i + j]) ? x[i] * y[j] : r[i + j] + x[i] * y[j];
        }
    }
    return r;
}
template <int N, class T>
constexpr Jet<N, T> operator*(const Rational& s, const Jet<N, T>& x) {
    const T factor = coefficient<T>(s);
    Jet<N, T> r;
    for (int k = 0; k <= N; ++k) {
        if (!is_zero(x[k])) r[k] = factor * x[k];
    }
    return r;
}
template <int N, class T>
constexpr Jet<N, T> operator*(int s, const Jet<N, T>& x) {
    return Rational(s) * x;
}
template <int N, class T>
constexpr Jet<N, T> operator+(int s, const Jet<N, T>& x) {
    return Jet<N, T>(s) + x;
}
template <int N, class T>
constexpr Jet<N, T> operator-(int s, const Jet<N, T>& x) {
    return Jet<N, T>(s) - x;
}
template <int N, class T>
constexpr Jet<N, T> operator-(const Jet<N, T>& x, int s) {
    return x - Jet<N, T>(s);
}
template <int N, class T>
constexpr Jet<N, T> operator+(const Jet<N, T>& x, int s) {
    return x + Jet<N, T>(s);
}

/// x^2: each mixed product once; over intervals the squares are never below zero.
template <int N, class T>
constexpr Jet<N, T> square(const Jet<N, T>& x) {
    Jet<N, T> r;
    for (int k = 0; k <= N; ++k) {
        T mixed{};
        for (int i = 0; 2 * i < k; ++i) {
            if (!is_zero(x[i]) && !is_zero(x[k - i])) mixed = mixed + x[i] * x[k - i];
        }
        if (!is_zero(mixed)) mixed = mixed + mixed;
        if (k % 2 == 0 && !is_zero(x[k / 2])) {
            if constexpr (std::is_same_v<T, Interval>) {
                mixed = mixed + square(x[k / 2]);
            } else {
                mixed = mixed + x[k / 2] * x[k / 2];
            }
        }
        r[k] = mixed;
    }
    return r;
}

namespace detail {

/// Bounds of a sum of products of intervals, rounded once: the terms are added in plain double, and the sum
/// of the products of magnitudes, times (terms + 2) u, covers every rounding in them (Higham, Accuracy and
/// Stability of Numerical Algorithms, section 3.1). Half the price of rounding each operation outward.
struct Sums {
    double lo = 0;
    double hi = 0;
    double size = 0;
    int terms = 0;
};

constexpr void add_product(Sums& s, const Interval& x, const Interval& y, double weight) {
    const double a = x.lo;
    const double b = x.hi;
    const double c = y.lo;
    const double d = y.hi;
    const double larger_x = -a > b ? -a : b;
    const double larger_y = -c > d ? -c : d;
    double l = 0;
    double h = 0;
    if (a >= 0) {
        l = (c >= 0 ? a : b) * c;
        h = (d <= 0 ? a : b) * d;
    } else if (b <= 0) {
        l = (d <= 0 ? b : a) * d;
        h = (c >= 0 ? b : a) * c;
    } else if (c >= 0) {
        l = a * d;
        h = b * d;
    } else if (d <= 0) {
        l = b * c;
        h = a * c;
    } else {
        l = a * d < b * c ? a * d : b * c;
        h = a * c > b * d ? a * c : b * d;
    }
    s.lo += weight * l;
    s.hi += weight * h;
    s.size += weight * (larger_x * larger_y);
    ++s.terms;
}

constexpr Interval closed(const Sums& s) {
    constexpr double unit = 0x1p-53 * (1 + 0x1p-30);
    const double error = s.size * ((s.terms + 3) * unit) + (2 * s.terms + 3) * rounding_floor;
    const double l = s.lo - error;
    const double h = s.hi + error;
    if (!(h - l <= greatest)) throw std::overflow_error("jet: out of range");
    return {l, h};
}

}  // namespace detail

template <int N>
constexpr Jet<N, Interval> operator+(const Jet<N, Interval>& x, const Jet<N, Interval>& y) {
    Jet<N, Interval> r;
    for (int k = 0; k <= N; ++k) r.c[k] = detail::outward(x.c[k].lo + y.c[k].lo, x.c[k].hi + y.c[k].hi);
    return r;
}
template <int N>
constexpr Jet<N, Interval> operator-(const Jet<N, Interval>& x, const Jet<N, Interval>& y) {
    Jet<N, Interval> r;
    for (int k = 0; k <= N; ++k) r.c[k] = detail::outward(x.c[k].lo - y.c[k].hi, x.c[k].hi - y.c[k].lo);
    return r;
}
template <int N>
constexpr Jet<N, Interval> operator*(int factor, const Jet<N, Interval>& x) {
    const double s = factor;
    Jet<N, Interval> r;
    for (int k = 0; k <= N; ++k) {
        r.c[k] = s < 0 ? detail::outward(s * x.c[k].hi, s * x.c[k].lo)
                       : detail::outward(s * x.c[k].lo, s * x.c[k].hi);
    }
    return r;
}

template <int N>
constexpr Jet<N, Interval> operator*(const Jet<N, Interval>& x, const Jet<N, Interval>& y) {
    Jet<N, Interval> r;
    for (int k = 0; k <= N; ++k) {
        detail::Sums sums;
        for (int i = 0; i <= k; ++i) {
            const Interval& a = x.c[i];
            const Interval& b = y.c[k - i];
            if ((a.lo != 0 || a.hi != 0) && (b.lo != 0 || b.hi != 0)) detail::add_product(sums, a, b, 1);
        }
        if (sums.terms != 0) r.c[k] = detail::closed(sums);
    }
    return r;
}

/// x^2: each mixed product once, the squares never below zero.
template <int N>
constexpr Jet<N, Interval> square(const Jet<N, Interval>& x) {
    Jet<N, Interval> r;
    r.c[0] = square(x.c[0]);
    for (int k = 1; k <= N; ++k) {
        detail::Sums sums;
        for (int i = 0; 2 * i < k; ++i) detail::add_product(sums, x.c[i], x.c[k - i], 2);
        if (k % 2 == 0) {
            const Interval s = square(x.c[k / 2]);
            sums.lo += s.lo;
            sums.hi += s.hi;
            sums.size += s.hi;
            ++sums.terms;
        }
        if (sums.terms != 0) r.c[k] = detail::closed(sums);
    }
    return r;
}

/// x^n by squaring, n >= 0.
template <int N, class T>
constexpr Jet<N, T> power(const Jet<N, T>& x, int n) {
    if (n == 0) return Jet<N, T>(1);
    if (n % 2 == 0) return square(power(x, n / 2));
    return n == 1 ? x : x * power(x, n - 1);
}

/// x / y; a contract: y's leading coefficient is not zero.
template <int N>
constexpr Jet<N, Interval> operator/(const Jet<N, Interval>& x, const Jet<N, Interval>& y) {
    Jet<N, Interval> q;
    for (int k = 0; k <= N; ++k) {
        Interval rest = x[k];
        for (int i = 0; i < k; ++i) rest = rest - q[i] * y[k - i];
        q[k] = rest / y[0];
    }
    return q;
}

/// e^x, from (e^x)' = x' e^x.
template <int N>
constexpr Jet<N, Interval> exp(const Jet<N, Interval>& x) {
    Jet<N, Interval> e;
    e[0] = exp(x[0]);
    for (int k = 1; k <= N; ++k) {
        Interval sum = 0;
        for (int i = 1; i <= k; ++i) {
            if (!is_zero(x[i])) sum = sum + i * (x[i] * e[k - i]);
        }
        e[k] = sum / k;
    }
    return e;
}

/// log x, from x (log x)' = x'.
template <int N>
constexpr Jet<N, Interval> log(const Jet<N, Interval>& x) {
    Jet<N, Interval> l;
    l[0] = log(x[0]);
    for (int k = 1; k <= N; ++k) {
        Interval sum = k * x[k];
        for (int i = 1; i < k; ++i) sum = sum - i * (l[i] * x[k - i]);
        l[k] = sum / (k * x[0]);
    }
    return l;
}

/// sqrt x, from (sqrt x)^2 = x; a contract: x's leading coefficient is above zero.
template <int N>
constexpr Jet<N, Interval> sqrt(const Jet<N, Interval>& x) {
    Jet<N, Interval> r;
    r[0] = sqrt(x[0]);
    for (int k = 1; k <= N; ++k) {
        Interval rest = x[k];
        for (int i = 1; i < k; ++i) rest = rest - r[i] * r[k - i];
        r[k] = rest / (2 * r[0]);
    }
    return r;
}

}  // namespace limitcheck::proof
