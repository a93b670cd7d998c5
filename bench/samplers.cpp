// The samplers, for one group of networks at a time. items_per_second counts normals drawn (weights, for the
// dense sampler), so that a sampler's share of pure fill is a ratio of two rates.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <vector>

#include "limitcheck/network/coupled_sampler.hpp"
#include "limitcheck/network/dense_sampler.hpp"
#include "limitcheck/network/gram_sampler.hpp"
#include "limitcheck/network/norm_chain.hpp"
#include "limitcheck/network/observables.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::network;

/// Depth at which a group costs about four million normals.
std::uint32_t depth_for(std::uint64_t normals_a_layer) {
    return static_cast<std::uint32_t>(4'000'000 / (normals_a_layer * lanes) + 1);
}

GramMatrix inputs(std::uint32_t k) {
    std::vector<double> values(std::size_t{k} * k, 0.5);
    for (std::uint32_t i = 0; i < k; ++i) {
        values[i * k + i] = 1;
    }
    return {k, values};
}

template <class Real>
void gram(benchmark::State& state) {
    const auto k = static_cast<std::uint32_t>(state.range(0));
    const auto n = static_cast<std::uint32_t>(state.range(1));
    const Depth depth{depth_for(std::uint64_t{n} * k)};
    const std::array layers{depth.value};
    const GramMatrix matrix = inputs(k);
    std::uint64_t first = 0;
    for (auto _ : state) {
        simulate_gram<Real>(resnet(), matrix, Width{n}, depth, {42}, first, layers,
                            [](std::size_t, const LayerView<Real>& view) {
                                benchmark::DoNotOptimize(covariance(view, 0, view.inputs() - 1));
                            });
        first += lanes;
    }
    state.SetItemsProcessed(state.iterations() *
                            static_cast<std::int64_t>(std::uint64_t{n} * k * lanes * (depth.value + 1)));
}

/// The Gram sampler at k = 2, n = 1,000 with an activation.
template <class Real, class Phi>
void activated(benchmark::State& state) {
    constexpr std::uint32_t n = 1000;
    const Architecture architecture = resnet().activation(Phi{});
    const GramMatrix matrix = inputs(2);
    const Depth depth{depth_for(std::uint64_t{n} * 2)};
    const std::array layers{depth.value};
    std::uint64_t first = 0;
    for (auto _ : state) {
        simulate_gram<Real>(architecture, matrix, Width{n}, depth, {42}, first, layers,
                            [](std::size_t, const LayerView<Real>& view) {
                                benchmark::DoNotOptimize(covariance(view, 0, 1));
                            });
        first += lanes;
    }
    state.SetItemsProcessed(state.iterations() *
                            static_cast<std::int64_t>(std::uint64_t{n} * 2 * lanes * (depth.value + 1)));
}

void coupled(benchmark::State& state) {
    const auto k = static_cast<std::uint32_t>(state.range(0));
    const auto n = static_cast<std::uint32_t>(state.range(1));
    const Depth depth{depth_for(std::uint64_t{n} * k)};
    const std::array layers{depth.value};
    const GramMatrix matrix = inputs(k);
    std::uint64_t first = 0;
    for (auto _ : state) {
        simulate_coupled(resnet(), matrix, Width{n}, depth, {42}, first, layers,
                         [](std::size_t, const CoupledView<float>& view) {
                             benchmark::DoNotOptimize(coupling_distance(view));
                         });
        first += lanes;
    }
    state.SetItemsProcessed(state.iterations() *
                            static_cast<std::int64_t>(std::uint64_t{n} * k * lanes * (depth.value + 1)));
}

void dense(benchmark::State& state) {
    const auto n = static_cast<std::uint32_t>(state.range(0));
    const Depth depth{depth_for(std::uint64_t{n} * n)};
    const std::array layers{depth.value};
    std::uint64_t first = 0;
    for (auto _ : state) {
        simulate_dense(resnet(), WeightLaw::gaussian, inputs(2), Width{n}, depth, {42}, first, layers,
                       [](std::size_t, const LayerView<float>& view) {
                           benchmark::DoNotOptimize(covariance(view, 0, 1));
                       });
        first += lanes;
    }
    state.SetItemsProcessed(state.iterations() *
                            static_cast<std::int64_t>(std::uint64_t{n} * n * lanes * depth.value));
}

/// items_per_second counts layers of one network.
void norm(benchmark::State& state) {
    const auto n = static_cast<std::uint32_t>(state.range(0));
    const std::array layers{1000U};
    std::uint64_t first = 0;
    for (auto _ : state) {
        simulate_norm(2.0, Width{n}, Depth{1000}, {42}, first, layers,
                      [](std::size_t, const NormView& view) { benchmark::DoNotOptimize(view); });
        first += lanes;
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(1001 * lanes));
}

}  // namespace

BENCHMARK(gram<float>)->Name("gram/float")->ArgsProduct({{1, 2, 8}, {100, 1000, 4000}})->ArgNames({"k", "n"});
BENCHMARK(gram<double>)->Name("gram/double")->ArgsProduct({{2}, {100, 1000}})->ArgNames({"k", "n"});
BENCHMARK_TEMPLATE(activated, float, Identity)->Name("activation/float/identity");
BENCHMARK_TEMPLATE(activated, float, LeakyRelu)->Name("activation/float/leaky_relu");
BENCHMARK_TEMPLATE(activated, float, Tanh)->Name("activation/float/tanh");
BENCHMARK_TEMPLATE(activated, float, Gelu)->Name("activation/float/gelu");
BENCHMARK_TEMPLATE(activated, double, Tanh)->Name("activation/double/tanh");
BENCHMARK_TEMPLATE(activated, double, Gelu)->Name("activation/double/gelu");
BENCHMARK(coupled)->Name("coupled/float")->ArgsProduct({{1, 2}, {100, 1000, 4000}})->ArgNames({"k", "n"});
BENCHMARK(dense)->Name("dense/float")->Arg(100)->Arg(400)->Arg(1000)->ArgName("n");
BENCHMARK(norm)->Name("norm")->Arg(100)->Arg(100000)->ArgName("n");
