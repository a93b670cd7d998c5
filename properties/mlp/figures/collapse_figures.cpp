#include "mlp/figures/collapse_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "draws.hpp"
#include "mlp/collapse_chain.hpp"

namespace limitcheck::properties {

namespace {

namespace collapse = theorems::correlation_collapse;

/// Depths 1, 2, 4, ... for plots: an orbit of this length takes a tenth of a second.
constexpr std::int64_t deepest = 8192;

struct Start {
    double c0;
    const char* name;
};
constexpr std::array<Start, 2> plotted{{{-0.9, "c_0 = -0.9"}, {0.5, "c_0 = 0.5"}}};

}  // namespace

FigureMaker collapse_enclosure(const CollapseOrbits& orbits) {
    return [orbits](std::uint64_t, const std::string&) {
        Figure figure;
        figure.id = "collapse-enclosure";
        figure.title = "1 - c_l over depth, inside its enclosure";
        figure.caption =
            "Points: 1 - c_l of an infinitely wide MLP by the exact recursion in interval arithmetic (no "
            "sampling; its own uncertainty is invisible here). Bands: the certified enclosures from c_0 "
            "alone.";
        figure.x_label = "layer l";
        figure.y_label = "1 - c_l";
        figure.x_log = true;
        figure.y_log = true;
        for (const Start& start : plotted) {
            const collapse::CollapseBound bound(Enclosure::exactly(start.c0));
            Series band{fmt::format("enclosure, {}", start.name), "band", {}};
            Series points{fmt::format("recursion, {}", start.name), "points", {}};
            for (std::int64_t l = 1; l <= deepest; l *= 2) {
                const double x = static_cast<double>(l);
                const Enclosure defect = bound.defect(l);
                band.rows.push_back({x, defect.lower(), defect.upper()});
                points.rows.push_back({x, orbits.defect(start.c0, l).mid()});
            }
            figure.series.push_back(std::move(band));
            figure.series.push_back(std::move(points));
        }
        return figure;
    };
}

FigureMaker collapse_constant(const CollapseOrbits& orbits) {
    return [orbits](std::uint64_t, const std::string&) {
        Figure figure;
        figure.id = "collapse-constant";
        figure.title = "l^2 (1 - c_l) approaches 9 pi^2/2, slowly";
        figure.caption =
            "Points: l^2 (1 - c_l) by the exact recursion in interval arithmetic (no sampling). Bands: the "
            "certified enclosures. The line is 9 pi^2/2 = 44.41; the distance to it shrinks like log(l)/l.";
        figure.x_label = "layer l";
        figure.y_label = "l^2 (1 - c_l)";
        figure.x_log = true;
        Series limit{"9 pi^2/2", "lines", {}};
        for (const Start& start : plotted) {
            const collapse::CollapseBound bound(Enclosure::exactly(start.c0));
            Series band{fmt::format("enclosure, {}", start.name), "band", {}};
            Series points{fmt::format("recursion, {}", start.name), "points", {}};
            for (std::int64_t l = 8; l <= deepest; l *= 2) {
                const double x = static_cast<double>(l);
                const Enclosure scaled = bound.defect(l) * l * l;
                band.rows.push_back({x, scaled.lower(), scaled.upper()});
                points.rows.push_back({x, x * x * orbits.defect(start.c0, l).mid()});
            }
            figure.series.push_back(std::move(band));
            figure.series.push_back(std::move(points));
        }
        for (const double x : {8.0, static_cast<double>(deepest)}) {
            limit.rows.push_back({x, 4.5 * std::numbers::pi * std::numbers::pi});
        }
        figure.series.push_back(std::move(limit));
        return figure;
    };
}

FigureMaker collapse_ratio_distribution() {
    return [](std::uint64_t seed, const std::string& claim_id) {
        constexpr std::size_t networks = 2000 / 16 * 16;
        Figure figure;
        figure.id = "collapse-ratio";
        figure.title = "Law of the collapse relative to infinite width, L = n";
        figure.caption = fmt::format(
            "Distribution function of g = r/(1+r), r = (1-rho_L)/(1-c_L), over {} networks a width, from "
            "orthogonal inputs; the uncertainty is two standard errors, at most {:.3f}. The step at g = 1/2 "
            "is the "
            "limit width first.",
            networks, 1 / std::sqrt(static_cast<double>(networks)));
        figure.x_label = "g = r/(1+r)";
        figure.y_label = "share of networks below";
        const Measurement measurement = measure_collapse_ratio();
        for (const std::uint32_t n : {16U, 32U, 64U}) {
            const Cell cell = parse_cell(fmt::format("n={0},L={0},t=1,inputs=pair:0", n));
            const auto draws = draw_for_plot(measurement, cell, seed, claim_id + "#ratio", networks);
            std::vector<double> g;
            for (std::size_t row = 0; row < networks; ++row) {
                if (!std::isnan(draws[3 * row])) {
                    g.push_back(draws[3 * row]);
                }
            }
            std::sort(g.begin(), g.end());
            Series series{fmt::format("n = L = {}", n), "lines", {}};
            for (std::size_t i = 0; i < g.size(); i += 8) {
                series.rows.push_back({g[i], (static_cast<double>(i) + 0.5) / static_cast<double>(g.size())});
            }
            figure.series.push_back(std::move(series));
        }
        figure.series.push_back({"width first", "lines", {{0, 0}, {0.5, 0}, {0.5, 1}, {1, 1}}});
        return figure;
    };
}

}  // namespace limitcheck::properties
