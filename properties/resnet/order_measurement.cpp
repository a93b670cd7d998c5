#include "order_measurement.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "limitcheck/network/gram_sampler.hpp"
#include "limitcheck/network/observables.hpp"
#include "limitcheck/network/shadow_sampler.hpp"

namespace limitcheck::properties {

namespace {

// C of the networks of one group at one point, which `simulate(width, depth, layers, record)` draws.
template <class Simulate>
network::LaneValues covariance_at(const GrowthPoint& at, Simulate simulate) {
    const std::array<std::uint32_t, 1> layer{at.layer};
    network::LaneValues values{};
    simulate(network::Width{at.point.width}, network::Depth{at.point.depth}, layer,
             [&](std::size_t, const auto& view) { values = network::covariance(view, 0, 1); });
    return values;
}

// The first `networks` rows of a group.
template <class Simulate>
void fill_rows(const Growth& numbers, std::size_t networks, std::span<double> out, Simulate simulate) {
    const std::size_t points = numbers.points.size();
    const std::size_t columns = points + (numbers.exchanged ? 1 : 0);
    network::LaneValues end{};
    for (std::size_t i = 0; i < points; ++i) {
        const GrowthPoint& at = numbers.points[i];
        end = covariance_at(at, simulate);
        const double limit = at.limit.mid();
        for (std::size_t lane = 0; lane < networks; ++lane) {
            out[lane * columns + i] = std::abs(end[lane] - limit);
        }
    }
    if (numbers.exchanged) {
        const network::LaneValues other = covariance_at(*numbers.exchanged, simulate);
        for (std::size_t lane = 0; lane < networks; ++lane) {
            out[lane * columns + points] = std::abs(end[lane] - other[lane]);
        }
    }
}

double cost_of(const GrowthPoint& at) { return 2.0 * at.point.width * (at.layer + 1.0); }

}  // namespace

std::string point_observable(std::size_t index, std::size_t last) {
    return index == last ? end_observable : fmt::format("distance at point {}", index + 1);
}

Measurement measure_order(const network::Architecture& architecture, const Memo<Growth>& growth) {
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
            observables.back().error = numbers->points[i].limit.mid_error();
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
    measurement.points = [growth](const Cell& cell) {
        std::vector<Point> points;
        for (const GrowthPoint& at : growth(cell)->points) {
            points.push_back(at.point);
        }
        return points;
    };
    measurement.draw = [growth, architecture](const Cell& cell, random::StreamKey key, std::uint64_t first,
                                              std::size_t count, std::span<double> out) {
        const auto numbers = growth(cell);
        const std::size_t columns = out.size() / count;
        network::for_each_group(first, count, [&](std::uint64_t group, std::size_t offset) {
            fill_rows(*numbers, network::lanes, out.subspan(offset * columns),
                      [&](network::Width width, network::Depth depth, std::span<const std::uint32_t> layers,
                          const auto& record) {
                          network::simulate_gram<float>(architecture, cell.inputs, width, depth, key, group,
                                                        layers, record);
                      });
        });
    };
    measurement.shadow = [growth, architecture](const Cell& cell, random::StreamKey key, std::size_t count,
                                                std::span<double> out, network::ShadowNoise& noise) {
        fill_rows(*growth(cell), count, out,
                  [&](network::Width width, network::Depth depth, std::span<const std::uint32_t> layers,
                      const auto& record) {
                      network::shadow_gram(architecture, cell.inputs, width, depth, key, count, layers, noise,
                                           record);
                  });
    };
    return measurement;
}

}  // namespace limitcheck::properties
