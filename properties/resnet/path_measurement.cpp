#include "path_measurement.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include "limitcheck/network/coupled_sampler.hpp"
#include "limitcheck/network/observables.hpp"

namespace limitcheck::properties {
namespace {

using network::lanes;
using View = network::CoupledView<float>;

/// Sixteen networks' paths, seen one layer after the other.
class Paths {
  public:
    explicit Paths(std::uint32_t width)
        : largest_(std::size_t{width} * lanes), start_(std::size_t{width} * lanes) {}

    void see(const View& view) {
        for (std::uint32_t i = 0; i < view.width(); ++i) {
            const auto y = view.pre(i, 0);
            if (view.layer() == 0) {
                std::copy(y.begin(), y.end(), start_.begin() + std::ptrdiff_t{i} * lanes);
                continue;
            }
            const auto limit = view.limit(i, 0);
            float* largest = largest_.data() + std::size_t{i} * lanes;
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const float apart = y[lane] - limit[lane];
                largest[lane] = std::max(largest[lane], apart * apart);
            }
        }
    }

    [[nodiscard]] network::LaneValues mean_largest() const {
        network::LaneValues sums{};
        for (std::size_t at = 0; at < largest_.size(); ++at) {
            sums[at % lanes] += static_cast<double>(largest_[at]);
        }
        return over_width(sums);
    }

    [[nodiscard]] network::LaneValues increment(const View& view) const {
        network::LaneValues sums{};
        for (std::uint32_t i = 0; i < view.width(); ++i) {
            const auto y = view.pre(i, 0);
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const double step =
                    static_cast<double>(y[lane]) - static_cast<double>(start_[std::size_t{i} * lanes + lane]);
                sums[lane] += step * step;
            }
        }
        return over_width(sums);
    }

  private:
    [[nodiscard]] network::LaneValues over_width(network::LaneValues sums) const {
        for (double& sum : sums) {
            sum /= static_cast<double>(largest_.size() / lanes);
        }
        return sums;
    }
    std::vector<float> largest_;
    std::vector<float> start_;
};

}  // namespace

Measurement measure_paths(network::Architecture architecture) {
    Measurement measurement;
    measurement.description =
        "whole paths over depth of residual networks, beside their infinite-width chains driven by the same "
        "noise";
    measurement.batch = lanes;
    measurement.observables = [](const Cell&) {
        return std::vector<Observable>{nonnegative("M"), nonnegative("increment"), nonnegative("Q")};
    };
    measurement.cost = [](const Cell& cell) { return cell.width * (cell.layer() + 1.0); };
    measurement.draw = [architecture = std::move(architecture)](const Cell& cell, random::StreamKey key,
                                                                std::uint64_t first, std::size_t count,
                                                                std::span<double> out) {
        std::vector<std::uint32_t> layers(cell.layer() + 1);
        std::iota(layers.begin(), layers.end(), 0U);
        network::for_each_group(first, count, [&](std::uint64_t group, std::size_t offset) {
            Paths paths(cell.width);
            const auto record = [&](std::size_t, const View& view) {
                paths.see(view);
                if (view.layer() != cell.layer()) {
                    return;
                }
                const network::LaneValues largest = paths.mean_largest();
                const network::LaneValues increment = paths.increment(view);
                const network::LaneValues norm = network::second_moment(view.network(), 0);
                for (std::size_t lane = 0; lane < lanes; ++lane) {
                    double* row = out.data() + (offset + lane) * 3;
                    row[0] = largest[lane];
                    row[1] = increment[lane];
                    row[2] = norm[lane];
                }
            };
            network::simulate_coupled<float>(architecture, cell.inputs, network::Width{cell.width},
                                             network::Depth{cell.depth}, key, group, layers, record);
        });
    };
    return measurement;
}

}  // namespace limitcheck::properties
