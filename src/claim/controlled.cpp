#include "limitcheck/claim/controlled.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/memo.hpp"
#include "limitcheck/claim/variate_bounds.hpp"
#include "limitcheck/network/shadow_sampler.hpp"
#include "limitcheck/network/variate_sampler.hpp"

namespace limitcheck {
namespace {

using network::lanes;
using network::LaneValues;
using network::VariateCoefficients;
using network::Variates;
using precise::Enclosure;

/// Receives the quantity and the variates of a group of networks.
using Receive = std::function<void(const LaneValues&, const Variates&)>;

/// How the quantity is drawn beside the variates.
struct Source {
    std::string description;
    std::function<Observable(const Cell&)> observable;
    std::function<void(const Cell&, random::StreamKey, std::uint64_t first, const Receive&)> simulate;
    /// Empty: the quantity is not read off shadows.
    std::function<void(const Cell&, random::StreamKey, std::size_t networks, network::ShadowNoise&,
                       const Receive&)>
        repeat;
};

/// Whatever of a fit's coefficients is too large is made smaller: see Controls::largest.
VariateCoefficients within_error(VariateCoefficients coefficients, const VariateBounds& bounds,
                                 const Enclosure& allowed) {
    const double error = mean_error(bounds, coefficients).upper();
    if (error > allowed.lower()) {
        // Rounding of the factor and of the products is below 2^-40 of them.
        const double factor = allowed.lower() / error * (1 - 0x1p-40);
        for (double& c : coefficients.values) {
            c *= factor;
        }
    }
    return coefficients;
}

/// The coefficients at a cell and stream. Copies share what was fitted; threads that ask for one fit wait for
/// it.
class Coefficients {
  public:
    Coefficients(const network::Architecture& architecture, Controls controls, Source source)
        : controls_(std::move(controls)),
          source_(std::move(source)),
          bounds_([architecture, shape = controls_.shape](const Cell& cell) {
              return variate_bounds(architecture, cell, shape);
          }),
          fits_(std::make_shared<Fits>()) {}

    VariateCoefficients operator()(const Cell& cell, random::StreamKey key) const {
        if (controls_.given) {
            return controls_.given(cell);
        }
        std::shared_ptr<Fit> fit;
        {
            const std::lock_guard lock(fits_->mutex);
            std::shared_ptr<Fit>& entry = fits_->entries[{to_text(cell), key.value}];
            if (!entry) {
                entry = std::make_shared<Fit>();
            }
            fit = entry;
        }
        std::call_once(fit->once, [&] { fit->coefficients = fitted(cell, key); });
        return fit->coefficients;
    }

    /// >= |E sum_i c_i z_i| at a cell, whatever the stream.
    [[nodiscard]] Enclosure error(const Cell& cell) const {
        const auto bounds = bounds_(cell);
        return controls_.given ? mean_error(*bounds, controls_.given(cell)) : allowed(*bounds);
    }

  private:
    struct Fit {
        std::once_flag once;
        VariateCoefficients coefficients;
    };
    struct Fits {
        std::mutex mutex;
        std::map<std::pair<std::string, std::uint64_t>, std::shared_ptr<Fit>> entries;
    };

    [[nodiscard]] Enclosure allowed(const VariateBounds& bounds) const {
        Enclosure sum = 0;
        for (const Enclosure& error : bounds.error) {
            sum += error;
        }
        return Enclosure::exactly(controls_.largest) * sum;
    }

    [[nodiscard]] VariateCoefficients fitted(const Cell& cell, random::StreamKey key) const {
        network::VariateFit fit;
        const random::StreamKey pilot = random::derive(key, "control pilot");
        for (std::uint64_t first = 0; first < controls_.pilot; first += lanes) {
            source_.simulate(cell, pilot, first,
                             [&](const LaneValues& x, const Variates& z) { fit.add(x, z); });
        }
        const auto bounds = bounds_(cell);
        return within_error(fit.coefficients(), *bounds, allowed(*bounds));
    }

    Controls controls_;
    Source source_;
    Memo<VariateBounds> bounds_;
    std::shared_ptr<Fits> fits_;
};

Measurement measure(const network::Architecture& architecture, const Controls& controls,
                    const Source& source) {
    const Coefficients coefficients(architecture, controls, source);
    Measurement measurement;
    measurement.description =
        source.description + ", less control variates of the chain with coefficients " +
        (controls.given ? std::string("fixed in advance")
                        : "fitted on " + std::to_string(controls.pilot) + " networks of another stream");
    measurement.batch = lanes;
    measurement.observables = [observable = source.observable, coefficients](const Cell& cell) {
        Observable controlled = observable(cell);
        const Enclosure error = Enclosure::exactly(controlled.error) + coefficients.error(cell);
        return std::vector<Observable>{{std::move(controlled.name), Sign::any, 0, false, error.upper()}};
    };
    measurement.cost = [](const Cell& cell) {
        return static_cast<double>(cell.inputs.count()) * cell.width * (cell.layer() + 1.0);
    };
    measurement.draw = [simulate = source.simulate, coefficients](const Cell& cell, random::StreamKey key,
                                                                  std::uint64_t first, std::size_t count,
                                                                  std::span<double> out) {
        const VariateCoefficients c = coefficients(cell, key);
        network::for_each_group(first, count, [&](std::uint64_t group, std::size_t offset) {
            simulate(cell, key, group, [&](const LaneValues& x, const Variates& z) {
                std::ranges::copy(network::controlled(x, z, c), out.subspan(offset).begin());
            });
        });
    };
    if (source.repeat) {
        measurement.shadow = [repeat = source.repeat, coefficients](const Cell& cell, random::StreamKey key,
                                                                    std::size_t count, std::span<double> out,
                                                                    network::ShadowNoise& noise) {
            const VariateCoefficients c = coefficients(cell, key);
            repeat(cell, key, count, noise, [&](const LaneValues& x, const Variates& z) {
                const LaneValues controlled = network::controlled(x, z, c);
                std::copy_n(controlled.begin(), count, out.begin());
            });
        };
    }
    return measurement;
}

/// n/sqrt(q0(a) q0(b)) times an excess.
LaneValues scaled(const Cell& cell, const ExcessOf& of, const network::Excess& excess) {
    const double scale =
        cell.width / std::sqrt(cell.inputs.second_moment(of.a) * cell.inputs.second_moment(of.b));
    LaneValues values = excess(of.a, of.b);
    for (double& x : values) {
        x *= scale;
    }
    return values;
}

}  // namespace

Controls given_coefficients(network::VariateShape shape, std::function<VariateCoefficients(const Cell&)> of) {
    require(static_cast<bool>(of), "coefficients of control variates are left out");
    return {shape, std::move(of)};
}

Controls linear_response_of(network::Architecture architecture, std::uint32_t a, std::uint32_t b,
                            std::uint32_t windows) {
    const network::VariateShape shape{windows, 1};
    const Memo<VariateCoefficients> coefficients(
        [architecture = std::move(architecture), shape, a, b](const Cell& cell) {
            return network::linear_response(architecture, cell.inputs, network::Depth{cell.depth},
                                            cell.layer(), shape, a, b);
        });
    return given_coefficients(shape, [coefficients](const Cell& cell) { return *coefficients(cell); });
}

Controls fitted_on(std::uint64_t networks, network::VariateShape shape) { return {shape, {}, networks}; }

Measurement measure_controlled(network::Architecture architecture, Quantity<NetworkView> quantity,
                               Controls controls) {
    require(quantity.over == Over::last_layer, "control variates serve a quantity of one layer");
    Source source;
    source.description = "networks beside their infinite-width chains";
    source.observable = [quantity](const Cell& cell) {
        Observable observable = quantity.observable;
        observable.error = quantity.error ? quantity.error(cell) : observable.error;
        return observable;
    };
    source.simulate = [architecture, value = quantity.value, shape = controls.shape](
                          const Cell& cell, random::StreamKey key, std::uint64_t first,
                          const Receive& receive) {
        network::simulate_variates<float>(
            architecture, cell.inputs, network::Width{cell.width}, network::Depth{cell.depth}, key, first,
            std::array{cell.layer()}, shape,
            [&](std::size_t, const CoupledNetworkView& view, const Variates& z) {
                receive(value(view.network(), cell), z);
            });
    };
    if (quantity.shadow) {
        source.repeat = [architecture, value = quantity.shadow, shape = controls.shape](
                            const Cell& cell, random::StreamKey key, std::size_t networks,
                            network::ShadowNoise& noise, const Receive& receive) {
            network::shadow_variates(architecture, cell.inputs, network::Width{cell.width},
                                     network::Depth{cell.depth}, key, networks, std::array{cell.layer()},
                                     shape, noise,
                                     [&](std::size_t, const network::CoupledView<double>& view,
                                         const Variates& z) { receive(value(view.network(), cell), z); });
        };
    }
    return measure(architecture, controls, source);
}

Measurement measure_controlled(network::Architecture architecture, ExcessOf excess, Controls controls) {
    Source source;
    source.description = "what finite width adds to a second moment";
    source.observable = [name = excess.name](const Cell&) { return real(name); };
    source.simulate = [architecture, excess, shape = controls.shape](const Cell& cell, random::StreamKey key,
                                                                     std::uint64_t first,
                                                                     const Receive& receive) {
        network::simulate_excess<float>(architecture, cell.inputs, network::Width{cell.width},
                                        network::Depth{cell.depth}, key, first, std::array{cell.layer()},
                                        shape,
                                        [&](std::size_t, const CoupledNetworkView&, const network::Excess& x,
                                            const Variates& z) { receive(scaled(cell, excess, x), z); });
    };
    source.repeat = [architecture, excess, shape = controls.shape](
                        const Cell& cell, random::StreamKey key, std::size_t networks,
                        network::ShadowNoise& noise, const Receive& receive) {
        network::shadow_excess(architecture, cell.inputs, network::Width{cell.width},
                               network::Depth{cell.depth}, key, networks, std::array{cell.layer()}, shape,
                               noise,
                               [&](std::size_t, const network::CoupledView<double>&, const network::Excess& x,
                                   const Variates& z) { receive(scaled(cell, excess, x), z); });
    };
    return measure(architecture, controls, source);
}

CellNumber controlled_second_moment(network::Architecture architecture, Controls controls,
                                    CellNumber second_moment) {
    if (!controls.given) {
        throw Error(
            "no second moment of draws with fitted coefficients is certified: mark it assumed, or fix the "
            "coefficients in advance");
    }
    return [architecture = std::move(architecture), controls = std::move(controls),
            second_moment = std::move(second_moment)](const Cell& cell) {
        const VariateBounds bounds = variate_bounds(architecture, cell, controls.shape);
        return square(sqrt(second_moment(cell)) + root_mean_square(bounds, controls.given(cell)));
    };
}

}  // namespace limitcheck
