// The Gram sampler over groups of networks with one and with two threads, as the engine runs it: prints lines
// `gram:threads=T,n=N nanoseconds`, wall time of a network and layer at two inputs, the least of three.
#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>

#include "limitcheck/network/gram_sampler.hpp"
#include "limitcheck/network/observables.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::network;

constexpr std::uint64_t groups = 8;

double seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void simulate(std::uint64_t group, Width width, Depth depth, double& covariance_of_first) {
    const std::array layers{depth.value};
    simulate_gram(
        resnet(), GramMatrix::pair(0.2), width, depth, {1}, group * lanes, layers,
        [&](std::size_t, const LayerView<float>& view) { covariance_of_first = covariance(view, 0, 1)[0]; });
}

double measure(int threads, Width width, Depth depth) {
    oneapi::tbb::task_arena arena(threads);
    double best = 1e18;
    for (int repetition = 0; repetition < 3; ++repetition) {
        std::array<double, groups> covariances{};
        const double start = seconds();
        arena.execute([&] {
            oneapi::tbb::parallel_for(std::uint64_t{0}, groups, [&](std::uint64_t group) {
                simulate(group, width, depth, covariances[group]);
            });
        });
        best = std::min(best, seconds() - start);
        if (std::find(covariances.begin(), covariances.end(), 0.0) != covariances.end()) {
            return -1;  // a group was not simulated
        }
    }
    return best * 1e9 / (static_cast<double>(groups * lanes) * (depth.value + 1));
}

}  // namespace

int main() {
    for (const std::uint32_t width : {100U, 1000U, 4000U}) {
        const Depth depth{400'000 / width};
        for (const int threads : {1, 2}) {
            std::printf("gram:threads=%d,n=%u %.2f\n", threads, width, measure(threads, Width{width}, depth));
        }
    }
    return 0;
}
