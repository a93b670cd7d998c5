// The coupled samplers' layer: normals move networks and chains; products of both are summed in registers.
#include "network/kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/coupled_kernels.cpp"
#include <hwy/foreach_target.h>  // must come before the vector code

#include "network/parts-inl.h"
#include "network/products-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::network::HWY_NAMESPACE {

/// The neurons of a part for one vector of lanes. Network and chain are compared by one sum an entry: the
/// network's own sums, four an entry, have taken the registers.
template <int K, bool compare, class Real>
class CoupledPart {
    using D = Tag<Real>;
    using V = hn::Vec<D>;

  public:
    /// Roots of the vector's first lane on; normals, state and limit too.
    HWY_INLINE CoupledPart(bool skip, const Real* root, const Real* limit_root)
        : kept_(hn::FirstN(D{}, skip ? hn::Lanes(D{}) : 0)) {
        for (std::size_t e = 0; e < K * K; ++e) {
            s_[e] = hn::LoadU(D{}, root + e * lanes);
            h_[e] = hn::Set(D{}, limit_root[e]);
        }
        for (std::size_t e = 0; e < packed(K); ++e) {
            limit_[e] = hn::Zero(D{});
            apart_[e] = hn::Zero(D{});
        }
    }

    /// One neuron, whose products go to sums `c` of its tile. The neurons of a tile follow each other, so
    /// that the registers hold one neuron and all the sums.
    HWY_INLINE void add(std::size_t c, const Real* normals, Real* state, Real* limit) {
        const D d;
        V y[K];
        V t[K];
        V post[K];
#pragma GCC unroll 8
        for (std::size_t a = 0; a < K; ++a) {
            y[a] = hn::MaskedLoad(kept_, d, state + a * lanes);
            t[a] = hn::MaskedLoad(kept_, d, limit + a * lanes);
#pragma GCC unroll 8
            for (std::size_t b = 0; b < K; ++b) {
                const V normal = hn::LoadU(d, normals + b * lanes_at_once());
                y[a] = fused(d, s_[a * K + b], normal, y[a]);
                t[a] = fused(d, h_[a * K + b], normal, t[a]);
            }
            hn::StoreU(y[a], d, state + a * lanes);
            hn::StoreU(t[a], d, limit + a * lanes);
            post[a] = rectified(d, y[a]);
        }
        products_.add(c, post);
        if constexpr (compare) {
            add_comparison(y, t);
        }
    }

    /// Adds the part's sums; gram may be null.
    HWY_INLINE void flush(detail::CoupledSums into, std::size_t lane) {
        const D d;
        if (into.gram != nullptr) {
            products_.flush(into.gram + lane);
        }
        if constexpr (compare) {
            if constexpr (K == 2) {
                // <a+b, a+b> = <a, a> + 2 <a, b> + <b, b>
                const V both = hn::Sub(hn::Sub(apart_[1], apart_[0]), apart_[2]);
                apart_[1] = hn::Mul(hn::Set(d, Real(0.5)), both);
            }
            for (std::size_t e = 0; e < packed(K); ++e) {
                add_to(d, limit_[e], into.limit + e * lanes + lane);
                add_to(d, apart_[e], into.apart + e * lanes + lane);
            }
        }
    }

  private:
    HWY_INLINE void add_comparison(const V (&y)[K], const V (&t)[K]) {
        const D d;
        V minus[K];
        V plus[K];
#pragma GCC unroll 8
        for (std::size_t a = 0; a < K; ++a) {
#pragma GCC unroll 8
            for (std::size_t b = 0; b <= a; ++b) {
                V& sum = limit_[packed(a) + b];
                sum = fused(d, rectified(d, t[a]), rectified(d, t[b]), sum);
            }
            // y y' - t t' = (y - t)(y' + t') where y = y'.
            minus[a] = hn::Sub(y[a], t[a]);
            plus[a] = hn::Add(y[a], t[a]);
            V& sum = apart_[packed(a) + a];
            sum = fused(d, minus[a], plus[a], sum);
        }
        if constexpr (K == 2) {
            apart_[1] = fused(d, hn::Add(minus[0], minus[1]), hn::Add(plus[0], plus[1]), apart_[1]);
        }
    }

    hn::Mask<D> kept_;
    V s_[K * K];
    V h_[K * K];
    FewProducts<K, Real> products_;
    V limit_[packed(K)];
    V apart_[packed(K)];  // of (a, a), of (b, b), and in place of (a, b) of the inputs' sum with itself
};

template <int K, bool compare, class Real>
HWY_NOINLINE void coupled_few(const detail::Noise& noise, std::uint32_t first_neuron, detail::Rows<Real> rows,
                              const detail::CoupledRoots<Real>& roots, Real* state, Real* limit,
                              detail::CoupledSums into, std::size_t first_lane) {
    const Tag<Real> d;
    HWY_ALIGN Real normals[PartNormals<K, Real>::size];
    PhiloxTable table;
    PartNormals<K, Real> source(table, noise, first_neuron, rows.neurons);
    for (std::uint32_t done = 0; done < rows.neurons;) {
        const std::uint32_t neurons =
            std::min(detail::part_neurons(K, first_neuron + done), rows.neurons - done);
        source.make(neurons, normals);
        for (std::size_t lane = 0; lane < lanes_at_once(); lane += hn::Lanes(d)) {
            CoupledPart<K, compare, Real> part(rows.skip, roots.network + first_lane + lane, roots.limit);
            const std::size_t start = std::size_t{done} * K * lanes + first_lane + lane;
            const auto move = [&]<int count>(std::uint32_t neuron, std::integral_constant<int, count>)
                                  HWY_ATTR {
                                      const Real* made = normals + neuron * K * lanes_at_once() + lane;
                                      const std::size_t at = start + std::size_t{neuron} * K * lanes;
#pragma GCC unroll 8
                                      for (std::size_t c = 0; c < count; ++c) {
                                          part.add(c, made + c * K * lanes_at_once(),
                                                   state + at + c * K * lanes, limit + at + c * K * lanes);
                                      }
                                  };
            for_each_tile(neurons, move);
            part.flush(into, first_lane + lane);
        }
        done += neurons;
    }
}

template <class Real>
HWY_INLINE void coupled_any(detail::Noise noise, std::uint32_t first_neuron, detail::Rows<Real> rows,
                            const detail::CoupledRoots<Real>& roots, Real* state, Real* limit,
                            detail::CoupledSums into) {
    const bool compare = into.apart != nullptr;
    for (std::size_t lane = 0; lane < lanes; lane += lanes_at_once()) {
        if (rows.inputs == 1) {
            compare ? coupled_few<1, true>(noise, first_neuron, rows, roots, state, limit, into, lane)
                    : coupled_few<1, false>(noise, first_neuron, rows, roots, state, limit, into, lane);
        } else {
            compare ? coupled_few<2, true>(noise, first_neuron, rows, roots, state, limit, into, lane)
                    : coupled_few<2, false>(noise, first_neuron, rows, roots, state, limit, into, lane);
        }
        noise.first_network += lanes_at_once();
    }
}

void coupled_float(const detail::Noise& noise, std::uint32_t first_neuron, detail::Rows<float> rows,
                   const detail::CoupledRoots<float>& roots, float* state, float* limit,
                   detail::CoupledSums into) {
    coupled_any(noise, first_neuron, rows, roots, state, limit, into);
}
void coupled_double(const detail::Noise& noise, std::uint32_t first_neuron, detail::Rows<double> rows,
                    const detail::CoupledRoots<double>& roots, double* state, double* limit,
                    detail::CoupledSums into) {
    coupled_any(noise, first_neuron, rows, roots, state, limit, into);
}

}  // namespace limitcheck::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace limitcheck::network {

HWY_EXPORT(coupled_float);
HWY_EXPORT(coupled_double);

namespace detail {

template <>
void step_coupled(const Noise& noise, std::uint32_t first_neuron, Rows<float> rows,
                  const CoupledRoots<float>& roots, float* state, float* limit, CoupledSums into) {
    HWY_DYNAMIC_DISPATCH(coupled_float)(noise, first_neuron, rows, roots, state, limit, into);
}
template <>
void step_coupled(const Noise& noise, std::uint32_t first_neuron, Rows<double> rows,
                  const CoupledRoots<double>& roots, double* state, double* limit, CoupledSums into) {
    HWY_DYNAMIC_DISPATCH(coupled_double)(noise, first_neuron, rows, roots, state, limit, into);
}

}  // namespace detail
}  // namespace limitcheck::network
#endif
