// Cost against width and depth, and the memory of a large run. Prints lines `name value`: `exponent`, of the
// least-squares line of log time against log n(L + 1); `exponent-width` and `exponent-depth`, of the
// least-squares plane of log time over log n and log(L + 1); each over n = 10^2..10^6 and L = 10..10^4
// without the six sizes that have n(L + 1) > 2 10^7 (n = 10^4 with L = 10^4, n = 10^5 with L >= 10^3, n =
// 10^6 with L >= 10^2); `peak-mib`, the largest memory of the process, whose last run is n = 10^6, L = 1,000,
// k = 2.
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <vector>

#include "limitcheck/network/gram_sampler.hpp"
#include "limitcheck/network/observables.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::network;

/// Processor seconds of `groups` groups of networks with two inputs.
double run(std::uint32_t width, std::uint32_t depth, std::uint64_t groups) {
    const std::array layers{depth};
    double sum = 0;
    const std::clock_t start = std::clock();
    for (std::uint64_t group = 0; group < groups; ++group) {
        simulate_gram(resnet(), GramMatrix::pair(0.2), Width{width}, Depth{depth}, {1}, group * lanes, layers,
                      [&](std::size_t, const LayerView<float>& view) { sum += covariance(view, 0, 1)[0]; });
    }
    const double taken = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    return std::isfinite(sum) ? taken : -1;
}

struct Point {
    double log_width, log_depth, log_time;
};

/// Sums of products of x's and y's deviations from their means.
template <class X, class Y>
double joint(const std::vector<Point>& points, X x, Y y) {
    double mean_x = 0;
    double mean_y = 0;
    for (const Point& p : points) {
        mean_x += x(p) / static_cast<double>(points.size());
        mean_y += y(p) / static_cast<double>(points.size());
    }
    double sum = 0;
    for (const Point& p : points) {
        sum += (x(p) - mean_x) * (y(p) - mean_y);
    }
    return sum;
}

/// Least-squares exponents of time: in n(L + 1), and in n and L + 1 each.
struct Exponents {
    double size, width, depth;
};
Exponents fit(const std::vector<Point>& points) {
    const auto n = [](const Point& p) { return p.log_width; };
    const auto l = [](const Point& p) { return p.log_depth; };
    const auto size = [](const Point& p) { return p.log_width + p.log_depth; };
    const auto time = [](const Point& p) { return p.log_time; };
    const double nn = joint(points, n, n);
    const double nl = joint(points, n, l);
    const double ll = joint(points, l, l);
    const double nt = joint(points, n, time);
    const double lt = joint(points, l, time);
    const double determinant = nn * ll - nl * nl;
    return {joint(points, size, time) / joint(points, size, size), (nt * ll - lt * nl) / determinant,
            (lt * nn - nt * nl) / determinant};
}

}  // namespace

int main() {
    std::vector<Point> points;
    for (const std::uint32_t width : {100U, 1000U, 10'000U, 100'000U, 1'000'000U}) {
        for (const std::uint32_t depth : {10U, 100U, 1000U, 10'000U}) {
            const double size = static_cast<double>(width) * (depth + 1.0);
            if (size > 2e7) {
                continue;
            }
            // Small networks in number, so that a measurement lasts.
            const auto groups = static_cast<std::uint64_t>(std::max(1.0, 2e6 / size));
            std::array<double, 3> times{};
            for (double& time : times) {
                time = run(width, depth, groups) / static_cast<double>(groups);
            }
            std::sort(times.begin(), times.end());
            points.push_back({std::log(width), std::log(depth + 1.0), std::log(times[1])});
        }
    }
    const Exponents exponents = fit(points);
    std::printf("exponent %.4f\nexponent-width %.4f\nexponent-depth %.4f\n", exponents.size, exponents.width,
                exponents.depth);
    if (run(1'000'000, 1000, 1) < 0) {
        return 1;
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("peak-mib %.1f\n", static_cast<double>(usage.ru_maxrss) / 1024);
    return 0;
}
