// Plots of a claim, as data: a figure maker draws what it shows from a stream of its own, so that a plot
// never spends or reveals the draws that a verdict rests on.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace limitcheck {

/// One series of a plot. Rows by style: points, lines (x, y); boxes (x, height); band (x, low, high);
/// errors (x, y, low, high).
struct Series {
    std::string name;
    std::string style;
    std::vector<std::vector<double>> rows;
};

/// One plot.
struct Figure {
    std::string id;  ///< unique within the claim; letters, digits, hyphens
    std::string title;
    std::string caption;  ///< what was measured, how often, with what uncertainty
    std::string x_label;
    std::string y_label;
    bool x_log = false;
    bool y_log = false;
    std::vector<Series> series;
};

/// Makes a figure for a claim under a seed. Pure.
using FigureMaker = std::function<Figure(std::uint64_t seed, const std::string& claim_id)>;

}  // namespace limitcheck
