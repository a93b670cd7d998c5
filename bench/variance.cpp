// What control variates buy: the variance of E C's plain draws over that of controlled ones on the same
// networks, and what they cost, against the Gram sampler at equal width, depth and number of networks. Rounds
// alternate; processor time of one thread. Prints a table of medians with their ranges.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "limitcheck/network/excess_sampler.hpp"
#include "limitcheck/network/gram_sampler.hpp"
#include "limitcheck/network/observables.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::network;

constexpr int rounds = 7;
constexpr std::uint64_t groups = 64;
constexpr Depth depth{32};
constexpr std::array layers{depth.value};

double seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double variance(const std::vector<double>& values) {
    double mean = 0;
    for (const double value : values) {
        mean += value / static_cast<double>(values.size());
    }
    double sum = 0;
    for (const double value : values) {
        sum += (value - mean) * (value - mean);
    }
    return sum / static_cast<double>(values.size() - 1);
}

/// The draws of one round.
struct Draws {
    std::vector<double> plain, chain, excess;

    void add(const CoupledView<float>& view, const Excess& x) {
        const LaneValues network = covariance(view.network(), 0, 1);
        const LaneValues limit = covariance(view.limit_chain(), 0, 1);
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            plain.push_back(network[lane]);
            chain.push_back(network[lane] - limit[lane]);
            excess.push_back(x(0, 1)[lane]);
        }
    }
};

void print(const std::string& label, std::vector<double> values) {
    std::sort(values.begin(), values.end());
    std::printf("| %s | %.4g | %.4g to %.4g |\n", label.c_str(), values[values.size() / 2], values.front(),
                values.back());
}

void measure(Width width) {
    const GramMatrix inputs = GramMatrix::pair(0.2);
    std::vector<double> chain;
    std::vector<double> excess;
    std::vector<double> time;
    double sink = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto first = static_cast<std::uint64_t>(round) * groups * lanes;
        const double start = seconds();
        for_each_group(first, groups * lanes, [&](std::uint64_t group, std::size_t) {
            simulate_gram(
                resnet(), inputs, width, depth, {1}, group, layers,
                [&](std::size_t, const LayerView<float>& view) { sink += covariance(view, 0, 1)[0]; });
        });
        const double middle = seconds();
        for_each_group(first, groups * lanes, [&](std::uint64_t group, std::size_t) {
            simulate_excess(
                resnet(), inputs, width, depth, {1}, group, layers,
                [&](std::size_t, const CoupledView<float>&, const Excess& x) { sink += x(0, 1)[0]; });
        });
        const double end = seconds();
        Draws draws;
        for_each_group(first, groups * lanes, [&](std::uint64_t group, std::size_t) {
            simulate_excess(
                resnet(), inputs, width, depth, {1}, group, layers,
                [&](std::size_t, const CoupledView<float>& view, const Excess& x) { draws.add(view, x); });
        });
        time.push_back((end - middle) / (middle - start));
        chain.push_back(variance(draws.plain) / variance(draws.chain));
        excess.push_back(variance(draws.plain) / variance(draws.excess));
    }
    const std::string at = ", n = " + std::to_string(width.value);
    print("variance of C over that of C - Ct, the chain's last layer alone" + at, chain);
    print("variance of C over that of the excess, the chain at every layer" + at, excess);
    print("time of the excess sampler over the Gram sampler's" + at, time);
    if (!(sink == sink)) {
        std::printf("| a covariance is not a number | | |\n");
    }
}

}  // namespace

int main() {
    std::printf("| control variates, k = 2, c0 = 0.2, L = %u, t = 1 | median | range |\n|---|---|---|\n",
                depth.value);
    for (const std::uint32_t width : {100U, 1000U, 4000U}) {
        measure(Width{width});
    }
    return 0;
}
