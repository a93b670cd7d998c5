#include "order_figures.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "draws.hpp"
#include "resnet/order_measurement.hpp"

namespace limitcheck::properties {

FigureMaker distance_along_orders() {
    return [](std::uint64_t seed, const std::string& claim_id) {
        constexpr std::size_t networks = 64;
        Figure figure;
        figure.id = "distance-along-orders";
        figure.title = "Distance of the covariance from its limit along three orders of growth";
        figure.caption = fmt::format(
            "Mean of |C - q_t c_t| at t = 1 from orthogonal inputs over {} networks a point, bars of two "
            "standard errors; lines are the certified envelopes. All orders end at n = 1024, L = 256; "
            "points where the envelope says nothing are left out.",
            networks);
        figure.x_label = "min(n, L)";
        figure.y_label = "distance";
        figure.x_log = true;
        figure.y_log = true;
        const Memo<Growth> growth = growth_of({});
        const Measurement measurement = measure_order(network::resnet(), growth);
        for (const char* order : {"width-first", "depth-first", "diagonal"}) {
            const Cell cell = parse_cell(fmt::format("n=1024,L=256,t=1,inputs=pair:0,order={}", order));
            const auto draws = draw_for_plot(measurement, cell, seed, claim_id + "#orders", networks);
            const auto numbers = growth(cell);
            const std::size_t columns = measurement.observables(cell).size();
            Series envelope{fmt::format("envelope, {}", order), "lines", {}};
            Series measured{fmt::format("measured, {}", order), "errors", {}};
            for (std::size_t i = 0; i < numbers->points.size(); ++i) {
                const GrowthPoint& at = numbers->points[i];
                const double x = std::min(at.point.width, at.point.depth);
                const MeanAndError distance = summarise(draws, columns, i);
                envelope.rows.push_back({x, at.envelope.upper()});
                measured.rows.push_back({x, distance.mean, std::max(distance.mean - 2 * distance.error, 1e-6),
                                         distance.mean + 2 * distance.error});
            }
            figure.series.push_back(std::move(envelope));
            figure.series.push_back(std::move(measured));
        }
        return figure;
    };
}

}  // namespace limitcheck::properties
