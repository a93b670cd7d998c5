// Draws for plots: a measurement on a stream named by the plot, and the summaries that plots show.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "limitcheck/claim/measurement.hpp"

namespace limitcheck::properties {

/// `count` draws (a multiple of the batch) of all observables at a cell, row-major, on the stream named
/// `purpose`.
[[nodiscard]] inline std::vector<double> draw_for_plot(const Measurement& measurement, const Cell& cell,
                                                       std::uint64_t seed, const std::string& purpose,
                                                       std::size_t count) {
    const std::size_t columns = measurement.observables(cell).size();
    std::vector<double> out = unfilled(count * columns);
    measurement.draw(cell, random::StreamKey{stream_key(seed, purpose, cell)}, 0, count, out);
    return out;
}

/// Mean and standard error of one column; NaN rows are skipped.
struct MeanAndError {
    double mean = 0;
    double error = 0;
};
[[nodiscard]] inline MeanAndError summarise(const std::vector<double>& draws, std::size_t columns,
                                            std::size_t column) {
    double count = 0;
    double mean = 0;
    double squares = 0;
    for (std::size_t row = 0; row * columns < draws.size(); ++row) {
        const double x = draws[row * columns + column];
        if (std::isnan(x)) {
            continue;
        }
        ++count;
        const double step = x - mean;
        mean += step / count;
        squares += step * (x - mean);
    }
    return {mean, count > 1 ? std::sqrt(squares / (count - 1) / count) : 0};
}

}  // namespace limitcheck::properties
