// From a Figure to a gnuplot script and from there to SVG. The script holds numbers and stand-ins only.
#include "limitcheck/report/plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "escape.hpp"
#include "gnuplot.hpp"
#include "ladder.hpp"
#include "limitcheck/report/write.hpp"
#include "svg.hpp"

namespace limitcheck::report {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t longest_label = 64;

/// The first characters of a text, with an ellipsis where it was cut.
std::string shortened(const std::string& text) {
    const std::string valid = valid_utf8(text);
    std::size_t characters = 0;
    for (std::size_t i = 0; i < valid.size(); ++i) {
        if ((static_cast<unsigned char>(valid[i]) & 0xC0U) == 0x80U) {
            continue;
        }
        if (++characters > longest_label) {
            return valid.substr(0, i) + "\xE2\x80\xA6";
        }
    }
    return valid;
}

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// A word of the text's length that gnuplot lays out in its place.
class StandIns {
  public:
    std::string make(const std::string& text) {
        const std::string shown = shortened(text);
        const std::string key = fmt::format("Q{:02}Q", texts_.size());
        texts_[key] = shown;
        const std::size_t length = characters(shown);
        return key + std::string(length > key.size() ? length - key.size() : 0, 'n');
    }
    [[nodiscard]] const std::map<std::string, std::string>& texts() const { return texts_; }

  private:
    std::map<std::string, std::string> texts_;
};

/// The rows of a series that can be drawn on the figure's axes. An interval that reaches below what a
/// logarithmic axis can show ends at `floor`.
std::vector<std::vector<double>> drawable(const Figure& figure, const Series& series, double floor) {
    std::vector<std::vector<double>> rows;
    for (std::vector<double> row : series.rows) {
        const bool interval = series.style == "band" || series.style == "errors";
        const std::size_t low = series.style == "errors" ? 2 : 1;
        if (figure.y_log && interval && row[low] <= 0) {
            row[low] = floor;
        }
        bool fits = row[0] > (figure.x_log ? 0 : -infinity);
        for (std::size_t i = 0; i < row.size(); ++i) {
            fits = fits && std::isfinite(row[i]) && (i == 0 || !figure.y_log || row[i] > 0);
        }
        if (fits) {
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

/// Half the least positive ordinate.
double logarithmic_floor(const Figure& figure) {
    double least = infinity;
    for (const Series& series : figure.series) {
        for (const std::vector<double>& row : series.rows) {
            for (std::size_t i = 1; i < row.size(); ++i) {
                least = row[i] > 0 ? std::min(least, row[i]) : least;
            }
        }
    }
    return least / 2;
}

/// The series of a figure with the rows that can be drawn, in the same places.
std::vector<Series> drawable_series(const Figure& figure) {
    const double floor = logarithmic_floor(figure);
    std::vector<Series> kept;
    for (const Series& series : figure.series) {
        kept.push_back({series.name, series.style, drawable(figure, series, floor)});
    }
    return kept;
}

/// Widths and depths read best in powers of two.
bool whole_abscissas(const std::vector<Series>& series) {
    for (const Series& one : series) {
        for (const std::vector<double>& row : one.rows) {
            if (!(row[0] >= 1 && row[0] <= 1 << 24 && row[0] == std::floor(row[0]))) {
                return false;
            }
        }
    }
    return true;
}

std::string with_clause(const std::string& style, const std::string& colour) {
    if (style == "band") {
        return fmt::format("using 1:2:3 with filledcurves fs transparent solid 0.22 noborder lc rgb \"{}\"",
                           colour);
    }
    if (style == "boxes") {
        return fmt::format("using 1:2 with boxes lc rgb \"{}\" fs transparent solid 0.3 border", colour);
    }
    if (style == "errors") {
        return fmt::format("using 1:2:3:4 with yerrorbars pt 7 ps 0.5 lw 1.5 lc rgb \"{}\"", colour);
    }
    if (style == "points") {
        return fmt::format("using 1:2 with points pt 7 ps 0.5 lc rgb \"{}\"", colour);
    }
    return fmt::format("using 1:2 with lines lw 2.2 lc rgb \"{}\"", colour);
}

std::string make_script(const Figure& figure, StandIns& stand_ins) {
    std::string script = fmt::format(
        "set terminal svg size 560,372 fixed noenhanced font \"sans-serif,14\" rounded\n"
        "set output\n"
        "set border 3 lw 1 lc rgb \"{0}\"\n"
        "set tics nomirror out scale 0.6 textcolor rgb \"{0}\"\n"
        "set format \"%g\"\n"
        "set grid lw 1 lt 1 dt 1 lc rgb \"{1}\"\n"
        "set key outside bottom center horizontal Left reverse samplen 2 spacing 1.2 width 2 textcolor rgb "
        "\"{0}\"\n"
        "set bars 0.6\n"
        "set autoscale xfix\n"
        "set offsets graph 0.02, graph 0.02, graph 0.03, graph 0\n"
        "set xlabel \"{2}\" offset 0,0.3 textcolor rgb \"{0}\"\n"
        "set ylabel \"{3}\" textcolor rgb \"{0}\"\n",
        ink_colour, grid_colour, stand_ins.make(figure.x_label), stand_ins.make(figure.y_label));
    const std::vector<Series> all_series = drawable_series(figure);
    if (figure.x_log) {
        script += whole_abscissas(all_series) ? "set logscale x 2\n" : "set logscale x 10\n";
    }
    script += figure.y_log ? "set logscale y 10\n" : "";

    // Areas first, so that lines and points lie on them; colours stay with the order of the series.
    std::string areas;
    std::string lines;
    for (std::size_t i = 0; i < all_series.size(); ++i) {
        const Series& series = all_series[i];
        if (series.rows.empty()) {
            continue;
        }
        script += fmt::format("$data{} << END\n", i);
        for (const std::vector<double>& row : series.rows) {
            for (const double value : row) {
                script += fmt::format("{:.10g} ", value);
            }
            script += '\n';
        }
        script += "END\n";
        const bool area = series.style == "band" || series.style == "boxes";
        (area ? areas : lines) +=
            fmt::format(", $data{} {} title \"{}\"", i, with_clause(series.style, series_colour(i)),
                        stand_ins.make(series.name));
    }
    const std::string plotted = areas + lines;
    const auto is_boxes = [](const Series& series) { return series.style == "boxes"; };
    if (!figure.y_log && std::any_of(figure.series.begin(), figure.series.end(), is_boxes)) {
        script += "set yrange [0:*]\n";
    }
    if (plotted.empty()) {
        return script + "set xrange [1:10]\nset yrange [1:10]\nplot NaN notitle\n";
    }
    return script + "plot " + plotted.substr(2) + "\n";
}

/// The custom properties that the plots use, with their values.
constexpr std::string_view light_colours =
    "--plot-ground:#ffffff;--plot-grid:#e3e6ea;--plot-1:#0b62a8;--plot-2:#b8430c;--plot-3:#0a7a56;"
    "--plot-4:#8b3d88;--plot-5:#8a6a00;--plot-6:#5b6470;";
constexpr std::string_view dark_colours =
    "--plot-ground:#14181d;--plot-grid:#2c343d;--plot-1:#6bb3f0;--plot-2:#f59a6a;--plot-3:#4fc9a0;"
    "--plot-4:#d797d4;--plot-5:#dcb84a;--plot-6:#a3adb9;";

}  // namespace

std::string draw(const Figure& figure, const std::string& prefix) {
    StandIns stand_ins;
    const std::string script = make_script(figure, stand_ins);
    const std::string what = fmt::format("figure {}", prefix);
    try {
        return restyle_svg(run_gnuplot(script, what), prefix, figure.title, stand_ins.texts());
    } catch (const WriteError&) {
        throw;
    } catch (const std::runtime_error& error) {
        throw WriteError(fmt::format("cannot use what gnuplot drew for {}: {}", what, error.what()));
    }
}

std::vector<Plot> draw_all(const run::SuiteResult& suite) {
    std::vector<Plot> plots;
    for (const run::ClaimResult& claim : suite.claims) {
        for (const Figure& figure : claim.figures) {
            plots.push_back({claim.id, figure.id, draw(figure, fmt::format("plot-{}", plots.size() + 1))});
        }
    }
    for (const Figure& figure : ladder_figures(suite)) {
        plots.push_back({ladders_id, figure.id, draw(figure, fmt::format("plot-{}", plots.size() + 1))});
    }
    return plots;
}

std::string plot_colours(bool dark) { return std::string(dark ? dark_colours : light_colours); }

std::string standalone(const std::string& svg) {
    const std::size_t inside = svg.find('>') + 1;
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n<style>\n"
        "svg{{{}color:#1b2026;background:#ffffff;font-family:system-ui,sans-serif}}\n"
        "@media(prefers-color-scheme:dark){{svg{{{}color:#d8dee6;background:#14181d}}}}\n</style>{}",
        svg.substr(0, inside), light_colours, dark_colours, svg.substr(inside));
}

}  // namespace limitcheck::report
