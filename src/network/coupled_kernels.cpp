// The coupled samplers' layer: normals move networks and chains; products of both are summed in registers.
#include "network/kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/coupled_kernels.cpp"
#include <hwy/foreach_target.h>  // must come before the vector code

#include "network/products-inl.h"
#include "random/normals-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::network::HWY_NAMESPACE {

using random::HWY_NAMESPACE::lanes_at_once;
using random::HWY_NAMESPACE::NormalBlocks;
using random::HWY_NAMESPACE::PhiloxTable;

/// Moves networks and chains by the normals of a block as they are made; K = 1 or 2 inputs.
template <std::uint32_t K, class Real>
class CoupledMover {
    using D = Tag<Real>;
    using V = hn::Vec<D>;
    static constexpr std::size_t step = hn::MaxLanes(random::HWY_NAMESPACE::Half{});

  public:
    /// The networks' root starts at the first of the lanes at work.
    HWY_INLINE CoupledMover(bool skip, const detail::CoupledRoots<Real>& roots)
        : kept_(hn::FirstN(D{}, skip ? hn::Lanes(D{}) : 0)), roots_(roots) {}

    /// Y = [Y] + g S^T and Yt = [Yt] + g H^T for a block's neurons; normals [4][step].
    HWY_INLINE void move(const Real* normals, Real* state, Real* limit) const {
        const D d;
#pragma GCC unroll 8
        for (std::size_t lane = 0; lane < step; lane += hn::MaxLanes(D{})) {
#pragma GCC unroll 8
            for (std::size_t row = 0; row < 4; ++row) {
                const std::size_t a = row % K;
                const std::size_t at = row * lanes + lane;
                V y = hn::MaskedLoad(kept_, d, state + at);
                V t = hn::MaskedLoad(kept_, d, limit + at);
#pragma GCC unroll 8
                for (std::size_t b = 0; b < K; ++b) {
                    const V normal = hn::LoadU(d, normals + (row - a + b) * step + lane);
                    const std::size_t entry = a * K + b;
                    y = fused(d, hn::LoadU(d, roots_.network + entry * lanes + lane), normal, y);
                    t = fused(d, hn::Set(d, roots_.limit[entry]), normal, t);
                }
                hn::StoreU(y, d, state + at);
                hn::StoreU(t, d, limit + at);
            }
        }
    }

  private:
    hn::Mask<D> kept_;
    detail::CoupledRoots<Real> roots_;
};

/// The sums of a part for one vector of lanes. Network and chain are compared by one sum an entry: the
/// network's own sums, four an entry, have taken the registers.
template <std::uint32_t K, bool compare, class Real>
class CoupledProducts {
    using D = Tag<Real>;
    using V = hn::Vec<D>;

  public:
    HWY_INLINE CoupledProducts() {
        for (std::size_t e = 0; e < packed(K); ++e) {
            limit_[e] = hn::Zero(D{});
            apart_[e] = hn::Zero(D{});
        }
    }

    /// One neuron, whose products go to sums `c` of its tile; state and limit [input][lane].
    HWY_INLINE void add(std::size_t c, const Real* state, const Real* limit) {
        const D d;
        V y[K];
        V post[K];
#pragma GCC unroll 8
        for (std::size_t a = 0; a < K; ++a) {
            y[a] = hn::LoadU(d, state + a * lanes);
            post[a] = rectified(d, y[a]);
        }
        products_.add(c, post);
        if constexpr (compare) {
            add_comparison(y, limit);
        }
    }

    /// Adds the part's sums.
    HWY_INLINE void flush(const detail::CoupledSums& into, std::size_t lane) {
        const D d;
        products_.flush(into.gram + lane);
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
    HWY_INLINE void add_comparison(const V (&y)[K], const Real* limit) {
        const D d;
        V t[K];
        V minus[K];
        V plus[K];
#pragma GCC unroll 8
        for (std::size_t a = 0; a < K; ++a) {
            t[a] = hn::LoadU(d, limit + a * lanes);
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

    FewProducts<K, Real> products_;
    V limit_[packed(K)];
    V apart_[packed(K)];  // of (a, a), of (b, b), and in place of (a, b) of the inputs' sum with itself
};

/// Sums over the neurons of a part.
template <std::uint32_t K, bool compare, class Real>
HWY_INLINE void coupled_products(std::uint32_t neurons, const Real* state, const Real* limit,
                                 const detail::CoupledSums& into, std::size_t first_lane) {
    for (std::size_t lane = 0; lane < lanes_at_once(); lane += hn::Lanes(Tag<Real>{})) {
        CoupledProducts<K, compare, Real> products;
        const auto add = [&]<int count>(std::uint32_t neuron, std::integral_constant<int, count>) HWY_ATTR {
#pragma GCC unroll 8
            for (std::size_t c = 0; c < count; ++c) {
                const std::size_t at = (neuron + c) * K * lanes + lane;
                products.add(c, state + at, limit + at);
            }
        };
        for_each_tile(neurons, add);
        products.flush(into, first_lane + lane);
    }
}

/// As gram_blocks. state and limit start at the lanes at work, of which `first_lane` is the first.
template <std::uint32_t K, class Real>
HWY_NOINLINE void coupled_blocks(const detail::Noise& noise, std::uint32_t first_neuron,
                                 detail::Rows<Real> rows, const detail::CoupledRoots<Real>& roots,
                                 Real* state, Real* limit, const detail::CoupledSums& into,
                                 std::size_t first_lane) {
    constexpr std::size_t step = hn::MaxLanes(random::HWY_NAMESPACE::Half{});
    PhiloxTable table;
    NormalBlocks<Real> source(table, noise.key, noise.first_network, noise.layer, first_neuron / 4 * K);
    const CoupledMover<K, Real> mover(rows.skip, roots);
    for (std::uint32_t done = 0; done < rows.neurons;) {
        const std::uint32_t neurons = std::min(detail::summed_in_real, rows.neurons - done);
        const Real* part = state;
        const Real* limit_part = limit;
        const Real* end = state + std::size_t{neurons} * K * lanes;
        for (; state < end; state += 4 * lanes, limit += 4 * lanes) {
            HWY_ALIGN Real normals[4 * step];
            source.next(normals, step);
            mover.move(normals, state, limit);
        }
        if (into.apart != nullptr) {
            coupled_products<K, true>(neurons, part, limit_part, into, first_lane);
        } else if (into.gram != nullptr) {
            coupled_products<K, false>(neurons, part, limit_part, into, first_lane);
        }
        done += neurons;
    }
}

template <class Real>
HWY_INLINE void coupled_any(detail::Noise noise, std::uint32_t first_neuron, detail::Rows<Real> rows,
                            const detail::CoupledRoots<Real>& roots, Real* state, Real* limit,
                            detail::CoupledSums into) {
    for (std::size_t lane = 0; lane < lanes; lane += lanes_at_once()) {
        const detail::CoupledRoots<Real> at_lane{roots.network + lane, roots.limit};
        if (rows.inputs == 1) {
            coupled_blocks<1>(noise, first_neuron, rows, at_lane, state + lane, limit + lane, into, lane);
        } else {
            coupled_blocks<2>(noise, first_neuron, rows, at_lane, state + lane, limit + lane, into, lane);
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
