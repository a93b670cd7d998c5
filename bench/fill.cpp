// Making normals alone: the ceiling of every sampler. items_per_second counts normals (or words).
#include <benchmark/benchmark.h>

#include <cstdint>
#include <vector>

#include "limitcheck/random/lanes.hpp"

namespace {

using limitcheck::random::lanes;

constexpr std::uint32_t blocks = 64;

template <class Value, class Fill>
void run(benchmark::State& state, Fill fill) {
    std::vector<Value> out(blocks * 4 * lanes);
    std::uint32_t layer = 0;
    for (auto _ : state) {
        fill(layer++, out.data());
        benchmark::DoNotOptimize(out.data());
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(out.size()));
}

template <class Real>
void fill_normals(benchmark::State& state) {
    run<Real>(state, [](std::uint32_t layer, Real* out) {
        limitcheck::random::fill_normals({42}, 0, layer, 0, blocks, out);
    });
}

void fill_words(benchmark::State& state) {
    run<std::uint32_t>(state, [](std::uint32_t layer, std::uint32_t* out) {
        limitcheck::random::fill_words({42}, 0, layer, 0, blocks, out);
    });
}

}  // namespace

BENCHMARK(fill_normals<float>)->Name("fill/float");
BENCHMARK(fill_normals<double>)->Name("fill/double");
BENCHMARK(fill_words)->Name("fill/words");
