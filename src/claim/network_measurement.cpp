#include "limitcheck/claim/network_measurement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/network/coupled_sampler.hpp"
#include "limitcheck/network/gram_sampler.hpp"
#include "limitcheck/network/shadow_sampler.hpp"

namespace limitcheck {
namespace {

using network::lanes;

/// The larger of two numbers, NaN when one of them is.
double larger(double a, double b) { return std::isnan(b) || b > a ? b : a; }

/// Column `column` of `networks` rows from one layer's values.
void store(const network::LaneValues& values, Over over, bool first, std::size_t networks,
           std::size_t columns, std::span<double> column) {
    for (std::size_t lane = 0; lane < networks; ++lane) {
        double& into = column[lane * columns];
        into = first || over == Over::last_layer ? values[lane]
               : over == Over::sum               ? into + values[lane]
                                                 : larger(into, values[lane]);
    }
}

/// `simulate` draws a group; `repeat` is its shadow, with the same arguments but the number of networks in
/// place of the first one.
template <class View, class Simulate, class Repeat>
Measurement measure(std::string description, double streams, std::vector<Quantity<View>> quantities,
                    Layers layers, Simulate simulate, Repeat repeat) {
    require(!quantities.empty(), "a measurement reads at least one quantity");
    Measurement measurement;
    measurement.description = std::move(description);
    measurement.batch = lanes;
    measurement.observables = [quantities, layers](const Cell& cell) {
        std::vector<Observable> observables;
        for (const auto& quantity : quantities) {
            Observable& observable = observables.emplace_back(quantity.observable);
            observable.error = quantity.error ? quantity.error(cell) : observable.error;
            if (quantity.over == Over::sum && observable.error > 0) {
                observable.error = (precise::Enclosure::exactly(observable.error) *
                                    static_cast<std::int64_t>(layers_at(layers, cell).size()))
                                       .upper();
            }
        }
        return observables;
    };
    measurement.cost = [layers, streams](const Cell& cell) {
        return streams * static_cast<double>(cell.inputs.count()) * cell.width *
               (layers_at(layers, cell).back() + 1.0);
    };
    const bool shadowed =
        std::any_of(quantities.begin(), quantities.end(),
                    [](const Quantity<View>& quantity) { return static_cast<bool>(quantity.shadow); });
    if (shadowed) {
        measurement.shadow = [quantities, layers, repeat = std::move(repeat)](
                                 const Cell& cell, random::StreamKey key, std::size_t count,
                                 std::span<double> out, network::ShadowNoise& noise) {
            using ShadowView = typename Quantity<View>::ShadowView;
            const std::size_t columns = quantities.size();
            std::fill(out.begin(), out.end(), std::numeric_limits<double>::quiet_NaN());
            repeat(cell, key, count, layers_at(layers, cell), noise,
                   [&](std::size_t index, const ShadowView& view) {
                       for (std::size_t q = 0; q < columns; ++q) {
                           if (quantities[q].shadow) {
                               store(quantities[q].shadow(view, cell), quantities[q].over, index == 0, count,
                                     columns, out.subspan(q));
                           }
                       }
                   });
        };
    }
    measurement.draw = [quantities = std::move(quantities), layers = std::move(layers),
                        simulate = std::move(simulate)](const Cell& cell, random::StreamKey key,
                                                        std::uint64_t first, std::size_t count,
                                                        std::span<double> out) {
        const std::vector<std::uint32_t> recorded = layers_at(layers, cell);
        const std::size_t columns = quantities.size();
        network::for_each_group(first, count, [&](std::uint64_t group, std::size_t offset) {
            simulate(cell, key, group, recorded, [&](std::size_t index, const View& view) {
                for (std::size_t q = 0; q < columns; ++q) {
                    store(quantities[q].value(view, cell), quantities[q].over, index == 0, lanes, columns,
                          out.subspan(offset * columns + q));
                }
            });
        });
    };
    return measurement;
}

std::string describe(const network::Architecture& architecture) {
    return fmt::format("{} with {} and weights of variance {:g}/n",
                       architecture.has_skip() ? "residual network" : "MLP",
                       network::name(architecture.activation()), architecture.weights());
}

template <class Real>
Measurement measure_gram(const network::Architecture& architecture,
                         std::vector<Quantity<network::LayerView<Real>>> quantities, Layers layers) {
    std::string description = describe(architecture) + ", drawn exactly in law through its Gram matrices";
    return measure<network::LayerView<Real>>(
        std::move(description), 1, std::move(quantities), std::move(layers),
        [architecture](const Cell& cell, random::StreamKey key, std::uint64_t group,
                       std::span<const std::uint32_t> recorded, const auto& record) {
            network::simulate_gram<Real>(architecture, cell.inputs, network::Width{cell.width},
                                         network::Depth{cell.depth}, key, group, recorded, record);
        },
        [architecture](const Cell& cell, random::StreamKey key, std::size_t networks,
                       std::span<const std::uint32_t> recorded, network::ShadowNoise& noise,
                       const auto& record) {
            network::shadow_gram(architecture, cell.inputs, network::Width{cell.width},
                                 network::Depth{cell.depth}, key, networks, recorded, noise, record);
        });
}

}  // namespace

std::vector<std::uint32_t> layer_at_time(const Cell& cell) { return {cell.layer()}; }

std::vector<std::uint32_t> layers_before_time(const Cell& cell) {
    if (cell.layer() < 2) {
        throw Error(
            fmt::format("cell {}: layer floor(tL) = {} has no drift to compare; give tL of at least 2",
                        to_text(cell), cell.layer()));
    }
    std::vector<std::uint32_t> layers(cell.layer() - 1);
    std::iota(layers.begin(), layers.end(), 1U);
    return layers;
}

std::vector<std::uint32_t> layers_up_to_time(const Cell& cell) {
    std::vector<std::uint32_t> layers(cell.layer());
    std::iota(layers.begin(), layers.end(), 1U);
    return layers;
}

std::vector<std::uint32_t> layers_at(const Layers& layers, const Cell& cell) {
    std::vector<std::uint32_t> all = layers(cell);
    if (all.empty()) {
        throw Error(fmt::format("no layer to read at cell {}; give at least one", to_text(cell)));
    }
    if (std::adjacent_find(all.begin(), all.end(), std::greater_equal<>{}) != all.end() ||
        all.back() > cell.depth) {
        throw Error(
            fmt::format("the layers to read at cell {} do not increase from 0 to {} at most; give them so",
                        to_text(cell), cell.depth));
    }
    return all;
}

Measurement measure_networks(network::Architecture architecture,
                             std::vector<Quantity<NetworkView>> quantities, Layers layers) {
    return measure_gram<float>(architecture, std::move(quantities), std::move(layers));
}

Measurement measure_networks(network::Architecture architecture,
                             std::vector<Quantity<PreciseNetworkView>> quantities, Layers layers) {
    return measure_gram<double>(architecture, std::move(quantities), std::move(layers));
}

Measurement measure_dense(network::Architecture architecture, network::WeightLaw law,
                          std::vector<Quantity<NetworkView>> quantities, Layers layers) {
    const char* weights = law == network::WeightLaw::gaussian     ? "Gaussian"
                          : law == network::WeightLaw::rademacher ? "Rademacher (two-valued)"
                                                                  : "uniform";
    Measurement measurement = measure<NetworkView>(
        fmt::format("{}, every one of its {} weights drawn", describe(architecture), weights), 1,
        std::move(quantities), layers,
        [architecture, law](const Cell& cell, random::StreamKey key, std::uint64_t group,
                            std::span<const std::uint32_t> recorded, const auto& record) {
            network::simulate_dense<float>(architecture, law, cell.inputs, network::Width{cell.width},
                                           network::Depth{cell.depth}, key, group, recorded, record);
        },
        [architecture, law](const Cell& cell, random::StreamKey key, std::size_t networks,
                            std::span<const std::uint32_t> recorded, network::ShadowNoise& noise,
                            const auto& record) {
            network::shadow_dense(architecture, law, cell.inputs, network::Width{cell.width},
                                  network::Depth{cell.depth}, key, networks, recorded, noise, record);
        });
    measurement.cost = [layers](const Cell& cell) {
        return static_cast<double>(cell.width) * cell.width * (layers_at(layers, cell).back() + 1.0);
    };
    return measurement;
}

CoupledMeasurement measure_coupled(network::Architecture architecture,
                                   std::vector<Quantity<CoupledNetworkView>> quantities, Layers layers) {
    std::string description =
        describe(architecture) + ", beside its infinite-width chain driven by the same noise";
    return coupled(measure<CoupledNetworkView>(
        std::move(description), 1, std::move(quantities), std::move(layers),
        [architecture](const Cell& cell, random::StreamKey key, std::uint64_t group,
                       std::span<const std::uint32_t> recorded, const auto& record) {
            network::simulate_coupled<float>(architecture, cell.inputs, network::Width{cell.width},
                                             network::Depth{cell.depth}, key, group, recorded, record);
        },
        [architecture](const Cell& cell, random::StreamKey key, std::size_t networks,
                       std::span<const std::uint32_t> recorded, network::ShadowNoise& noise,
                       const auto& record) {
            network::shadow_coupled(architecture, cell.inputs, network::Width{cell.width},
                                    network::Depth{cell.depth}, key, networks, recorded, noise, record);
        }));
}

namespace detail {

std::function<double(const Cell&)> error_of_distance(CellNumber centre,
                                                     std::function<double(const Cell&)> inner,
                                                     double observable) {
    return [centre = std::move(centre), inner = std::move(inner), observable](const Cell& cell) {
        const double of_value = inner ? inner(cell) : observable;
        return (precise::Enclosure::exactly(centre(cell).mid_error()) + precise::Enclosure::exactly(of_value))
            .upper();
    };
}

}  // namespace detail

Quantity<CoupledNetworkView> coupling_distance(Over over) {
    return {nonnegative("U"), [](const auto& view, const Cell&) { return network::coupling_distance(view); },
            over};
}

Quantity<CoupledNetworkView> drift_difference(std::uint32_t a, std::uint32_t b, std::string name) {
    return {real(std::move(name)),
            [a, b](const auto& view, const Cell& cell) {
                const network::Architecture& architecture = view.network().architecture();
                require(architecture.has_skip(), "drift_difference: a network with a skip connection");
                const double alpha = architecture.alpha(view.layer() + 1, network::Depth{cell.depth});
                network::LaneValues values = network::post_activation_gap(view, a, b);
                for (double& x : values) {
                    x *= alpha * alpha * architecture.weights();
                }
                return values;
            },
            Over::sum};
}

}  // namespace limitcheck
