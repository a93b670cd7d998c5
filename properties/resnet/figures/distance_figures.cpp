#include "distance_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "draws.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "resnet/one_input.hpp"
#include "resnet/path_measurement.hpp"

namespace limitcheck::properties {
namespace {

constexpr std::size_t networks = 256;

/// sqrt(mean) + shift with two standard errors of the mean, at x.
std::vector<double> rooted(double x, const MeanAndError& square, double shift = 0) {
    return {x, shift + std::sqrt(square.mean),
            shift + std::sqrt(std::max(0.0, square.mean - 2 * square.error)),
            shift + std::sqrt(square.mean + 2 * square.error)};
}

Figure log_log(std::string id, std::string title, std::string caption, std::string x_label) {
    Figure figure;
    figure.id = std::move(id);
    figure.title = std::move(title);
    figure.caption = std::move(caption);
    figure.x_label = std::move(x_label);
    figure.y_label = "distance";
    figure.x_log = true;
    figure.y_log = true;
    return figure;
}

}  // namespace

FigureMaker distance_over_width() {
    return [](std::uint64_t seed, const std::string& claim_id) {
        Figure figure = log_log(
            "distance-over-width", "Coupling distance against the certified bound, L = 64, t = 1",
            fmt::format("Root of the mean squared distance between network and infinite-width chain, {} "
                        "networks a point, bars of two standard errors; the line is C1/sqrt(n) + C2/L, whose "
                        "upper end is certified.",
                        networks),
            "width n");
        Series measured{"measured", "errors", {}};
        Series bound{"certified bound", "lines", {}};
        const Measurement measurement = measure_coupled(network::resnet(), {coupling_distance()});
        for (std::uint32_t n = 1; n <= 4096; n *= 4) {
            const Cell cell = parse_cell(fmt::format("n={},L=64,t=1", n));
            const auto draws = draw_for_plot(measurement, cell, seed, claim_id + "#distance", networks);
            measured.rows.push_back(rooted(n, summarise(draws, 1, 0)));
            bound.rows.push_back({static_cast<double>(n), one_input_numbers(cell, {}).distance.upper()});
        }
        figure.series = {std::move(bound), std::move(measured)};
        return figure;
    };
}

FigureMaker distance_over_depth() {
    return [](std::uint64_t seed, const std::string& claim_id) {
        constexpr std::uint32_t width = 4096;
        constexpr std::size_t deep_networks = 64;
        Figure figure = log_log(
            "distance-over-depth",
            "Coupling distance against the certified bound over depth, n = 4096, t = 1",
            fmt::format(
                "Root of the mean squared distance between network and infinite-width chain ({} "
                "networks a point, bars of two standard errors) plus the exact distance of the chain's "
                "law from N(0, e^(1/2)); the line is C1/sqrt(n) + C2/L, whose upper end is certified. "
                "Beyond a few layers the width alone is felt.",
                deep_networks),
            "depth L");
        Series measured{"measured", "errors", {}};
        Series bound{"certified bound", "lines", {}};
        Series depth_alone{"chain against its limit (exact)", "lines", {}};
        const Measurement measurement = measure_coupled(network::resnet(), {coupling_distance()});
        for (std::uint32_t depth = 1; depth <= 128; depth *= 2) {
            const Cell cell = parse_cell(fmt::format("n={},L={},t=1", width, depth));
            const OneInputNumbers numbers = one_input_numbers(cell, {});
            const auto draws = draw_for_plot(measurement, cell, seed, claim_id + "#depth", deep_networks);
            measured.rows.push_back(rooted(depth, summarise(draws, 1, 0), numbers.gap.mid()));
            bound.rows.push_back({static_cast<double>(depth), numbers.distance.upper()});
            depth_alone.rows.push_back({static_cast<double>(depth), numbers.gap.upper()});
        }
        figure.series = {std::move(bound), std::move(depth_alone), std::move(measured)};
        return figure;
    };
}

FigureMaker path_distance_over_width() {
    return [](std::uint64_t seed, const std::string& claim_id) {
        Figure figure = log_log(
            "path-distance-over-width", "Distance between paths against the certified bound, L = 64, t = 1",
            fmt::format(
                "Root of the mean over neurons and networks of the largest squared distance, over the "
                "layers, between a neuron and its infinite-width chain ({} networks a point, bars of "
                "two standard errors); the line is 2 sqrt(Db), whose upper end is certified.",
                networks),
            "width n");
        Series measured{"measured", "errors", {}};
        Series bound{"certified bound", "lines", {}};
        const Measurement measurement = measure_paths(network::resnet());
        for (std::uint32_t n = 1; n <= 4096; n *= 4) {
            const Cell cell = parse_cell(fmt::format("n={},L=64,t=1", n));
            const auto draws = draw_for_plot(measurement, cell, seed, claim_id + "#path", networks);
            measured.rows.push_back(rooted(n, summarise(draws, 3, 0)));
            bound.rows.push_back(
                {static_cast<double>(n), sqrt(one_input_numbers(cell, {}).path_distance_square).upper()});
        }
        figure.series = {std::move(bound), std::move(measured)};
        return figure;
    };
}

}  // namespace limitcheck::properties
