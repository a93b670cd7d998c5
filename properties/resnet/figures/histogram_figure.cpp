#include "histogram_figure.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <numbers>

#include "draws.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "resnet/one_input.hpp"

namespace limitcheck::properties {

FigureMaker neuron_histogram() {
    return [](std::uint64_t seed, const std::string& claim_id) {
        constexpr std::size_t networks = 20000 / 16 * 16;
        constexpr int bins = 48;
        const Cell cell = parse_cell("n=256,L=128,t=1");
        const double sigma = std::sqrt(one_input_numbers(cell, {}).limit.mid());
        const Quantity<NetworkView> first_neuron{
            real("Y"), [](const NetworkView& view, const Cell&) { return network::value<float>(view, 0, 0); },
            Over::last_layer};
        const auto draws = draw_for_plot(measure_networks(network::resnet(), {first_neuron}), cell, seed,
                                         claim_id + "#histogram", networks);
        const double reach = 4 * sigma;
        const double width = 2 * reach / bins;
        std::array<double, bins> counts{};
        std::size_t outside = 0;
        for (const double y : draws) {
            const double place = std::floor((y + reach) / width);
            if (place >= 0 && place < bins) {
                counts[static_cast<std::size_t>(place)] += 1;
            } else {
                ++outside;
            }
        }
        Figure figure;
        figure.id = "neuron-histogram";
        figure.title = "One neuron at n = 256, L = 128 against its limit";
        figure.caption = fmt::format(
            "Histogram of the first neuron of {} independent networks (one neuron a network; {} values "
            "beyond 4 standard deviations "
            "are left out) with its sampling uncertainty of two standard errors, against the density of N(0, "
            "e^(1/2)).",
            networks, outside);
        figure.x_label = "pre-activation of neuron 1 at t = 1";
        figure.y_label = "density";
        Series histogram{"network", "boxes", {}};
        Series errors{"two standard errors", "errors", {}};
        Series density{"limit N(0, e^(1/2))", "lines", {}};
        const double total = static_cast<double>(networks);
        for (int bin = 0; bin < bins; ++bin) {
            const double x = -reach + (bin + 0.5) * width;
            const double p = counts[static_cast<std::size_t>(bin)] / total;
            const double error = 2 * std::sqrt(p * (1 - p) / total) / width;
            histogram.rows.push_back({x, p / width});
            errors.rows.push_back({x, p / width, p / width - error, p / width + error});
        }
        for (int i = 0; i <= 200; ++i) {
            const double x = -reach + i * 2 * reach / 200;
            density.rows.push_back(
                {x, std::exp(-x * x / (2 * sigma * sigma)) / (sigma * std::sqrt(2 * std::numbers::pi))});
        }
        figure.series = {std::move(histogram), std::move(errors), std::move(density)};
        return figure;
    };
}

}  // namespace limitcheck::properties
