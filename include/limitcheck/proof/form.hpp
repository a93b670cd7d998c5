// Taylor forms: a function on a cell as a polynomial with double coefficients, an error of the polynomial and
// a remainder. One evaluation gives value, slope, bend and remainder of a cell, at a tenth of what two
// evaluations over interval jets cost a compiler (Makino and Berz, Taylor models, 2003; here the remainder
// keeps its power).
#pragma once

#include "limitcheck/proof/angle.hpp"

namespace limitcheck::proof {

/// All x(tau) = sum_k a[k] tau^k + rho tau^N + e with |rho| <= remainder, |e| <= error, for -1 <= tau <= 1;
/// the point of the cell is centre + radius tau. size is sum_k |a[k]|, to a relative 2^-45.
template <int N>
struct Form {
    double a[N + 1]{};  // NOLINT: a compiler evaluates a subscript of std::array as three calls
    double remainder = 0;
    double error = 0;
    double size = 0;
    double weight = 0;

    constexpr Form() = default;
    constexpr Form(int value) : size(value < 0 ? -value : value), weight(size) { a[0] = value; }
};

namespace detail {

/// Sums and products of at most 2^8 nonnegative doubles err by less than this factor; nothing underflows
/// unseen.
constexpr double raised_bound(double bound) { return bound * (1 + 0x1p-40) + 0x1p-1000; }

/// own_rounding: each coefficient was rounded once, which adds u |a[k]|.
template <int N>
constexpr void settle(Form<N>& z, double remainder, double error, bool own_rounding = false) {
    double size = 0;
    double weight = 0;
    for (int k = 0; k <= N; ++k) {
        const double modulus = z.a[k] < 0 ? -z.a[k] : z.a[k];
        size += modulus;
        weight += (k + 1) * modulus;
    }
    z.size = size;
    z.weight = weight;
    z.remainder = remainder == 0 ? 0 : raised_bound(remainder);
    z.error = raised_bound(own_rounding ? error + 0x1p-53 * size : error);
    if (!(z.size + z.remainder + z.error <= 0x1p+1000)) throw std::overflow_error("form: out of range");
}

}  // namespace detail

template <int N>
constexpr Form<N> operator-(const Form<N>& x) {
    Form<N> z = x;
    for (int k = 0; k <= N; ++k) z.a[k] = -x.a[k];
    return z;
}
template <int N>
constexpr Form<N> operator+(const Form<N>& x, const Form<N>& y) {
    Form<N> z;
    for (int k = 0; k <= N; ++k) z.a[k] = x.a[k] + y.a[k];
    detail::settle(z, x.remainder + y.remainder, x.error + y.error, true);
    return z;
}
template <int N>
constexpr Form<N> operator-(const Form<N>& x, const Form<N>& y) {
    Form<N> z;
    for (int k = 0; k <= N; ++k) z.a[k] = x.a[k] - y.a[k];
    detail::settle(z, x.remainder + y.remainder, x.error + y.error, true);
    return z;
}
template <int N>
constexpr Form<N> operator*(const Form<N>& x, const Form<N>& y) {
    Form<N> z;
    double high = 0;  // the terms above tau^N: each is at most its coefficient times tau^N
    double tail = 0;
    for (int i = 1; i <= N; ++i) {
        tail += y.a[N + 1 - i] < 0 ? -y.a[N + 1 - i] : y.a[N + 1 - i];
        high += (x.a[i] < 0 ? -x.a[i] : x.a[i]) * tail;
    }
    // x_i y_j is rounded once, and at most i + j times in the sum: i + j + 1 <= (i+1)(j+1)
    for (int k = 0; k <= N; ++k) {
        double sum = 0;
        for (int i = 0; i <= k; ++i) sum += x.a[i] * y.a[k - i];
        z.a[k] = sum;
    }
    detail::settle(z,
                   high + x.remainder * (y.size + y.remainder + y.error) + y.remainder * (x.size + x.error),
                   x.error * (y.size + y.error) + y.error * x.size + 0x1p-53 * (x.weight * y.weight));
    return z;
}
/// x^2, sharper than x x.
template <int N>
constexpr Form<N> square(const Form<N>& x) {
    return x * x;
}
template <int N>
constexpr Form<N> operator*(int s, const Form<N>& x) {
    Form<N> z;
    const double m = s < 0 ? -s : s;
    for (int k = 0; k <= N; ++k) z.a[k] = s * x.a[k];
    detail::settle(z, m * x.remainder, m * x.error, true);
    return z;
}

namespace detail {
/// A form that is constant on the cell.
template <int N>
constexpr Form<N> constant_form(const Interval& value) {
    Form<N> z;
    z.a[0] = middle(value);
    settle(z, 0, value.lo == value.hi ? 0 : above(value.hi - value.lo));
    return z;
}
}  // namespace detail

/// An enclosed real constant.
template <int N>
constexpr Form<N> operator*(const Interval& s, const Form<N>& x) {
    return detail::constant_form<N>(s) * x;
}
template <int N>
constexpr Form<N> operator*(const Rational& s, const Form<N>& x) {
    return detail::constant_form<N>(enclosure(s)) * x;
}
template <int N>
constexpr Form<N> operator+(int s, const Form<N>& x) {
    return Form<N>(s) + x;
}
template <int N>
constexpr Form<N> operator+(const Form<N>& x, int s) {
    return Form<N>(s) + x;
}
template <int N>
constexpr Form<N> operator-(int s, const Form<N>& x) {
    return Form<N>(s) - x;
}
template <int N>
constexpr Form<N> operator-(const Form<N>& x, int s) {
    return x - Form<N>(s);
}
template <int N>
constexpr bool is_zero(const Form<N>&) {
    return false;
}

/// The variable itself on the cell of that centre and radius.
template <int N>
constexpr Form<N> variable_form(double centre, double radius) {
    Form<N> z;
    z.a[0] = centre;
    if constexpr (N > 0) {
        z.a[1] = radius;
        detail::settle(z, 0, 0);
    } else {
        detail::settle(z, radius, 0);
    }
    return z;
}

/// An angle on the cell of that centre and radius (radius <= 1.7). The coefficients of sin are those at the
/// centre, the N-th derivative moves by at most the radius, and |sum of errors| <= error e^radius <= error (1
/// + r + r^2).
template <int N>
constexpr Angle<Form<N>> angle_form(double centre, double radius) {
    if (!(radius <= 1.7)) throw std::domain_error("angle_form: a cell beyond 1.7");
    const SineCosine at = sin_cos(point(centre));
    const double s = middle(at.sin);
    const double c = middle(at.cos);
    const double spread = width(at.sin) > width(at.cos) ? width(at.sin) : width(at.cos);
    const double derivatives[4] = {s, c, -s, -c};
    Angle<Form<N>> z;
    double share = 1;  // radius^k / k!, to k + 1 roundings up and down
    for (int k = 0; k <= N; ++k) {
        if (k > 0) share *= radius / k;
        z.sin.a[k] = derivatives[k % 4] * share;
        z.cos.a[k] = derivatives[(k + 1) % 4] * share;
    }
    const double error = (spread + (2 * N + 4) * 0x1p-53) * (1 + radius + radius * radius);
    detail::settle(z.sin, share * radius, error);
    detail::settle(z.cos, share * radius, error);
    z.angle = variable_form<N>(centre, radius);
    z.pi = detail::constant_form<N>(pi);
    return z;
}

/// The least value on the cell, from below. Near a non-degenerate minimum it is a0 - a1^2/(4 a2), not less.
template <int N>
constexpr double least_value(const Form<N>& x) {
    const auto modulus = [](double v) { return v < 0 ? -v : v; };
    if constexpr (N < 2) {
        return below(x.a[0] - detail::raised_bound(modulus(x.a[N] * N) + x.remainder + x.error));
    } else {
        double bend = x.a[2] - (N == 2 ? detail::raised_bound(x.remainder) : 0);
        if constexpr (N > 2) {
            double rest = x.remainder;
            for (int k = 3; k <= N; ++k) rest += modulus(x.a[k]);
            bend -= detail::raised_bound(rest);
        }
        bend = below(bend);
        const Interval slope = point(modulus(x.a[1]));
        const Interval base = point(x.a[0]) - point(x.error);
        if (bend > 0 && slope.hi < 2 * bend) return (base - slope * slope / (4 * point(bend))).lo;
        return ((base - slope) + point(bend)).lo;
    }
}

/// The greatest value at the centre, from above.
template <int N>
constexpr double greatest_at_centre(const Form<N>& x) {
    return above(x.a[0] + above(x.error + (N == 0 ? x.remainder : 0)));
}

}  // namespace limitcheck::proof
