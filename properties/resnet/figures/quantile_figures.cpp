#include "quantile_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "draws.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "resnet/one_input.hpp"
#include "resnet/projection.hpp"

namespace limitcheck::properties {
namespace {

constexpr std::size_t networks = 20000;
constexpr int points = 199;

/// Quantiles of the mean of `neurons` neurons times sqrt(neurons), at n = L = 64, t = 1.
FigureMaker quantiles(std::uint32_t neurons, std::string id, std::string title, std::string what) {
    return [=](std::uint64_t seed, const std::string& claim_id) {
        const Cell cell = parse_cell("n=64,L=64,t=1");
        const boost::math::normal limit(0, std::sqrt(one_input_numbers(cell, {}).limit.mid()));
        const Quantity<NetworkView> projection{real("projection"),
                                               [neurons](const NetworkView& view, const Cell&) {
                                                   network::LaneValues sum{};
                                                   for (std::uint32_t i = 0; i < neurons; ++i) {
                                                       const network::LaneValues y =
                                                           network::value<float>(view, i, 0);
                                                       for (std::size_t lane = 0; lane < sum.size(); ++lane) {
                                                           sum[lane] += y[lane] / std::sqrt(neurons);
                                                       }
                                                   }
                                                   return sum;
                                               },
                                               Over::last_layer};
        auto draws = draw_for_plot(measure_networks(network::resnet(), {projection}), cell, seed,
                                   claim_id + "#quantiles", networks);
        std::sort(draws.begin(), draws.end());
        Figure figure;
        figure.id = id;
        figure.title = title;
        figure.caption = fmt::format(
            "Quantile plot, detrended: sample quantiles of {} in {} independent networks (n = 64, L = 64, "
            "t = 1) less the quantiles of N(0, e^(1/2)), at {} equally spaced levels. The band is where a "
            "sample of the limit itself would lie, to two standard errors at each level; a bend beyond it is "
            "the skewness that a finite width leaves, of order 1/n.",
            what, networks, points);
        figure.x_label = "quantile of the limit";
        figure.y_label = "sample quantile less limit's";
        Series band{"a sample of the limit, two standard errors", "band", {}};
        Series zero{"limit", "lines", {}};
        Series sample{"networks", "points", {}};
        const auto total = static_cast<double>(networks);
        for (int k = 1; k <= points; ++k) {
            const double p = static_cast<double>(k) / (points + 1);
            const double x = boost::math::quantile(limit, p);
            const double error = 2 * std::sqrt(p * (1 - p) / total) / boost::math::pdf(limit, x);
            band.rows.push_back({x, -error, error});
            zero.rows.push_back({x, 0});
            sample.rows.push_back({x, draws[static_cast<std::size_t>(p * total)] - x});
        }
        figure.series = {std::move(band), std::move(zero), std::move(sample)};
        return figure;
    };
}

}  // namespace

FigureMaker neuron_quantiles() {
    return quantiles(1, "neuron-quantiles", "Quantiles of one neuron against its limit", "the first neuron");
}

FigureMaker projection_quantiles() {
    return quantiles(neurons_jointly, "projection-quantiles",
                     "Quantiles of a projection of four neurons against independence",
                     "(Y^1 + Y^2 + Y^3 + Y^4)/2");
}

}  // namespace limitcheck::properties
