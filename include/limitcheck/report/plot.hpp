// Plots of a report: a Figure drawn by gnuplot as SVG whose colours follow the page, light or dark.
#pragma once

#include <string>
#include <vector>

#include "limitcheck/run/result.hpp"

namespace limitcheck::report {

/// A drawn figure of a claim.
struct Plot {
    std::string claim;   ///< the claim's id
    std::string figure;  ///< the figure's id
    std::string
        svg;  ///< one svg element, without XML declaration; colours are the custom properties --plot-*
};

/// Throws Error with the mend when gnuplot cannot be started. For before a run, so that hours of sampling do
/// not end without a picture.
void check_gnuplot();

/// Draws a figure; equal figures give equal bytes. Every id in the SVG starts with `prefix` (letters, digits,
/// hyphens), so that several plots can stand in one page. Titles and labels never reach gnuplot: they are put
/// into the finished SVG, escaped. Points that are not finite, or not positive on a logarithmic axis, are
/// left out. Throws WriteError (limitcheck/report/write.hpp) when gnuplot is missing or fails.
[[nodiscard]] std::string draw(const Figure& figure, const std::string& prefix);

/// All figures of all claims, in their order.
[[nodiscard]] std::vector<Plot> draw_all(const run::SuiteResult& suite);

/// Declarations of the custom properties that plots use, for the style sheet of a page.
[[nodiscard]] std::string plot_colours(bool dark);

/// The same plot as a file of its own: with XML declaration and its own colours, light and dark.
[[nodiscard]] std::string standalone(const std::string& svg);

}  // namespace limitcheck::report
