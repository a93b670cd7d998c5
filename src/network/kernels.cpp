#include "network/kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/kernels.cpp"
#include <hwy/foreach_target.h>  // must come before the vector code

#include "network/sums-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::network::HWY_NAMESPACE {

/// Neurons are taken four at a time, so that what is loaded for one serves four. Few inputs have a sum for
/// each of the four, because one sum would wait for itself; many inputs have enough sums to fill the time.
constexpr int chains(int k) { return k <= 2 ? tile : 1; }

/// The sums of products of `k` inputs: chain c of entry e is values[c][e].
template <int k, class V>
struct Sums {
    V values[chains(k)][packed(k)];
};

template <int k, class D, class V = hn::Vec<D>>
HWY_INLINE void clear(D d, Sums<k, V>& sums) {
    for (auto& chain : sums.values) {
        for (V& value : chain) {
            value = hn::Zero(d);
        }
    }
}

/// Adds the products of `count` neurons' post-activations.
template <int k, int count, class D, class V>
HWY_INLINE void add_products(D d, const V (&post)[count][k], Sums<k, V>& sums) {
    for (int a = 0; a < k; ++a) {
        for (int b = 0; b <= a; ++b) {
            for (int c = 0; c < count; ++c) {
                V& sum = sums.values[c % chains(k)][packed(a) + b];
                sum = fused(d, post[c][a], post[c][b], sum);
            }
        }
    }
}

/// gram[entry][lane..] += the sums, chains in pairs.
template <int k, class D, class V>
HWY_INLINE void flush(D d, const Sums<k, V>& sums, double* gram, std::size_t lane) {
    for (std::size_t e = 0; e < packed(k); ++e) {
        V sum = sums.values[0][e];
        if constexpr (chains(k) == 4) {
            sum = hn::Add(hn::Add(sum, sums.values[1][e]), hn::Add(sums.values[2][e], sums.values[3][e]));
        }
        add_to(d, sum, gram + e * lanes + lane);
    }
}

/// What a coupled step sums. Network and chain are compared by one sum an entry: the network's own sums, four
/// an entry, have taken the registers.
template <int k, class V>
struct CoupledTotals {
    Sums<k, V> gram;
    V limit[packed(k)];
    V apart[packed(k)];  // of (a, a), of (b, b), and in place of (a, b) of the inputs' sum with itself
};

/// One neuron at `at`, whose products go to chain `c`. The neurons of a tile follow each other, so that the
/// registers hold one neuron and all the sums.
template <int k, int c, bool compare, class D, class Real = hn::TFromD<D>>
HWY_INLINE void coupled_neuron(D d, bool skip, const Real* normals, const hn::Vec<D>* s, const hn::Vec<D>* h,
                               Real* state, Real* limit, std::size_t at,
                               CoupledTotals<k, hn::Vec<D>>& totals) {
    using V = hn::Vec<D>;
    const V zero = hn::Zero(d);
    V y[k];
    V t[k];
    for (int a = 0; a < k; ++a) {
        y[a] = skip ? hn::LoadU(d, state + at + a * lanes) : zero;
        t[a] = skip ? hn::LoadU(d, limit + at + a * lanes) : zero;
        for (int b = 0; b < k; ++b) {
            const V noise = hn::LoadU(d, normals + at + b * lanes);
            y[a] = fused(d, s[a * k + b], noise, y[a]);
            t[a] = fused(d, h[a * k + b], noise, t[a]);
        }
        hn::StoreU(y[a], d, state + at + a * lanes);
        hn::StoreU(t[a], d, limit + at + a * lanes);
    }
    for (int a = 0; a < k; ++a) {
        for (int b = 0; b <= a; ++b) {
            V& sum = totals.gram.values[c][packed(a) + b];
            sum = fused(d, hn::Max(y[a], zero), hn::Max(y[b], zero), sum);
            if constexpr (compare) {
                V& limit_sum = totals.limit[packed(a) + b];
                limit_sum = fused(d, hn::Max(t[a], zero), hn::Max(t[b], zero), limit_sum);
            }
        }
    }
    if constexpr (compare) {
        // y y' - t t' = (y - t)(y' + t') where y = y'.
        V minus[k];
        V plus[k];
        for (int a = 0; a < k; ++a) {
            minus[a] = hn::Sub(y[a], t[a]);
            plus[a] = hn::Add(y[a], t[a]);
            V& sum = totals.apart[packed(a) + a];
            sum = fused(d, minus[a], plus[a], sum);
        }
        if constexpr (k == 2) {
            totals.apart[1] =
                fused(d, hn::Add(minus[0], minus[1]), hn::Add(plus[0], plus[1]), totals.apart[1]);
        }
    }
}

template <int k, bool compare, class Real>
HWY_INLINE void coupled_lanes(detail::Rows<Real> rows, const Real* normals, const Real* root,
                              const Real* limit_root, Real* state, Real* limit, detail::CoupledSums into) {
    static_assert(chains(k) == tile);
    const Tag<Real> d;
    using V = hn::Vec<Tag<Real>>;
    const bool skip = rows.skip;
    for (std::size_t lane = 0; lane < lanes; lane += hn::Lanes(d)) {
        V s[k * k];
        V h[k * k];
        for (int e = 0; e < k * k; ++e) {
            s[e] = hn::LoadU(d, root + e * lanes + lane);
            h[e] = hn::Set(d, limit_root[e]);
        }
        CoupledTotals<k, V> totals;
        clear(d, totals.gram);
        for (std::size_t e = 0; e < packed(k); ++e) {
            totals.limit[e] = hn::Zero(d);
            totals.apart[e] = hn::Zero(d);
        }
        std::uint32_t neuron = 0;
        for (; neuron + tile <= rows.neurons; neuron += tile) {
            const std::size_t at = std::size_t{neuron} * k * lanes + lane;
            constexpr std::size_t next = k * lanes;
            coupled_neuron<k, 0, compare>(d, skip, normals, s, h, state, limit, at, totals);
            coupled_neuron<k, 1, compare>(d, skip, normals, s, h, state, limit, at + next, totals);
            coupled_neuron<k, 2, compare>(d, skip, normals, s, h, state, limit, at + 2 * next, totals);
            coupled_neuron<k, 3, compare>(d, skip, normals, s, h, state, limit, at + 3 * next, totals);
        }
        for (; neuron < rows.neurons; ++neuron) {
            const std::size_t at = std::size_t{neuron} * k * lanes + lane;
            coupled_neuron<k, 0, compare>(d, skip, normals, s, h, state, limit, at, totals);
        }
        if (into.gram != nullptr) {
            flush<k>(d, totals.gram, into.gram, lane);
        }
        if constexpr (compare) {
            if constexpr (k == 2) {
                // <a+b, a+b> = <a, a> + 2 <a, b> + <b, b>
                const V both = hn::Sub(hn::Sub(totals.apart[1], totals.apart[0]), totals.apart[2]);
                totals.apart[1] = hn::Mul(hn::Set(d, Real(0.5)), both);
            }
            for (std::size_t e = 0; e < packed(k); ++e) {
                add_to(d, totals.limit[e], into.limit + e * lanes + lane);
                add_to(d, totals.apart[e], into.apart + e * lanes + lane);
            }
        }
    }
}

template <class Real>
HWY_INLINE void coupled_any(detail::Rows<Real> rows, const Real* normals, const Real* root,
                            const Real* limit_root, Real* state, Real* limit, detail::CoupledSums into) {
    const bool compare = into.apart != nullptr;
    if (rows.inputs == 1) {
        compare ? coupled_lanes<1, true>(rows, normals, root, limit_root, state, limit, into)
                : coupled_lanes<1, false>(rows, normals, root, limit_root, state, limit, into);
    } else {
        compare ? coupled_lanes<2, true>(rows, normals, root, limit_root, state, limit, into)
                : coupled_lanes<2, false>(rows, normals, root, limit_root, state, limit, into);
    }
}

void coupled_float(detail::Rows<float> rows, const float* normals, const float* root, const float* limit_root,
                   float* state, float* limit, detail::CoupledSums into) {
    coupled_any(rows, normals, root, limit_root, state, limit, into);
}
void coupled_double(detail::Rows<double> rows, const double* normals, const double* root,
                    const double* limit_root, double* state, double* limit, detail::CoupledSums into) {
    coupled_any(rows, normals, root, limit_root, state, limit, into);
}
}  // namespace limitcheck::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace limitcheck::network {

HWY_EXPORT(coupled_float);
HWY_EXPORT(coupled_double);

namespace detail {

template <>
void step_coupled(Rows<float> rows, const float* normals, const float* root, const float* limit_root,
                  float* state, float* limit, CoupledSums into) {
    HWY_DYNAMIC_DISPATCH(coupled_float)(rows, normals, root, limit_root, state, limit, into);
}
template <>
void step_coupled(Rows<double> rows, const double* normals, const double* root, const double* limit_root,
                  double* state, double* limit, CoupledSums into) {
    HWY_DYNAMIC_DISPATCH(coupled_double)(rows, normals, root, limit_root, state, limit, into);
}
}  // namespace detail
}  // namespace limitcheck::network
#endif
