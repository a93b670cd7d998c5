#include "limitcheck/precise/gaussian_moments.hpp"

#include <algorithm>
#include <stdexcept>

namespace limitcheck::precise {
namespace {

constexpr int order = 30;
constexpr int cut = 16;  ///< integrals are taken over [-cut, cut]

/// (2 pi)^{-1/2} e^{-z^2/2}.
Series density(const Series& z) {
    return (1 / sqrt(2 * Enclosure::pi())) * exp(Enclosure::ratio(-1, 2) * (z * z));
}

/// z times a, for the series z of a variable.
Series times_variable(const Series& z, const Series& a) {
    Series product{z.front() * a.front()};
    for (std::size_t k = 1; k < a.size(); ++k) {
        product.push_back(z.front() * a[k] + a[k - 1]);
    }
    return product;
}

/// The integrals over [-cut, cut], cut at the kinks of z -> f(root z); cells of at most `widest` to a side.
std::vector<Enclosure> integrate_pieces(const SmoothFunction& f, const Enclosure& root, double widest,
                                        const SeriesFunctions& integrands) {
    const double scale = std::max(root.upper(), 1e-6);
    const CellSize cell = [&](double z) { return std::min(widest, f.cell(scale * z) / scale); };
    std::vector<Enclosure> ends{Enclosure(-cut)};
    for (const double kink : f.kinks) {
        if (!root.is_positive()) {
            break;
        }
        const Enclosure at = Enclosure::exactly(kink) / root;
        if (certainly_less(ends.back(), at) == Certainty::yes &&
            certainly_less(at, Enclosure(cut)) == Certainty::yes) {
            ends.push_back(at);
        }
    }
    ends.emplace_back(cut);
    std::vector<Enclosure> sums;
    for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
        const std::vector<Enclosure> piece = integrate_all(integrands, cell, ends[i], ends[i + 1], order);
        sums.resize(piece.size(), Enclosure(0));
        for (std::size_t k = 0; k < piece.size(); ++k) {
            sums[k] += piece[k];
        }
    }
    return sums;
}

/// a_0 .. a_{terms-1}.
std::vector<Enclosure> hermite_coefficients(const SmoothFunction& f, const Enclosure& q, int terms) {
    const Enclosure root = sqrt(q);
    const SeriesFunctions integrands = [&](const Series& z) {
        // g_k = He_k f(root z) density/sqrt(k!): sqrt(k + 1) g_{k+1} = z g_k - sqrt(k) g_{k-1}.
        std::vector<Series> g{f.series(root * z) * density(z)};
        for (int k = 0; k + 1 < terms; ++k) {
            Series next = times_variable(z, g.back());
            if (k > 0) {
                next = next - sqrt(Enclosure(k)) * g[g.size() - 2];
            }
            g.push_back((1 / sqrt(Enclosure(k + 1))) * next);
        }
        return g;
    };
    std::vector<Enclosure> coefficients = integrate_pieces(f, root, 0.125, integrands);
    // Beyond the cut, by Cramer's |He_k(z)| <= 1.0865 sqrt(k!) e^{z^2/4} (Abramowitz and Stegun 22.14.17):
    // 2 (2 pi)^{-1/2} 1.0865 int_c (offset + slope root z) e^{-z^2/4} dz <= (offset 2/c + 2 slope root)
    // e^{-c^2/4}.
    const Enclosure tail = (Enclosure::exactly(f.offset) * 2 / cut + 2 * Enclosure::exactly(f.slope) * root) *
                           exp(Enclosure(-cut * cut / 4));
    for (Enclosure& coefficient : coefficients) {
        coefficient += Enclosure::hull(-tail, tail);
    }
    return coefficients;
}

}  // namespace

Enclosure second_moment(const SmoothFunction& f, const Enclosure& q) {
    const Enclosure root = sqrt(q);
    const SeriesFunctions integrand = [&](const Series& z) {
        const Series value = f.series(root * z);
        return std::vector<Series>{value * value * density(z)};
    };
    // Beyond the cut (offset + slope root |z|)^2 <= 2 offset^2 + 2 slope^2 q z^2, P(|Z| > c) <= e^{-c^2/2}
    // and E Z^2 1{|Z| > c} <= (c + 1) e^{-c^2/2}.
    const Enclosure tail =
        2 * (square(Enclosure::exactly(f.offset)) + square(Enclosure::exactly(f.slope)) * q * (cut + 1)) *
        exp(Enclosure(-cut * cut / 2));
    return integrate_pieces(f, root, 0.25, integrand).front() + Enclosure::hull(Enclosure(0), tail);
}

Enclosure product_moment(const SmoothFunction& f, const Enclosure& q_u, const Enclosure& q_v,
                         const Enclosure& covariance, int terms) {
    if (terms < 1) {
        throw std::logic_error("product_moment: at least one term");
    }
    const Enclosure rho = intersect(covariance / sqrt(q_u * q_v), Enclosure::between(-1, 1));
    const std::vector<Enclosure> a = hermite_coefficients(f, q_u, terms);
    const std::vector<Enclosure> b = hermite_coefficients(f, q_v, terms);
    Enclosure sum = 0;
    Enclosure power = 1;
    Enclosure rest_u = second_moment(f, q_u);
    Enclosure rest_v = second_moment(f, q_v);
    for (std::size_t k = 0; k < a.size(); ++k) {
        sum += a[k] * b[k] * power;
        power *= rho;
        rest_u -= square(a[k]);
        rest_v -= square(b[k]);
    }
    const Enclosure rest = abs(power) * sqrt(max(Enclosure(0), rest_u) * max(Enclosure(0), rest_v));
    return sum + Enclosure::hull(-rest, rest);
}

}  // namespace limitcheck::precise
