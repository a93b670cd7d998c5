// Vector code, compiled once for each target: sums over neurons of the products of post-activations. Included
// by sources that are re-included by hwy/foreach_target.h; the guard toggles with the target.
#if defined(LIMITCHECK_PRODUCTS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef LIMITCHECK_PRODUCTS_INL_H_
#undef LIMITCHECK_PRODUCTS_INL_H_
#else
#define LIMITCHECK_PRODUCTS_INL_H_
#endif

#include <type_traits>

#include "network/slope-inl.h"
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

/// gram += the sums of one or two inputs over the neurons of a part, for lanes_at_once lanes, of which phi is
/// taken; values[neuron][input][lane].
template <std::uint32_t K, class Phi, class Real>
HWY_INLINE void few_products(Phi phi, std::uint32_t neurons, const Real* values, double* gram) {
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
                    value[a][c] = phi(d, loaded);
                }
            }
            products.add(value);
        };
        for_each_tile(neurons, add);
        products.flush(gram + lane);
    }
}

/// The sums over the neurons of a part of the products of `m` inputs, those after the first `before`, with
/// the inputs up to each: as many sums as registers hold. values[neuron][k inputs][lane], of which phi is
/// taken.
template <std::uint32_t before, std::uint32_t m, class Phi, class Real>
HWY_INLINE void product_rows(Phi phi, std::uint32_t k, std::uint32_t neurons, const Real* values,
                             double* gram) {
    const Tag<Real> d;
    using V = hn::Vec<Tag<Real>>;
    const auto load = [&](std::uint32_t input) HWY_ATTR {
        const V value = hn::LoadU(d, values + input * lanes);
        return phi(d, value);
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
template <class Phi, class Real>
HWY_NOINLINE void many_products(Phi phi, std::uint32_t k, std::uint32_t neurons, const Real* values,
                                double* gram) {
    for (std::size_t lane = 0; lane < random::HWY_NAMESPACE::lanes_at_once();
         lane += hn::Lanes(Tag<Real>{})) {
        switch (k) {
            case 3:
                product_rows<0, 3>(phi, k, neurons, values + lane, gram + lane);
                break;
            case 4:
                product_rows<0, 4>(phi, k, neurons, values + lane, gram + lane);
                break;
            case 5:
                product_rows<0, 5>(phi, k, neurons, values + lane, gram + lane);
                break;
            default:
                product_rows<0, 6>(phi, k, neurons, values + lane, gram + lane);
        }
        if (k == 7) {
            product_rows<6, 1>(phi, k, neurons, values + lane, gram + lane);
        }
        if (k == 8) {
            product_rows<6, 2>(phi, k, neurons, values + lane, gram + lane);
        }
    }
}

/// The same for any number of inputs k, K = k where it is known to be at most two, else 0.
template <std::uint32_t K, class Phi, class Real>
HWY_INLINE void products_of(Phi phi, std::uint32_t k, std::uint32_t neurons, const Real* values,
                            double* gram) {
    if constexpr (K > 0) {
        few_products<K>(phi, neurons, values, gram);
    } else {
        many_products(phi, k, neurons, values, gram);
    }
}

template <std::uint32_t K, class Real>
HWY_NOINLINE void sloped_products(double slope, std::uint32_t k, std::uint32_t neurons, const Real* values,
                                  double* gram) {
    with_slope<Real>(slope, [&](auto phi) HWY_ATTR { products_of<K>(phi, k, neurons, values, gram); });
}

/// The same with phi(x) = x for x > 0, slope x otherwise. All but relu out of line: what is seldom run should
/// not cost the loops of relu their registers.
template <std::uint32_t K, class Real>
HWY_INLINE void part_products(double slope, std::uint32_t k, std::uint32_t neurons, const Real* values,
                              double* gram) {
    if (slope == 0) {
        products_of<K>(Rectified{}, k, neurons, values, gram);
    } else {
        sloped_products<K>(slope, k, neurons, values, gram);
    }
}

}  // namespace limitcheck::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
