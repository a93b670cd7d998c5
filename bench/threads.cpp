// The Gram sampler over groups of networks with one and with two threads, as the engine runs it: prints lines
// `gram:threads=T,n=N nanoseconds`, wall time of a network and layer at two inputs, the least of three; and
// the mean of C after 20 layers at n = 100 and c0 = 0.2 with its standard error, to hold the peers' against.
#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
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

struct Mean {
    double value, standard_error;
};

Mean mean_covariance(Width width, Depth depth, std::uint64_t networks) {
    const std::array layers{depth.value};
    double sum = 0;
    double squares = 0;
    for (std::uint64_t first = 0; first < networks; first += lanes) {
        simulate_gram(resnet(), GramMatrix::pair(0.2), width, depth, {2}, first, layers,
                      [&](std::size_t, const LayerView<float>& view) {
                          for (const double c : covariance(view, 0, 1)) {
                              sum += c;
                              squares += c * c;
                          }
                      });
    }
    const auto count = static_cast<double>(networks);
    const double mean = sum / count;
    return {mean, std::sqrt((squares / count - mean * mean) / count)};
}

}  // namespace

int main() {
    for (const std::uint32_t width : {100U, 1000U, 4000U}) {
        const Depth depth{400'000 / width};
        for (const int threads : {1, 2}) {
            std::printf("gram:threads=%d,n=%u %.2f\n", threads, width, measure(threads, Width{width}, depth));
        }
    }
    const Mean mean = mean_covariance(Width{100}, Depth{20}, 1ULL << 16);
    std::printf("mean:ours %.9f\nerror:ours %.9f\n", mean.value, mean.standard_error);
    return 0;
}
