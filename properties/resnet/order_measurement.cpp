#include "order_measurement.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "limitcheck/network/gram_sampler.hpp"
#include "limitcheck/network/observables.hpp"

namespace limitcheck::properties {

namespace {

// C of the networks of one group at one point.
network::LaneValues covariance_at(const network::Architecture& architecture, const Cell& cell,
                                  const GrowthPoint& at, random::StreamKey key, std::uint64_t group) {
    const std::array<std::uint32_t, 1> layer{at.layer};
    network::LaneValues values{};
    network::simulate_gram<float>(architecture, cell.inputs, network::Width{at.point.width},
                                  network::Depth{at.point.depth}, key, group, layer,
                                  [&](std::size_t, const network::LayerView<float>& view) {
                                      values = network::covariance(view, 0, 1);
                                  });
    return values;
}

double cost_of(const GrowthPoint& at) { return 2.0 * at.point.width * (at.layer + 1.0); }

}  // namespace

std::string point_observable(std::size_t index, std::size_t last) {
    return index == last ? end_observable : fmt::format("distance at point {}", index + 1);
}

Measurement measure_order(network::Architecture architecture, Memo<Growth> growth) {
    Measurement measurement;
    measurement.description =
        "residual networks of every point's size, driven by the same noise, drawn exactly in law through "
        "their Gram matrices";
    measurement.batch = network::lanes;
    measurement.observables = [growth](const Cell& cell) {
        const auto numbers = growth(cell);
        std::vector<Observable> observables;
        for (std::size_t i = 0; i < numbers->points.size(); ++i) {
            observables.push_back(nonnegative(point_observable(i, numbers->points.size() - 1)));
        }
        if (numbers->exchanged) {
            observables.push_back(nonnegative(ends_observable));
        }
        return observables;
    };
    measurement.cost = [growth](const Cell& cell) {
        const auto numbers = growth(cell);
        double cost = numbers->exchanged ? cost_of(*numbers->exchanged) : 0;
        for (const GrowthPoint& at : numbers->points) {
            cost += cost_of(at);
        }
        return cost;
    };
    measurement.draw = [growth, architecture = std::move(architecture)](
                           const Cell& cell, random::StreamKey key, std::uint64_t first, std::size_t count,
                           std::span<double> out) {
        const auto numbers = growth(cell);
        const std::size_t points = numbers->points.size();
        const std::size_t columns = points + (numbers->exchanged ? 1 : 0);
        network::for_each_group(first, count, [&](std::uint64_t group, std::size_t offset) {
            network::LaneValues end{};
            for (std::size_t i = 0; i < points; ++i) {
                const GrowthPoint& at = numbers->points[i];
                end = covariance_at(architecture, cell, at, key, group);
                const double limit = at.limit.mid();
                for (std::size_t lane = 0; lane < network::lanes; ++lane) {
                    out[(offset + lane) * columns + i] = std::abs(end[lane] - limit);
                }
            }
            if (numbers->exchanged) {
                const network::LaneValues other =
                    covariance_at(architecture, cell, *numbers->exchanged, key, group);
                for (std::size_t lane = 0; lane < network::lanes; ++lane) {
                    out[(offset + lane) * columns + points] = std::abs(end[lane] - other[lane]);
                }
            }
        });
    };
    return measurement;
}

}  // namespace limitcheck::properties
