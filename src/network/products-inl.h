// Vector code, compiled once for each target: sums over neurons of the products of post-activations. Included
// by sources that are re-included by hwy/foreach_target.h; the guard toggles with the target.
#if defined(LIMITCHECK_PRODUCTS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef LIMITCHECK_PRODUCTS_INL_H_
#undef LIMITCHECK_PRODUCTS_INL_H_
#else
#define LIMITCHECK_PRODUCTS_INL_H_
#endif

#include <type_traits>

#include "network/sums-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::network::HWY_NAMESPACE {

/// Calls use(neuron, count) over neurons in tiles, then one by one; count is an integral constant.
template <class Use>
HWY_INLINE void for_each_tile(std::uint32_t neurons, Use use) {
    std::uint32_t neuron = 0;
    for (; neuron + tile <= neurons; neuron += tile) {
        use(neuron, std::integral_constant<int, tile>{});
    }
    for (; neuron < neurons; ++neuron) {
        use(neuron, std::integral_constant<int, 1>{});
    }
}

/// The sums of one or two inputs, in registers: one for each of a tile's neurons, because one sum would wait
/// for itself.
template <int K, class Real>
class FewProducts {
    using D = Tag<Real>;
    using V = hn::Vec<D>;

  public:
    HWY_INLINE FewProducts() {
        for (auto& chains : sums_) {
            for (V& sum : chains) {
                sum = hn::Zero(D{});
            }
        }
    }

    /// post[input][neuron].
    template <int count>
    HWY_INLINE void add(const V (&post)[K][count]) {
#pragma GCC unroll 8
        for (std::size_t a = 0; a < K; ++a) {
#pragma GCC unroll 8
            for (std::size_t b = 0; b <= a; ++b) {
#pragma GCC unroll 8
                for (std::size_t c = 0; c < count; ++c) {
                    V& sum = sums_[packed(a) + b][c];
                    sum = fused(D{}, post[a][c], post[b][c], sum);
                }
            }
        }
    }

    /// One neuron, on the sums of a tile's neuron `c`; post[input].
    HWY_INLINE void add(std::size_t c, const V (&post)[K]) {
#pragma GCC unroll 8
        for (std::size_t a = 0; a < K; ++a) {
#pragma GCC unroll 8
            for (std::size_t b = 0; b <= a; ++b) {
                V& sum = sums_[packed(a) + b][c];
                sum = fused(D{}, post[a], post[b], sum);
            }
        }
    }

    /// gram[entry][lane..] += the sums, in pairs.
    HWY_INLINE void flush(double* gram) const {
        for (std::size_t e = 0; e < packed(K); ++e) {
            const V(&s)[tile] = sums_[e];
            add_to(D{}, hn::Add(hn::Add(s[0], s[1]), hn::Add(s[2], s[3])), gram + e * lanes);
        }
    }

  private:
    V sums_[packed(K)][tile];
};

/// gram += the sums of one or two inputs over the neurons of a part, for lanes_at_once lanes;
/// values[neuron][input][lane], of which relu is taken where `relu`.
template <bool relu, std::uint32_t K, class Real>
HWY_INLINE void few_products(std::uint32_t neurons, const Real* values, double* gram) {
    const Tag<Real> d;
    for (std::size_t lane = 0; lane < random::HWY_NAMESPACE::lanes_at_once(); lane += hn::Lanes(d)) {
        FewProducts<K, Real> products;
        const auto add = [&]<int count>(std::uint32_t neuron, std::integral_constant<int, count>) HWY_ATTR {
            hn::Vec<Tag<Real>> value[K][count];
#pragma GCC unroll 8
            for (std::uint32_t a = 0; a < K; ++a) {
#pragma GCC unroll 8
                for (std::uint32_t c = 0; c < count; ++c) {
                    const auto loaded = hn::LoadU(d, values + ((neuron + c) * K + a) * lanes + lane);
                    value[a][c] = relu ? rectified(d, loaded) : loaded;
                }
            }
            products.add(value);
        };
        for_each_tile(neurons, add);
        products.flush(gram + lane);
    }
}

/// The sums over the neurons of a part of the products of `m` inputs, those after the first `before`, with
/// the inputs up to each: as many sums as registers hold. values[neuron][k inputs][lane], of which relu is
/// taken where `relu`.
template <bool relu, std::uint32_t before, std::uint32_t m, class Real>
HWY_INLINE void product_rows(std::uint32_t k, std::uint32_t neurons, const Real* values, double* gram) {
    const Tag<Real> d;
    using V = hn::Vec<Tag<Real>>;
    const auto load = [&](std::uint32_t input) HWY_ATTR {
        const V value = hn::LoadU(d, values + input * lanes);
        return relu ? rectified(d, value) : value;
    };
    V sums[m][before + m];
    for (auto& row : sums) {
        for (V& sum : row) {
            sum = hn::Zero(d);
        }
    }
    for (std::uint32_t neuron = 0; neuron < neurons; ++neuron, values += k * lanes) {
        V x[m];
#pragma GCC unroll 8
        for (std::uint32_t a = 0; a < m; ++a) {
            x[a] = load(before + a);
        }
#pragma GCC unroll 8
        for (std::uint32_t b = 0; b < before; ++b) {
            const V y = load(b);
#pragma GCC unroll 8
            for (std::uint32_t a = 0; a < m; ++a) {
                sums[a][b] = fused(d, x[a], y, sums[a][b]);
            }
        }
#pragma GCC unroll 8
        for (std::uint32_t a = 0; a < m; ++a) {
#pragma GCC unroll 8
            for (std::uint32_t b = 0; b <= a; ++b) {
                sums[a][before + b] = fused(d, x[a], x[b], sums[a][before + b]);
            }
        }
    }
#pragma GCC unroll 8
    for (std::uint32_t a = 0; a < m; ++a) {
#pragma GCC unroll 8
        for (std::uint32_t b = 0; b <= before + a; ++b) {
            add_to(d, sums[a][b], gram + (packed(before + a) + b) * lanes);
        }
    }
}

/// gram += the sums of three to eight inputs, for lanes_at_once lanes: each entry's runs over the neurons in
/// order. The 21 sums of six inputs, or fewer, then those of the inputs after them.
template <bool relu, class Real>
HWY_NOINLINE void many_products(std::uint32_t k, std::uint32_t neurons, const Real* values, double* gram) {
    for (std::size_t lane = 0; lane < random::HWY_NAMESPACE::lanes_at_once();
         lane += hn::Lanes(Tag<Real>{})) {
        switch (k) {
            case 3:
                product_rows<relu, 0, 3>(k, neurons, values + lane, gram + lane);
                break;
            case 4:
                product_rows<relu, 0, 4>(k, neurons, values + lane, gram + lane);
                break;
            case 5:
                product_rows<relu, 0, 5>(k, neurons, values + lane, gram + lane);
                break;
            default:
                product_rows<relu, 0, 6>(k, neurons, values + lane, gram + lane);
        }
        if (k == 7) {
            product_rows<relu, 6, 1>(k, neurons, values + lane, gram + lane);
        }
        if (k == 8) {
            product_rows<relu, 6, 2>(k, neurons, values + lane, gram + lane);
        }
    }
}

}  // namespace limitcheck::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
