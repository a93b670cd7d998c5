// The Gram sampler's layer: normals are made, used to move the neurons, and the products of the
// post-activations summed, part after part in the first-level cache.
#include "limitcheck/network/gram_matrix.hpp"
#include "network/kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/gram_kernels.cpp"
#include <hwy/foreach_target.h>  // must come before the vector code

#include "network/products-inl.h"
#include "random/normals-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::network::HWY_NAMESPACE {

using detail::GramSums;
using random::HWY_NAMESPACE::lanes_at_once;
using random::HWY_NAMESPACE::NormalBlocks;
using random::HWY_NAMESPACE::PhiloxTable;

/// Moves neurons by their normals in memory, [neuron][input][lanes_at_once].
template <class Real>
class Mover {
    using D = Tag<Real>;
    using V = hn::Vec<D>;

  public:
    /// `root` starts at the first of the lanes at work.
    HWY_INLINE Mover(detail::Rows<Real> rows, const Real* root)
        : inputs_(rows.inputs), kept_(hn::FirstN(D{}, rows.skip ? hn::Lanes(D{}) : 0)), root_(root) {}

    /// Y(a) = [Y(a)] + sum_b S(a, b) g(b) for `count` neurons; value[neuron] too.
    template <int count>
    HWY_INLINE void move(std::uint32_t a, const Real* normals, Real* state, std::size_t lane,
                         V* value) const {
        const D d;
#pragma GCC unroll 8
        for (std::uint32_t c = 0; c < count; ++c) {
            value[c] = hn::MaskedLoad(kept_, d, state + (c * inputs_ + a) * lanes + lane);
        }
#pragma GCC unroll 8
        for (std::uint32_t b = 0; b <= a; ++b) {
            const V entry = hn::LoadU(d, root_ + (packed(a) + b) * lanes + lane);
#pragma GCC unroll 8
            for (std::uint32_t c = 0; c < count; ++c) {
                const V normal = hn::LoadU(d, normals + (c * inputs_ + b) * lanes_at_once() + lane);
                value[c] = fused(d, entry, normal, value[c]);
            }
        }
#pragma GCC unroll 8
        for (std::uint32_t c = 0; c < count; ++c) {
            hn::StoreU(value[c], d, state + (c * inputs_ + a) * lanes + lane);
        }
    }

  private:
    std::uint32_t inputs_;
    hn::Mask<D> kept_;
    const Real* root_;
};

/// Moves neurons by the normals of a block as they are made; K = 1, 2, 4 or 8 inputs, so that a block has
/// those of four neurons, two, one, or half of one.
template <std::uint32_t K, class Real>
class BlockMover {
    using D = Tag<Real>;
    using V = hn::Vec<D>;
    static constexpr std::size_t step = hn::MaxLanes(random::HWY_NAMESPACE::Half{});
    static constexpr std::uint32_t normals_of_one = K < 4 ? K : 4;

  public:
    HWY_INLINE BlockMover(bool skip, const Real* root)
        : kept_(hn::FirstN(D{}, skip ? hn::Lanes(D{}) : 0)), root_(root) {}

    /// Y(a) = [Y(a)] + sum_b S(a, b) g(b), b from `first` on, for the block's normals [4][step].
    template <std::uint32_t first>
    HWY_INLINE void move(const Real* normals, Real* state) const {
        const D d;
#pragma GCC unroll 8
        for (std::size_t lane = 0; lane < step; lane += hn::MaxLanes(D{})) {
#pragma GCC unroll 8
            for (std::uint32_t c = 0; c < 4 / normals_of_one; ++c) {
#pragma GCC unroll 8
                for (std::uint32_t a = first; a < K; ++a) {
                    Real* at = state + (c * K + a) * lanes + lane;
                    V y = first == 0 ? hn::MaskedLoad(kept_, d, at) : hn::LoadU(d, at);
#pragma GCC unroll 8
                    for (std::uint32_t b = first; b <= a && b < first + normals_of_one; ++b) {
                        const V entry = hn::LoadU(d, root_ + (packed(a) + b) * lanes + lane);
                        const V normal =
                            hn::LoadU(d, normals + (c * normals_of_one + b - first) * step + lane);
                        y = fused(d, entry, normal, y);
                    }
                    hn::StoreU(y, d, at);
                }
            }
        }
    }

  private:
    hn::Mask<D> kept_;
    const Real* root_;
};

/// K where it has kernels of its own, else 0: what part_products takes.
template <std::uint32_t K>
inline constexpr std::uint32_t few = K <= 2 ? K : 0;

/// The sums of the next lanes.
HWY_INLINE GramSums after(GramSums into, std::size_t some) {
    return {into.gram != nullptr ? into.gram + some : nullptr, into.slope};
}

/// One, two, four or eight inputs: normals go from the registers where they were made into the neurons, while
/// the processor makes the next block; then the products of a part.
template <std::uint32_t K, class Real>
HWY_NOINLINE void gram_blocks(const detail::Noise& noise, std::uint32_t first_neuron, detail::Rows<Real> rows,
                              const Real* root, Real* state, GramSums into) {
    constexpr std::size_t step = hn::MaxLanes(random::HWY_NAMESPACE::Half{});
    PhiloxTable table;
    NormalBlocks<Real> source(table, noise.key, noise.first_network, noise.layer, first_neuron / 4 * K);
    const BlockMover<K, Real> mover(rows.skip, root);
    for (std::uint32_t done = 0; done < rows.neurons;) {
        const std::uint32_t neurons = std::min(detail::summed_in_real, rows.neurons - done);
        const Real* part = state;
        const Real* end = state + std::size_t{neurons} * K * lanes;
        [[maybe_unused]] bool second = false;  // half of a neuron with eight inputs
        while (state < end) {
            HWY_ALIGN Real normals[4 * step];
            source.next(normals, step);
            if constexpr (K <= 4) {
                mover.template move<0>(normals, state);
                state += 4 * lanes;
            } else {
                if (second) {
                    mover.template move<4>(normals, state);
                    state += K * lanes;
                } else {
                    mover.template move<0>(normals, state);
                }
                second = !second;
            }
        }
        if (into.gram != nullptr) {
            part_products<few<K>>(into.slope, K, neurons, part, into.gram);
        }
        done += neurons;
    }
}

/// Three inputs or more. A tile of four neurons has as many blocks of normals as there are inputs: while
/// block a of a tile is made, input a of the tile before moves; multiplications of one fill the time of the
/// other.
template <class Real>
HWY_NOINLINE void gram_many(const detail::Noise& noise, std::uint32_t first_neuron, detail::Rows<Real> rows,
                            const Real* root, Real* state, GramSums into) {
    const Tag<Real> d;
    using V = hn::Vec<Tag<Real>>;
    const std::size_t step = lanes_at_once();
    const std::uint32_t k = rows.inputs;
    const std::uint32_t tiles = rows.neurons / tile;
    const std::uint32_t blocks = (rows.neurons * k + 3) / 4;
    HWY_ALIGN Real normals[2][tile * most_inputs * lanes];
    PhiloxTable table;
    NormalBlocks<Real> source(table, noise.key, noise.first_network, noise.layer, first_neuron / 4 * k);
    const Mover<Real> mover(rows, root);
    const auto move = [&]<int count>(std::uint32_t a, const Real* used, Real* moved,
                                     std::integral_constant<int, count>) HWY_ATTR {
        for (std::size_t lane = 0; lane < step; lane += hn::Lanes(d)) {
            V value[count];
            mover.template move<count>(a, used, moved, lane, value);
        }
    };
    std::uint32_t block = 0;
    std::uint32_t part = 0;
    std::uint32_t part_end = detail::summed_in_real;
    for (std::uint32_t now = 0; now <= tiles; ++now) {
        Real* made = normals[now % 2];
        const Real* used = normals[(now + 1) % 2];
        for (std::uint32_t a = 0; a < k; ++a, ++block, made += 4 * step) {
            if (HWY_LIKELY(block + 1 < blocks)) {
                source.next(made, step);
            } else if (block + 1 == blocks) {
                source.last(made, step);
            }
            if (now > 0) {
                move(a, used, state + std::size_t{now - 1} * tile * k * lanes,
                     std::integral_constant<int, tile>{});
            }
        }
        if (now * tile == part_end) {
            if (into.gram != nullptr) {
                part_products<0>(into.slope, k, part_end - part, state + std::size_t{part} * k * lanes,
                                 into.gram);
            }
            part = part_end;
            part_end += detail::summed_in_real;
        }
    }
    const Real* rest = normals[tiles % 2];
    for (std::uint32_t neuron = tiles * tile; neuron < rows.neurons; ++neuron, rest += k * step) {
        for (std::uint32_t a = 0; a < k; ++a) {
            move(a, rest, state + std::size_t{neuron} * k * lanes, std::integral_constant<int, 1>{});
        }
    }
    if (part < rows.neurons && into.gram != nullptr) {
        part_products<0>(into.slope, k, rows.neurons - part, state + std::size_t{part} * k * lanes,
                         into.gram);
    }
}

template <class Real>
HWY_INLINE void gram_any(detail::Noise noise, std::uint32_t first_neuron, detail::Rows<Real> rows,
                         const Real* root, Real* state, GramSums into) {
    for (std::size_t lane = 0; lane < lanes; lane += lanes_at_once()) {
        switch (rows.inputs) {
            case 1:
                gram_blocks<1>(noise, first_neuron, rows, root + lane, state + lane, into);
                break;
            case 2:
                gram_blocks<2>(noise, first_neuron, rows, root + lane, state + lane, into);
                break;
            case 4:
                gram_blocks<4>(noise, first_neuron, rows, root + lane, state + lane, into);
                break;
            case 8:
                gram_blocks<8>(noise, first_neuron, rows, root + lane, state + lane, into);
                break;
            default:
                gram_many(noise, first_neuron, rows, root + lane, state + lane, into);
        }
        noise.first_network += lanes_at_once();
        into = after(into, lanes_at_once());
    }
}

void gram_float(const detail::Noise& noise, std::uint32_t first_neuron, detail::Rows<float> rows,
                const float* root, float* state, GramSums into) {
    gram_any(noise, first_neuron, rows, root, state, into);
}
void gram_double(const detail::Noise& noise, std::uint32_t first_neuron, detail::Rows<double> rows,
                 const double* root, double* state, GramSums into) {
    gram_any(noise, first_neuron, rows, root, state, into);
}

template <class Real>
HWY_INLINE void accumulate_any(detail::Rows<Real> rows, const Real* values, GramSums into) {
    for (std::size_t lane = 0; lane < lanes; lane += lanes_at_once()) {
        switch (rows.inputs) {
            case 1:
                part_products<1>(into.slope, 1, rows.neurons, values + lane, into.gram);
                break;
            case 2:
                part_products<2>(into.slope, 2, rows.neurons, values + lane, into.gram);
                break;
            default:
                part_products<0>(into.slope, rows.inputs, rows.neurons, values + lane, into.gram);
        }
        into = after(into, lanes_at_once());
    }
}

void accumulate_float(detail::Rows<float> rows, const float* values, GramSums into) {
    accumulate_any(rows, values, into);
}
void accumulate_double(detail::Rows<double> rows, const double* values, GramSums into) {
    accumulate_any(rows, values, into);
}

}  // namespace limitcheck::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace limitcheck::network {

HWY_EXPORT(gram_float);
HWY_EXPORT(gram_double);
HWY_EXPORT(accumulate_float);
HWY_EXPORT(accumulate_double);

namespace detail {

template <>
void step_gram(const Noise& noise, std::uint32_t first_neuron, Rows<float> rows, const float* root,
               float* state, GramSums into) {
    HWY_DYNAMIC_DISPATCH(gram_float)(noise, first_neuron, rows, root, state, into);
}
template <>
void step_gram(const Noise& noise, std::uint32_t first_neuron, Rows<double> rows, const double* root,
               double* state, GramSums into) {
    HWY_DYNAMIC_DISPATCH(gram_double)(noise, first_neuron, rows, root, state, into);
}
template <>
void accumulate(Rows<float> rows, const float* values, GramSums into) {
    HWY_DYNAMIC_DISPATCH(accumulate_float)(rows, values, into);
}
template <>
void accumulate(Rows<double> rows, const double* values, GramSums into) {
    HWY_DYNAMIC_DISPATCH(accumulate_double)(rows, values, into);
}

}  // namespace detail
}  // namespace limitcheck::network
#endif
