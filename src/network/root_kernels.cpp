// What a layer's sums over neurons become: roots of Gram matrices, and the excess over the chain, in double.
#include <cmath>

#include "limitcheck/network/gram_matrix.hpp"
#include "network/kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/root_kernels.cpp"
#include <hwy/foreach_target.h>  // must come before the vector code

#include "network/sums-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::network::HWY_NAMESPACE {

using Doubles = Tag<double>;
using Double = hn::Vec<Doubles>;

HWY_INLINE void store_as(Double value, double* to) { hn::StoreU(value, Doubles{}, to); }
HWY_INLINE void store_as(Double value, float* to) {
    const hn::Rebind<float, Doubles> d;
    hn::StoreU(hn::DemoteTo(d, value), d, to);
}

/// root[entry][c] = scale * cholesky(gram/width), packed, for `count` vectors of lanes from the first of
/// `gram` on: what one waits for, another fills. The width is taken out of the root at the end, with the
/// scale: divisions are what a narrow layer waits for.
template <std::uint32_t K, int count>
HWY_INLINE void root_of(const double* gram, double width, double scale, Double (&root)[packed(K)][count]) {
    const Doubles d;
    const Double zero = hn::Zero(d);
    const Double negligible = hn::Set(d, 0x1p-44);
#pragma GCC unroll 8
    for (std::uint32_t j = 0; j < K; ++j) {
        Double square[count];
#pragma GCC unroll 8
        for (std::uint32_t i = j; i < K; ++i) {
            for (int c = 0; c < count; ++c) {
                const Double whole =
                    hn::LoadU(d, gram + (packed(i) + j) * lanes + static_cast<std::size_t>(c) * hn::Lanes(d));
                Double rest = whole;
#pragma GCC unroll 8
                for (std::uint32_t p = 0; p < j; ++p) {
                    rest = hn::Sub(rest, hn::Mul(root[packed(i) + p][c], root[packed(j) + p][c]));
                }
                if (i == j) {
                    square[c] = hn::IfThenElseZero(hn::Gt(rest, hn::Mul(negligible, whole)), rest);
                    rest = hn::Sqrt(square[c]);
                } else {
                    rest = hn::IfThenElseZero(hn::Gt(square[c], zero),
                                              hn::Mul(hn::Div(rest, square[c]), root[packed(j) + j][c]));
                }
                root[packed(i) + j][c] = rest;
            }
        }
    }
    const Double unit = hn::Set(d, scale / std::sqrt(width));
    for (std::size_t e = 0; e < packed(K); ++e) {
        for (int c = 0; c < count; ++c) {
            root[e][c] = hn::Mul(unit, root[e][c]);
        }
    }
}

template <std::uint32_t K, class Real>
HWY_INLINE void roots_of(const double* gram, double width, double scale, Real* root) {
    constexpr std::size_t step = hn::MaxLanes(Doubles{});
    for (std::size_t lane = 0; lane < lanes; lane += 2 * step) {
        Double found[packed(K)][2];
        root_of<K, 2>(gram + lane, width, scale, found);
        for (std::size_t e = 0; e < packed(K); ++e) {
            store_as(found[e][0], root + e * lanes + lane);
            store_as(found[e][1], root + e * lanes + lane + step);
        }
    }
}

template <class Real>
HWY_INLINE void roots_any(std::uint32_t k, const double* gram, double width, double scale, Real* root) {
    switch (k) {
        case 1:
            return roots_of<1>(gram, width, scale, root);
        case 2:
            return roots_of<2>(gram, width, scale, root);
        case 3:
            return roots_of<3>(gram, width, scale, root);
        case 4:
            return roots_of<4>(gram, width, scale, root);
        case 5:
            return roots_of<5>(gram, width, scale, root);
        case 6:
            return roots_of<6>(gram, width, scale, root);
        case 7:
            return roots_of<7>(gram, width, scale, root);
        default:
            return roots_of<8>(gram, width, scale, root);
    }
}
void roots_float(std::uint32_t k, const double* gram, double width, double scale, float* root) {
    roots_any(k, gram, width, scale, root);
}
void roots_double(std::uint32_t k, const double* gram, double width, double scale, double* root) {
    roots_any(k, gram, width, scale, root);
}

/// Whether a lane's sum of squares is neither zero nor in [least, most].
bool leaves_range(std::uint32_t k, const double* gram, double least, double most) {
    const Doubles d;
    auto inside = hn::Eq(hn::Zero(d), hn::Zero(d));
    for (std::uint32_t a = 0; a < k; ++a) {
        for (std::size_t lane = 0; lane < lanes; lane += hn::Lanes(d)) {
            const Double square = hn::LoadU(d, gram + (packed(a) + a) * lanes + lane);
            const auto large = hn::Or(hn::Ge(square, hn::Set(d, least)), hn::Eq(square, hn::Zero(d)));
            inside = hn::And(inside, hn::And(large, hn::Le(square, hn::Set(d, most))));
        }
    }
    return !hn::AllTrue(d, inside);
}

/// Among the roots S of C C^T the nearest to H: S = C U with U the rotation nearest to C^T H (both have
/// determinants >= 0), so that |S - H|_F is the Bures distance of their squares. Row-major 2 x 2, C lower
/// triangular.
HWY_INLINE void nearest_root(const Double (&c)[4], const Double (&h)[4], Double (&s)[4]) {
    const Doubles d;
    const Double zero = hn::Zero(d);
    const auto product = [](Double a, Double b, Double e, Double f)
                             HWY_ATTR { return hn::Add(hn::Mul(a, b), hn::Mul(e, f)); };
    // A = C^T H
    const Double cosine = hn::Add(product(c[0], h[0], c[2], h[2]), product(c[1], h[1], c[3], h[3]));
    const Double sine = hn::Sub(product(c[1], h[0], c[3], h[2]), product(c[0], h[1], c[2], h[3]));
    const Double norm = hn::Sqrt(product(cosine, cosine, sine, sine));
    const auto there = hn::Gt(norm, zero);
    const Double x = hn::IfThenElse(there, hn::Div(cosine, norm), hn::Set(d, 1.0));
    const Double y = hn::IfThenElseZero(there, hn::Div(sine, norm));
    s[0] = product(c[0], x, c[1], y);
    s[1] = hn::Sub(hn::Mul(c[1], x), hn::Mul(c[0], y));
    s[2] = product(c[2], x, c[3], y);
    s[3] = hn::Sub(hn::Mul(c[3], x), hn::Mul(c[2], y));
}

template <class Real>
HWY_INLINE void nearest_of(const double* gram, double width, double scale, const double* target, Real* root) {
    const Doubles d;
    const Double h[4] = {hn::Set(d, target[0]), hn::Set(d, target[1]), hn::Set(d, target[2]),
                         hn::Set(d, target[3])};
    for (std::size_t lane = 0; lane < lanes; lane += hn::Lanes(d)) {
        Double lower[packed(2)][1];
        root_of<2, 1>(gram + lane, width, scale, lower);
        const Double c[4] = {lower[0][0], hn::Zero(d), lower[1][0], lower[2][0]};
        Double s[4];
        nearest_root(c, h, s);
        for (std::size_t e = 0; e < 4; ++e) {
            store_as(s[e], root + e * lanes + lane);
        }
    }
}
void nearest_float(const double* gram, double width, double scale, const double* target, float* root) {
    nearest_of(gram, width, scale, target, root);
}
void nearest_double(const double* gram, double width, double scale, const double* target, double* root) {
    nearest_of(gram, width, scale, target, root);
}

void excess_lanes(const detail::ExcessStep& step, const detail::CoupledSums& sums, double* x) {
    const Doubles d;
    const Double n = hn::Set(d, step.width);
    const Double scale = hn::Set(d, step.scale);
    for (std::size_t lane = 0; lane < lanes; lane += hn::Lanes(d)) {
        Double rest[packed(2)];  // what of x the chain does not share: x - (C - Ct)
        for (std::size_t e = 0; e < step.entries; ++e) {
            const std::size_t at = e * lanes + lane;
            rest[e] = hn::Sub(hn::LoadU(d, x + at), hn::Div(hn::LoadU(d, sums.apart + at), n));
        }
        for (std::size_t e = 0; e < step.entries; ++e) {
            const std::size_t at = e * lanes + lane;
            Double change = hn::Div(hn::Sub(hn::LoadU(d, sums.gram + at), hn::LoadU(d, sums.limit + at)), n);
            for (std::size_t by = 0; by < step.entries; ++by) {
                change = hn::Add(change, hn::Mul(hn::Set(d, step.derivative[e][by]), rest[by]));
            }
            const Double kept = step.skip ? hn::LoadU(d, x + at) : hn::Zero(d);
            hn::StoreU(hn::Add(kept, hn::Mul(scale, change)), d, x + at);
        }
    }
}

}  // namespace limitcheck::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace limitcheck::network {

HWY_EXPORT(roots_float);
HWY_EXPORT(roots_double);
HWY_EXPORT(nearest_float);
HWY_EXPORT(nearest_double);
HWY_EXPORT(excess_lanes);
HWY_EXPORT(leaves_range);

namespace detail {

template <>
void roots(std::uint32_t k, const double* gram, double width, double scale, float* root) {
    HWY_DYNAMIC_DISPATCH(roots_float)(k, gram, width, scale, root);
}
template <>
void roots(std::uint32_t k, const double* gram, double width, double scale, double* root) {
    HWY_DYNAMIC_DISPATCH(roots_double)(k, gram, width, scale, root);
}
template <>
void nearest_roots(const double* gram, double width, double scale, const double* target, float* root) {
    HWY_DYNAMIC_DISPATCH(nearest_float)(gram, width, scale, target, root);
}
template <>
void nearest_roots(const double* gram, double width, double scale, const double* target, double* root) {
    HWY_DYNAMIC_DISPATCH(nearest_double)(gram, width, scale, target, root);
}
bool outside_range(std::uint32_t k, const double* gram, double least, double most) {
    return HWY_DYNAMIC_DISPATCH(leaves_range)(k, gram, least, most);
}
void step_excess(const ExcessStep& step, const CoupledSums& sums, double* x) {
    HWY_DYNAMIC_DISPATCH(excess_lanes)(step, sums, x);
}

}  // namespace detail
}  // namespace limitcheck::network
#endif
