// The dense sampler's products: weights are made and used at once, row after row.
#include "network/kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "network/dense_kernels.cpp"
#include <hwy/foreach_target.h>  // must come before the vector code

#include "network/sums-inl.h"
#include "random/normals-inl.h"

HWY_BEFORE_NAMESPACE();
namespace limitcheck::network::HWY_NAMESPACE {

using random::HWY_NAMESPACE::lanes_at_once;
using random::HWY_NAMESPACE::NormalBlocks;
using random::HWY_NAMESPACE::PhiloxTable;

/// The sums of `K` inputs over a run of columns, in registers: four for each input, to which columns go in
/// turn, because one sum would wait for itself.
template <int K, class Real>
class RunSums {
    using D = Tag<Real>;
    using V = hn::Vec<D>;

  public:
    HWY_INLINE RunSums() {
        for (auto& chain : sums_) {
            for (V& sum : chain) {
                sum = hn::Zero(D{});
            }
        }
    }
    /// A column's products, on sum `c`; post[input][lane].
    HWY_INLINE void add(std::uint32_t c, V weight, const Real* post) {
#pragma GCC unroll 8
        for (std::size_t a = 0; a < K; ++a) {
            sums_[c][a] = fused(D{}, weight, hn::LoadU(D{}, post + a * lanes), sums_[c][a]);
        }
    }
    /// total[input][lane..] += the sums, in pairs.
    HWY_INLINE void flush(double* total) const {
#pragma GCC unroll 8
        for (std::size_t a = 0; a < K; ++a) {
            add_to(D{}, hn::Add(hn::Add(sums_[0][a], sums_[1][a]), hn::Add(sums_[2][a], sums_[3][a])),
                   total + a * lanes);
        }
    }

  private:
    V sums_[tile][K];
};

/// Weights from memory, [column][stride], for lanes_at_once lanes and K of the inputs.
template <int K, class Real>
HWY_INLINE void weigh_lanes(detail::Rows<Real> rows, const Real* weights, std::size_t stride,
                            const Real* post, double* sum) {
    const Tag<Real> d;
    const std::size_t row = rows.inputs * lanes;
    for (std::size_t lane = 0; lane < lanes_at_once(); lane += hn::Lanes(d)) {
        RunSums<K, Real> sums;
        const auto add = [&](std::uint32_t c, std::uint32_t column) HWY_ATTR {
            sums.add(c, hn::LoadU(d, weights + column * stride + lane), post + column * row + lane);
        };
        std::uint32_t column = 0;
        for (; column + tile <= rows.neurons; column += tile) {
#pragma GCC unroll 8
            for (std::uint32_t c = 0; c < tile; ++c) {
                add(c, column + c);
            }
        }
        for (; column < rows.neurons; ++column) {
            add(0, column);
        }
        sums.flush(sum + lane);
    }
}

/// Up to four inputs share a load of the weights.
template <class Real>
HWY_INLINE void weigh_any(detail::Rows<Real> rows, const Real* weights, std::size_t stride, const Real* post,
                          double* sum) {
    const std::uint32_t k = rows.inputs;
    std::uint32_t a = 0;
    for (; a + 4 <= k; a += 4) {
        weigh_lanes<4>(rows, weights, stride, post + a * lanes, sum + a * lanes);
    }
    for (; a + 2 <= k; a += 2) {
        weigh_lanes<2>(rows, weights, stride, post + a * lanes, sum + a * lanes);
    }
    if (a < k) {
        weigh_lanes<1>(rows, weights, stride, post + a * lanes, sum + a * lanes);
    }
}

/// Which columns of a row a run has, while runs follow each other through a layer of n x n weights.
class Run {
  public:
    HWY_INLINE explicit Run(std::uint32_t n) : n_(n), columns_(detail::run_columns(0, n)) {}

    HWY_INLINE bool there() const { return row_ < n_; }
    HWY_INLINE std::size_t row() const { return row_; }
    HWY_INLINE std::size_t column() const { return column_; }
    HWY_INLINE std::uint32_t columns() const { return columns_; }
    HWY_INLINE void advance() {
        first_ += columns_;
        column_ += columns_;
        if (column_ == n_) {
            column_ = 0;
            ++row_;
        }
        columns_ = detail::run_columns(first_, n_ - column_);
    }

  private:
    std::uint32_t n_;
    std::uint32_t columns_;
    std::uint64_t first_ = 0;
    std::uint32_t row_ = 0;
    std::uint32_t column_ = 0;
};

/// One or two inputs, and runs of whole blocks: the four weights of a block go from the registers where they
/// were made into the products.
template <int K, class Real>
HWY_NOINLINE void weigh_blocks(const detail::Noise& noise, std::uint32_t n, const Real* post, double* sums) {
    const Tag<Real> d;
    constexpr std::size_t step = hn::MaxLanes(random::HWY_NAMESPACE::Half{});
    constexpr std::size_t vector = hn::MaxLanes(Tag<Real>{});
    PhiloxTable table;
    NormalBlocks<Real> source(table, noise.key, noise.first_network, noise.layer, 0);
    for (Run run(n); run.there(); run.advance()) {
        RunSums<K, Real> run_sums[step / vector];
        const Real* at = post + run.column() * K * lanes;
        for (std::uint32_t done = 0; done < run.columns(); done += tile, at += tile * K * lanes) {
            HWY_ALIGN Real weights[tile * step];
            source.next(weights, step);
#pragma GCC unroll 8
            for (std::size_t lane = 0; lane < step; lane += vector) {
#pragma GCC unroll 8
                for (std::uint32_t c = 0; c < tile; ++c) {
                    run_sums[lane / vector].add(c, hn::LoadU(d, weights + c * step + lane),
                                                at + c * K * lanes + lane);
                }
            }
        }
        for (std::size_t lane = 0; lane < step; lane += vector) {
            run_sums[lane / vector].flush(sums + run.row() * K * lanes + lane);
        }
    }
}

/// Any number of inputs, and runs that begin and end anywhere: a run's weights in the first-level cache.
template <class Real>
HWY_NOINLINE void weigh_runs(const detail::Noise& noise, detail::Rows<Real> rows, const Real* post,
                             double* sums) {
    const Tag<Real> d;
    const std::size_t step = lanes_at_once();
    const std::size_t row_size = rows.inputs * lanes;
    HWY_ALIGN Real weights[(detail::summed_in_real + tile) * lanes];
    PhiloxTable table;
    NormalBlocks<Real> source(table, noise.key, noise.first_network, noise.layer, 0);
    std::uint32_t made = 0;  // weights that are there, the run's first in front
    for (Run run(rows.neurons); run.there(); run.advance()) {
        for (; made < run.columns(); made += tile) {
            source.next(weights + made * step, step);
        }
        weigh_any<Real>({rows.inputs, run.columns(), false}, weights, step, post + run.column() * row_size,
                        sums + run.row() * row_size);
        made -= run.columns();
        for (std::size_t i = 0; i < made * step; i += hn::Lanes(d)) {
            hn::StoreU(hn::LoadU(d, weights + run.columns() * step + i), d, weights + i);
        }
    }
}

template <class Real>
HWY_INLINE void gaussian_any(detail::Noise noise, detail::Rows<Real> rows, const Real* post, double* sums) {
    const bool whole_blocks = rows.neurons % tile == 0;
    for (std::size_t lane = 0; lane < lanes; lane += lanes_at_once()) {
        if (rows.inputs == 1 && whole_blocks) {
            weigh_blocks<1>(noise, rows.neurons, post + lane, sums + lane);
        } else if (rows.inputs == 2 && whole_blocks) {
            weigh_blocks<2>(noise, rows.neurons, post + lane, sums + lane);
        } else {
            weigh_runs(noise, rows, post + lane, sums + lane);
        }
        noise.first_network += lanes_at_once();
    }
}

void gaussian_float(const detail::Noise& noise, detail::Rows<float> rows, const float* post, double* sums) {
    gaussian_any(noise, rows, post, sums);
}
void gaussian_double(const detail::Noise& noise, detail::Rows<double> rows, const double* post,
                     double* sums) {
    gaussian_any(noise, rows, post, sums);
}

template <class Real>
HWY_INLINE void weigh_all(detail::Rows<Real> rows, const Real* weights, const Real* post, double* sum) {
    for (std::size_t lane = 0; lane < lanes; lane += lanes_at_once()) {
        weigh_any(rows, weights + lane, lanes, post + lane, sum + lane);
    }
}
void weigh_float(detail::Rows<float> rows, const float* weights, const float* post, double* sum) {
    weigh_all(rows, weights, post, sum);
}
void weigh_double(detail::Rows<double> rows, const double* weights, const double* post, double* sum) {
    weigh_all(rows, weights, post, sum);
}

}  // namespace limitcheck::network::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace limitcheck::network {

HWY_EXPORT(gaussian_float);
HWY_EXPORT(gaussian_double);
HWY_EXPORT(weigh_float);
HWY_EXPORT(weigh_double);

namespace detail {

template <>
void weigh_gaussian(const Noise& noise, Rows<float> rows, const float* post, double* sums) {
    HWY_DYNAMIC_DISPATCH(gaussian_float)(noise, rows, post, sums);
}
template <>
void weigh_gaussian(const Noise& noise, Rows<double> rows, const double* post, double* sums) {
    HWY_DYNAMIC_DISPATCH(gaussian_double)(noise, rows, post, sums);
}
template <>
void weigh(Rows<float> rows, const float* weights, const float* post, double* sum) {
    HWY_DYNAMIC_DISPATCH(weigh_float)(rows, weights, post, sum);
}
template <>
void weigh(Rows<double> rows, const double* weights, const double* post, double* sum) {
    HWY_DYNAMIC_DISPATCH(weigh_double)(rows, weights, post, sum);
}

}  // namespace detail
}  // namespace limitcheck::network
#endif
