#include "path_measurement.hpp"

#include <algorithm>
#include <memory>
#include <numeric>
#include <vector>

#include "limitcheck/network/coupled_sampler.hpp"
#include "limitcheck/network/observables.hpp"
#include "limitcheck/network/shadow_sampler.hpp"

namespace limitcheck::properties {
namespace {

using network::lanes;

/// Sixteen networks' paths, seen one layer after the other; Real is the state's type.
template <class Real>
class Paths {
  public:
    explicit Paths(std::uint32_t width)
        : largest_(std::size_t{width} * lanes), start_(std::size_t{width} * lanes) {}

    void see(const network::CoupledView<Real>& view) {
        for (std::uint32_t i = 0; i < view.width(); ++i) {
            const auto y = view.pre(i, 0);
            if (view.layer() == 0) {
                std::copy(y.begin(), y.end(), start_.data() + std::size_t{i} * lanes);
                continue;
            }
            const auto limit = view.limit(i, 0);
            Real* largest = largest_.data() + std::size_t{i} * lanes;
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const Real apart = y[lane] - limit[lane];
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

    [[nodiscard]] network::LaneValues increment(const network::CoupledView<Real>& view) const {
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
    std::vector<Real> largest_;
    std::vector<Real> start_;
};

/// A recorder that fills the first `count` rows of three observables when the last layer is seen.
template <class Real>
auto path_recorder(const Cell& cell, std::size_t count, std::span<double> out) {
    return [paths = std::make_shared<Paths<Real>>(cell.width), last = cell.layer(), count, out](
               std::size_t, const network::CoupledView<Real>& view) {
        paths->see(view);
        if (view.layer() != last) {
            return;
        }
        const network::LaneValues largest = paths->mean_largest();
        const network::LaneValues increment = paths->increment(view);
        const network::LaneValues norm = network::second_moment(view.network(), 0);
        for (std::size_t lane = 0; lane < count; ++lane) {
            double* row = out.data() + lane * 3;
            row[0] = largest[lane];
            row[1] = increment[lane];
            row[2] = norm[lane];
        }
    };
}

std::vector<std::uint32_t> all_layers(const Cell& cell) {
    std::vector<std::uint32_t> layers(cell.layer() + 1);
    std::iota(layers.begin(), layers.end(), 0U);
    return layers;
}

}  // namespace

Measurement measure_paths(const network::Architecture& architecture) {
    Measurement measurement;
    measurement.description =
        "whole paths over depth of residual networks, beside their infinite-width chains driven by the same "
        "noise";
    measurement.batch = lanes;
    measurement.observables = [](const Cell&) {
        return std::vector<Observable>{nonnegative("M"), nonnegative("increment"), nonnegative("Q")};
    };
    measurement.cost = [](const Cell& cell) { return cell.width * (cell.layer() + 1.0); };
    measurement.draw = [architecture](const Cell& cell, random::StreamKey key, std::uint64_t first,
                                      std::size_t count, std::span<double> out) {
        const std::vector<std::uint32_t> layers = all_layers(cell);
        network::for_each_group(first, count, [&](std::uint64_t group, std::size_t offset) {
            network::simulate_coupled<float>(architecture, cell.inputs, network::Width{cell.width},
                                             network::Depth{cell.depth}, key, group, layers,
                                             path_recorder<float>(cell, lanes, out.subspan(offset * 3)));
        });
    };
    measurement.shadow = [architecture](const Cell& cell, random::StreamKey key, std::size_t count,
                                        std::span<double> out, network::ShadowNoise& noise) {
        network::shadow_coupled(architecture, cell.inputs, network::Width{cell.width},
                                network::Depth{cell.depth}, key, count, all_layers(cell), noise,
                                path_recorder<double>(cell, count, out));
    };
    return measurement;
}

}  // namespace limitcheck::properties
