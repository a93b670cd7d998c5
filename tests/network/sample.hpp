// Means with standard errors and two-sample comparisons for tests of samplers. Every threshold is fixed with
// its false-alarm probability; seeds are fixed, so a test's outcome is too.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace limitcheck::tests {

/// |z| above this has probability 5.7e-7 under a Gaussian.
inline constexpr double five_sigma = 5.0;

struct Sample {
    std::vector<double> values;

    void add(std::span<const double> more) { values.insert(values.end(), more.begin(), more.end()); }
    [[nodiscard]] double mean() const {
        double sum = 0;
        for (const double value : values) {
            sum += value;
        }
        return sum / static_cast<double>(values.size());
    }
    [[nodiscard]] double variance() const {
        const double centre = mean();
        double sum = 0;
        for (const double value : values) {
            sum += (value - centre) * (value - centre);
        }
        return sum / static_cast<double>(values.size() - 1);
    }
    [[nodiscard]] double standard_error() const {
        return std::sqrt(variance() / static_cast<double>(values.size()));
    }
    /// Standard errors between the mean and an exact value.
    [[nodiscard]] double z(double expected) const { return (mean() - expected) / standard_error(); }
};

/// Standard errors between two means.
inline double z(const Sample& a, const Sample& b) {
    return (a.mean() - b.mean()) / std::hypot(a.standard_error(), b.standard_error());
}

/// The two-sample Kolmogorov-Smirnov distance in units of sqrt((m + n)/(m n)); above 2.7 with probability
/// 2 exp(-2 * 2.7^2) = 9.3e-7 at most asymptotically.
inline constexpr double ks_threshold = 2.7;
inline double ks(Sample a, Sample b) {
    std::sort(a.values.begin(), a.values.end());
    std::sort(b.values.begin(), b.values.end());
    const auto m = static_cast<double>(a.values.size());
    const auto n = static_cast<double>(b.values.size());
    std::size_t i = 0;
    std::size_t j = 0;
    double distance = 0;
    while (i < a.values.size() && j < b.values.size()) {
        const double x = std::min(a.values[i], b.values[j]);
        while (i < a.values.size() && a.values[i] <= x) {
            ++i;
        }
        while (j < b.values.size() && b.values[j] <= x) {
            ++j;
        }
        distance = std::max(distance, std::fabs(static_cast<double>(i) / m - static_cast<double>(j) / n));
    }
    return distance * std::sqrt(m * n / (m + n));
}

}  // namespace limitcheck::tests
