// What control variates buy: the variance of E C's plain draws over that of controlled ones on the same
// networks, which are not those that coefficients were fitted on, and what they cost, against the Gram
// sampler at equal width, depth and number of networks. Rounds alternate; processor time of one thread.
// Prints a table of medians with their ranges.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "limitcheck/network/gram_sampler.hpp"
#include "limitcheck/network/variate_coefficients.hpp"
#include "limitcheck/network/variate_sampler.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::network;

constexpr int rounds = 7;
constexpr std::size_t networks = 1024;  // a round
constexpr std::size_t pilot_networks = 4096;
constexpr random::StreamKey key{1};
constexpr random::StreamKey pilot{2};
constexpr Depth depth{32};
constexpr std::array layers{depth.value};
constexpr VariateShape linear{2, 1};
constexpr VariateShape quadratic{2, 10};

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

/// One way to draw, and its figures round by round.
struct Way {
    std::string name;
    double least_reduction = 0;  ///< the goal at n = 1,000, and 30 % more time; 0 for none
    std::vector<double> draws;   ///< of one round
    std::vector<double> reductions, times;

    void add(const LaneValues& values) { draws.insert(draws.end(), values.begin(), values.end()); }
};

void print(const std::string& label, const std::string& goal, std::vector<double> values,
           bool (*met)(double, double), double level) {
    std::sort(values.begin(), values.end());
    const double median = values[values.size() / 2];
    const char* verdict = goal.empty() ? "" : met(median, level) ? "met" : "missed";
    std::printf("| %s | %s | %.4g | %.4g to %.4g | %s |\n", label.c_str(), goal.c_str(), median,
                values.front(), values.back(), verdict);
}

/// The seconds that `simulate` takes for the networks of a round, group by group.
template <class Simulate>
double timed(std::uint64_t first, const Simulate& simulate) {
    const double start = seconds();
    for_each_group(first, networks, [&](std::uint64_t group, std::size_t) { simulate(group); });
    return seconds() - start;
}

/// Coefficients of the variates for C and for the excess, from networks of another stream.
struct Fitted {
    VariateCoefficients covariance_linear, covariance_quadratic, excess_quadratic;
};

Fitted fit(const GramMatrix& inputs, Width width) {
    VariateFit for_linear;
    VariateFit for_quadratic;
    VariateFit for_excess;
    for_each_group(0, pilot_networks, [&](std::uint64_t group, std::size_t) {
        simulate_variates(resnet(), inputs, width, depth, pilot, group, layers, linear,
                          [&](std::size_t, const CoupledView<float>& view, const Variates& z) {
                              for_linear.add(covariance(view.network(), 0, 1), z);
                          });
        simulate_excess(resnet(), inputs, width, depth, pilot, group, layers, quadratic,
                        [&](std::size_t, const CoupledView<float>& view, const Excess& x, const Variates& z) {
                            for_quadratic.add(covariance(view.network(), 0, 1), z);
                            for_excess.add(x(0, 1), z);
                        });
    });
    return {for_linear.coefficients(), for_quadratic.coefficients(), for_excess.coefficients()};
}

void measure(Width width) {
    const GramMatrix inputs = GramMatrix::pair(0.2);
    const Fitted fitted = fit(inputs, width);
    const VariateCoefficients response = linear_response(resnet(), inputs, depth, depth.value, linear, 0, 1);
    Way chain{"C - Ct, the chain's last layer alone", 0, {}, {}, {}};
    Way advance{"two windows, coefficients from the theory", 500, {}, {}, {}};
    Way windowed{"two windows, coefficients fitted", 500, {}, {}, {}};
    Way crossed{"two windows and quadratics of ten groups, fitted", 1200, {}, {}, {}};
    Way excess{"the excess, the chain at every layer", 1200, {}, {}, {}};
    Way both{"the excess and quadratics of ten groups, fitted", 0, {}, {}, {}};
    for (int round = 0; round < rounds; ++round) {
        const std::uint64_t first = static_cast<std::uint64_t>(round) * networks;
        Way plain;
        for (Way* way : {&chain, &advance, &windowed, &crossed, &excess, &both}) {
            way->draws.clear();
        }
        const double gram = timed(first, [&](std::uint64_t group) {
            simulate_gram(
                resnet(), inputs, width, depth, key, group, layers,
                [&](std::size_t, const LayerView<float>& view) { plain.add(covariance(view, 0, 1)); });
        });
        const double with_windows = timed(first, [&](std::uint64_t group) {
            simulate_variates(
                resnet(), inputs, width, depth, key, group, layers, linear,
                [&](std::size_t, const CoupledView<float>& view, const Variates& z) {
                    windowed.add(controlled(covariance(view.network(), 0, 1), z, fitted.covariance_linear));
                });
        });
        const double with_groups = timed(first, [&](std::uint64_t group) {
            simulate_variates(
                resnet(), inputs, width, depth, key, group, layers, quadratic,
                [&](std::size_t, const CoupledView<float>& view, const Variates& z) {
                    crossed.add(controlled(covariance(view.network(), 0, 1), z, fitted.covariance_quadratic));
                });
        });
        const double with_excess = timed(first, [&](std::uint64_t group) {
            simulate_excess(
                resnet(), inputs, width, depth, key, group, layers,
                [&](std::size_t, const CoupledView<float>&, const Excess& x) { excess.add(x(0, 1)); });
        });
        const double with_both = timed(first, [&](std::uint64_t group) {
            simulate_excess(resnet(), inputs, width, depth, key, group, layers, quadratic,
                            [&](std::size_t, const CoupledView<float>&, const Excess& x, const Variates& z) {
                                both.add(controlled(x(0, 1), z, fitted.excess_quadratic));
                            });
        });
        // Those that take no more time than `windowed`.
        timed(first, [&](std::uint64_t group) {
            simulate_variates(resnet(), inputs, width, depth, key, group, layers, linear,
                              [&](std::size_t, const CoupledView<float>& view, const Variates& z) {
                                  LaneValues c = covariance(view.network(), 0, 1);
                                  advance.add(controlled(c, z, response));
                                  const LaneValues limit = covariance(view.limit_chain(), 0, 1);
                                  for (std::size_t lane = 0; lane < lanes; ++lane) {
                                      c[lane] -= limit[lane];
                                  }
                                  chain.add(c);
                              });
        });
        const double of_plain = variance(plain.draws);
        for (Way* way : {&chain, &advance, &windowed, &crossed, &excess, &both}) {
            way->reductions.push_back(of_plain / variance(way->draws));
        }
        windowed.times.push_back(with_windows / gram);
        crossed.times.push_back(with_groups / gram);
        excess.times.push_back(with_excess / gram);
        both.times.push_back(with_both / gram);
    }
    const std::string at = ", n = " + std::to_string(width.value);
    const bool goals = width.value == 1000;
    for (const Way* way : {&chain, &advance, &windowed, &crossed, &excess, &both}) {
        const bool goal = goals && way->least_reduction > 0;
        print(
            "variance of C over that of " + way->name + at,
            goal ? "at least " + std::to_string(static_cast<int>(way->least_reduction)) : "", way->reductions,
            [](double x, double least) { return x >= least; }, way->least_reduction);
    }
    for (const Way* way : {&windowed, &crossed, &excess, &both}) {
        const bool goal = goals && way->least_reduction > 0;
        print(
            "time over the Gram sampler's, " + way->name + at, goal ? "at most 1.3" : "", way->times,
            [](double x, double most) { return x <= most; }, 1.3);
    }
}

}  // namespace

int main() {
    std::printf(
        "| control variates, k = 2, c0 = 0.2, L = %u, t = 1 | goal | median | range | "
        "|\n|---|---|---|---|---|\n",
        depth.value);
    for (const std::uint32_t width : {100U, 1000U, 4000U}) {
        measure(Width{width});
    }
    return 0;
}
