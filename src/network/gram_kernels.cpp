// The Gram sampler's layer: normals are made, used to move the neurons, and the products of the
// post-activations summed, piece after piece in the first-level cache.
#include "limitcheck/network/gram_matrix.hpp"
#include "network/kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/gram_kernels.cpp"
#include <hwy/foreach_target.h>  // must come before the vector code

#include "network/parts-inl.h"
#include "network/products-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::network::HWY_NAMESPACE {

/// Moves neurons by their normals, [neuron][input][lanes_at_once]. `K` is the number of inputs, or 0 where it
/// is known at run time only.
template <int K, class Real>
class Mover {
    using D = Tag<Real>;
    using V = hn::Vec<D>;

  public:
    /// `root` starts at the first of the lanes at work.
    HWY_INLINE Mover(detail::Rows<Real> rows, const Real* root)
        : inputs_(K > 0 ? K : rows.inputs),
          kept_(hn::FirstN(D{}, rows.skip ? hn::Lanes(D{}) : 0)),
          root_(root) {}

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

/// One or two inputs: the normals of a part, then its neurons, whose products stay in registers.
template <int K, class Real>
HWY_NOINLINE void gram_few(const detail::Noise& noise, std::uint32_t first_neuron, detail::Rows<Real> rows,
                           const Real* root, Real* state, double* gram) {
    const Tag<Real> d;
    using V = hn::Vec<Tag<Real>>;
    const std::size_t step = lanes_at_once();
    const Mover<K, Real> mover(rows, root);
    HWY_ALIGN Real normals[PartNormals<K, Real>::size];
    PhiloxTable table;
    PartNormals<K, Real> source(table, noise, first_neuron, rows.neurons);
    for (std::uint32_t done = 0; done < rows.neurons;) {
        const std::uint32_t neurons =
            std::min(detail::part_neurons(K, first_neuron + done), rows.neurons - done);
        source.make(neurons, normals);
        for (std::size_t lane = 0; lane < step; lane += hn::Lanes(d)) {
            FewProducts<K, Real> products;
            const auto move = [&]<int count>(std::uint32_t neuron,
                                             std::integral_constant<int, count>) HWY_ATTR {
                V value[K][count];
#pragma GCC unroll 8
                for (std::uint32_t a = 0; a < K; ++a) {
                    mover.template move<count>(a, normals + neuron * K * step, state + neuron * K * lanes,
                                               lane, value[a]);
                    for (V& y : value[a]) {
                        y = rectified(d, y);
                    }
                }
                products.add(value);
            };
            for_each_tile(neurons, move);
            products.flush(gram + lane);
        }
        done += neurons;
        state += std::size_t{neurons} * K * lanes;
    }
}

/// Three inputs or more. A tile of four neurons has as many blocks of normals as there are inputs: while
/// block a of a tile is made, input a of the tile before moves; multiplications of one fill the time of the
/// other.
template <class Real>
HWY_NOINLINE void gram_many(const detail::Noise& noise, std::uint32_t first_neuron, detail::Rows<Real> rows,
                            const Real* root, Real* state, double* gram) {
    const Tag<Real> d;
    using V = hn::Vec<Tag<Real>>;
    const std::size_t step = lanes_at_once();
    const std::uint32_t k = rows.inputs;
    const std::uint32_t tiles = rows.neurons / tile;
    const std::uint32_t blocks = (rows.neurons * k + 3) / 4;
    HWY_ALIGN Real normals[2][tile * most_inputs * lanes];
    PhiloxTable table;
    NormalBlocks<Real> source(table, noise.key, noise.first_network, noise.layer, first_neuron / 4 * k);
    const Mover<0, Real> mover(rows, root);
    const auto move = [&]<int count>(std::uint32_t a, const Real* used, Real* moved,
                                     std::integral_constant<int, count>) HWY_ATTR {
        for (std::size_t lane = 0; lane < step; lane += hn::Lanes(d)) {
            V value[count];
            mover.template move<count>(a, used, moved, lane, value);
        }
    };
    std::uint32_t block = 0;
    std::uint32_t part = 0;
    std::uint32_t part_end = detail::part_neurons(k, first_neuron);
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
            many_products<true>(k, part_end - part, state + std::size_t{part} * k * lanes, gram);
            part = part_end;
            part_end += detail::part_neurons(k, first_neuron + part);
        }
    }
    const Real* rest = normals[tiles % 2];
    for (std::uint32_t neuron = tiles * tile; neuron < rows.neurons; ++neuron, rest += k * step) {
        for (std::uint32_t a = 0; a < k; ++a) {
            move(a, rest, state + std::size_t{neuron} * k * lanes, std::integral_constant<int, 1>{});
        }
    }
    if (part < rows.neurons) {
        many_products<true>(k, rows.neurons - part, state + std::size_t{part} * k * lanes, gram);
    }
}

template <class Real>
HWY_INLINE void gram_any(detail::Noise noise, std::uint32_t first_neuron, detail::Rows<Real> rows,
                         const Real* root, Real* state, double* gram) {
    for (std::size_t lane = 0; lane < lanes; lane += lanes_at_once()) {
        switch (rows.inputs) {
            case 1:
                gram_few<1>(noise, first_neuron, rows, root + lane, state + lane, gram + lane);
                break;
            case 2:
                gram_few<2>(noise, first_neuron, rows, root + lane, state + lane, gram + lane);
                break;
            default:
                gram_many(noise, first_neuron, rows, root + lane, state + lane, gram + lane);
        }
        noise.first_network += lanes_at_once();
    }
}

void gram_float(const detail::Noise& noise, std::uint32_t first_neuron, detail::Rows<float> rows,
                const float* root, float* state, double* gram) {
    gram_any(noise, first_neuron, rows, root, state, gram);
}
void gram_double(const detail::Noise& noise, std::uint32_t first_neuron, detail::Rows<double> rows,
                 const double* root, double* state, double* gram) {
    gram_any(noise, first_neuron, rows, root, state, gram);
}

template <int K, class Real>
HWY_INLINE void accumulate_few(detail::Rows<Real> rows, const Real* post, double* gram) {
    const Tag<Real> d;
    for (std::size_t lane = 0; lane < lanes; lane += hn::Lanes(d)) {
        FewProducts<K, Real> products;
        for_each_tile(rows.neurons,
                      [&]<int count>(std::uint32_t neuron, std::integral_constant<int, count>) HWY_ATTR {
                          hn::Vec<Tag<Real>> value[K][count];
#pragma GCC unroll 8
                          for (std::uint32_t a = 0; a < K; ++a) {
#pragma GCC unroll 8
                              for (std::uint32_t c = 0; c < count; ++c) {
                                  const std::uint32_t row = (neuron + c) * K + a;
                                  value[a][c] = hn::LoadU(d, post + row * lanes + lane);
                              }
                          }
                          products.add(value);
                      });
        products.flush(gram + lane);
    }
}

template <class Real>
HWY_INLINE void accumulate_any(detail::Rows<Real> rows, const Real* post, double* gram) {
    switch (rows.inputs) {
        case 1:
            return accumulate_few<1>(rows, post, gram);
        case 2:
            return accumulate_few<2>(rows, post, gram);
        default:
            for (std::size_t lane = 0; lane < lanes; lane += lanes_at_once()) {
                many_products<false>(rows.inputs, rows.neurons, post + lane, gram + lane);
            }
    }
}

void accumulate_float(detail::Rows<float> rows, const float* post, double* gram) {
    accumulate_any(rows, post, gram);
}
void accumulate_double(detail::Rows<double> rows, const double* post, double* gram) {
    accumulate_any(rows, post, gram);
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
               float* state, double* gram) {
    HWY_DYNAMIC_DISPATCH(gram_float)(noise, first_neuron, rows, root, state, gram);
}
template <>
void step_gram(const Noise& noise, std::uint32_t first_neuron, Rows<double> rows, const double* root,
               double* state, double* gram) {
    HWY_DYNAMIC_DISPATCH(gram_double)(noise, first_neuron, rows, root, state, gram);
}
template <>
void accumulate(Rows<float> rows, const float* post, double* gram) {
    HWY_DYNAMIC_DISPATCH(accumulate_float)(rows, post, gram);
}
template <>
void accumulate(Rows<double> rows, const double* post, double* gram) {
    HWY_DYNAMIC_DISPATCH(accumulate_double)(rows, post, gram);
}

}  // namespace detail
}  // namespace limitcheck::network
#endif
