// Planning: the growth of log-evidence a draw, on the law with two values that has a given mean and second
// moment. An estimate, used by every tool's growth_rate; nothing here is evidence.
#pragma once

#include <algorithm>
#include <cmath>

namespace limitcheck::statistics::detail {

/// Two points with weights 1/2 a standard deviation from the mean; for `nonnegative` draws whose lower point
/// would be below 0, the points 0 and second_moment/mean, which is exact for events.
struct TwoPoints {
    double low, high, weight_of_high;

    TwoPoints(double mean, double second_moment, bool nonnegative) {
        const double deviation = std::sqrt(std::max(second_moment - mean * mean, 0.0));
        low = mean - deviation;
        high = mean + deviation;
        weight_of_high = 0.5;
        if (nonnegative && low < 0.0 && mean > 0.0) {
            low = 0.0;
            high = second_moment / mean;
            weight_of_high = mean / high;
        }
    }

    template <class LogFactor>
    [[nodiscard]] double mean_of(LogFactor log_factor) const {
        return weight_of_high * log_factor(high) + (1.0 - weight_of_high) * log_factor(low);
    }
};

/// Three points of a log-normal law with the given mean and second moment (Gauss-Hermite): what a
/// nonnegative, unbounded draw is likely to look like. Needs a positive mean.
template <class LogFactor>
double lognormal_mean_of(double mean, double second_moment, LogFactor log_factor) {
    const double spread = std::sqrt(std::max(std::log(second_moment / (mean * mean)), 0.0));
    const double middle = mean * std::exp(-0.5 * spread * spread);
    const double step = std::exp(std::sqrt(3.0) * spread);
    return (log_factor(middle / step) + 4.0 * log_factor(middle) + log_factor(middle * step)) / 6.0;
}

}  // namespace limitcheck::statistics::detail
