#include "limitcheck/statistics/planner.hpp"

#include <algorithm>
#include <cmath>

#include "limitcheck/cell/error.hpp"

namespace limitcheck::statistics {

namespace {

std::optional<double> predicted(const Part& part, std::span<const Expected> expected,
                                LogThreshold threshold) {
    require(part.observable < expected.size(),
            "planner: a part watches an observable of which nothing is expected");
    const Expected& x = expected[part.observable];
    return EProcess(part.spec).predicted_draws(x.mean, x.second_moment, threshold);
}

}  // namespace

std::optional<double> networks_to_verify(const CellTest& test, std::span<const Expected> expected,
                                         Thresholds thresholds) {
    double most = 0.0;
    for (const Part& part : test.verify) {
        const auto draws = predicted(part, expected, thresholds.verify);
        if (!draws) {
            return std::nullopt;
        }
        most = std::max(most, *draws);
    }
    return most;
}

std::optional<double> networks_to_refute(const CellTest& test, std::span<const Expected> expected,
                                         Thresholds thresholds) {
    // One part alone carries the average across when it exceeds the number of parts times 1/a.
    const double share = std::log(static_cast<double>(std::max<std::size_t>(test.refute.size(), 1)));
    std::optional<double> least;
    for (const Part& part : test.refute) {
        const auto draws = predicted(part, expected, LogThreshold{thresholds.refute.value + share});
        if (draws && (!least || *draws < *least)) {
            least = draws;
        }
    }
    return least;
}

std::optional<double> detectable_gap(const ProcessSpec& spec, double variance, LogThreshold threshold,
                                     double networks, double largest) {
    const EProcess process(spec);
    const bool above = null_of(spec) == Null::mean_at_most;
    const Certified bound = bound_of(spec);
    const double edge = above ? bound.upper : bound.lower;
    const auto decides = [&](double gap) {
        const double mean = above ? edge + gap : edge - gap;
        const auto draws = process.predicted_draws(mean, mean * mean + variance, threshold);
        return draws && *draws <= networks;
    };
    if (!decides(largest)) {
        return std::nullopt;
    }
    double low = 0.0;
    double high = largest;
    for (int step = 0; step < 60; ++step) {
        const double middle = 0.5 * (low + high);
        (decides(middle) ? high : low) = middle;
    }
    return high;
}

}  // namespace limitcheck::statistics
