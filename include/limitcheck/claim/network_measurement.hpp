// Measurements of networks: an architecture, what is read off its layers, and at which layers. Functions of
// the pre-activations compose: a quantity is any function from a layer's view to one number a network.
#pragma once

#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "limitcheck/claim/comparison.hpp"
#include "limitcheck/claim/measurement.hpp"
#include "limitcheck/network/architecture.hpp"
#include "limitcheck/network/dense_sampler.hpp"
#include "limitcheck/network/layer_view.hpp"
#include "limitcheck/network/observables.hpp"

namespace limitcheck {

/// What becomes of a quantity that is read at several layers.
enum class Over { last_layer, maximum, sum };

/// What a quantity is read off: networks with their state in float or in double, or networks in float
/// beside their infinite-width chains.
using NetworkView = network::LayerView<float>;
using PreciseNetworkView = network::LayerView<double>;
using CoupledNetworkView = network::CoupledView<float>;

namespace detail {
template <class View>
struct ShadowViewOf;
template <class Real>
struct ShadowViewOf<network::LayerView<Real>> {
    using Type = network::LayerView<double>;
};
template <class Real>
struct ShadowViewOf<network::CoupledView<Real>> {
    using Type = network::CoupledView<double>;
};
}  // namespace detail

/// One number a network, read off the pre-activations of all inputs at one layer (or off several, combined).
/// View: network::LayerView<float> (the networks) or network::CoupledView<float> (with their infinite-width
/// chains).
///
/// A function of any view, as `[](const auto& view, const Cell&) { return network::covariance(view, 0, 1);
/// }`, is read off shadows too; one of a float view alone has no shadow, and its verdicts rest on the
/// assumption `simulation-rounding`.
template <class View>
struct Quantity {
    /// The same view of networks that were repeated in high precision, their state rounded to double.
    using ShadowView = typename detail::ShadowViewOf<View>::Type;
    using Value = std::function<network::LaneValues(const View&, const Cell&)>;
    using ShadowValue = std::function<network::LaneValues(const ShadowView&, const Cell&)>;

    template <class Function>
    requires std::is_invocable_r_v<network::LaneValues, const Function&, const View&, const Cell&> Quantity(
        Observable read, Function function, Over layers = Over::last_layer)
        : observable(std::move(read)), over(layers) {
        if constexpr (std::is_invocable_r_v<network::LaneValues, const Function&, const ShadowView&,
                                            const Cell&>) {
            shadow = function;
        }
        value = std::move(function);
    }
    Quantity(Observable read, Value function, ShadowValue of_shadow, Over layers)
        : observable(std::move(read)),
          value(std::move(function)),
          shadow(std::move(of_shadow)),
          over(layers) {}

    Observable observable;
    Value value;
    ShadowValue shadow;  ///< empty: not read off shadows
    Over over = Over::last_layer;
    /// Observable::error of the value at one layer, as a function of the cell; empty: the observable's own.
    std::function<double(const Cell&)> error = {};
};

/// Which layers of a cell are read; by default floor(tL) alone. Strictly increasing, at least one.
using Layers = std::function<std::vector<std::uint32_t>(const Cell&)>;
[[nodiscard]] std::vector<std::uint32_t> layer_at_time(const Cell& cell);
/// 1, 2, ..., floor(tL) - 1: the layers whose post-activations made layer floor(tL). Throws Error where
/// floor(tL) is below 2: the first increment is a Gaussian's, and nothing is left to sum.
[[nodiscard]] std::vector<std::uint32_t> layers_before_time(const Cell& cell);
/// 1, 2, ..., floor(tL).
[[nodiscard]] std::vector<std::uint32_t> layers_up_to_time(const Cell& cell);

/// The layers of a cell. Throws Error when there is none, when they are not strictly increasing, or when one
/// is beyond the cell's depth.
[[nodiscard]] std::vector<std::uint32_t> layers_at(const Layers& layers, const Cell& cell);

/// Networks drawn by the exact-in-law Gram sampler (k n normals a layer for k inputs). Their state is kept in
/// float, or in double (PreciseNetworkView) where second moments range beyond 1e-30..1e30.
[[nodiscard]] Measurement measure_networks(network::Architecture architecture,
                                           std::vector<Quantity<NetworkView>> quantities,
                                           Layers layers = layer_at_time);
[[nodiscard]] Measurement measure_networks(network::Architecture architecture,
                                           std::vector<Quantity<PreciseNetworkView>> quantities,
                                           Layers layers = layer_at_time);

/// Networks drawn weight by weight: the only way to weights that are not Gaussian (n^2 numbers a layer;
/// n <= 32768).
[[nodiscard]] Measurement measure_dense(network::Architecture architecture, network::WeightLaw law,
                                        std::vector<Quantity<NetworkView>> quantities,
                                        Layers layers = layer_at_time);

/// Networks beside their infinite-width chains, driven by the same noise (one or two inputs).
[[nodiscard]] CoupledMeasurement measure_coupled(network::Architecture architecture,
                                                 std::vector<Quantity<CoupledNetworkView>> quantities,
                                                 Layers layers = layer_at_time);

/// The networks of a view, coupled or not.
template <class Real>
[[nodiscard]] const network::LayerView<Real>& networks_of(const network::LayerView<Real>& view) {
    return view;
}
template <class Real>
[[nodiscard]] const network::LayerView<Real>& networks_of(const network::CoupledView<Real>& view) {
    return view.network();
}

/// Q(a) = |Y(a)|^2/n, named `Q`.
template <class View>
[[nodiscard]] Quantity<View> second_moment_of(std::uint32_t input, std::string name = "Q") {
    return {nonnegative(std::move(name)), [input](const auto& view, const Cell&) {
                return network::second_moment(networks_of(view), input);
            }};
}

/// U = |Y - Yt|_F^2/n over all inputs, named `U`.
[[nodiscard]] Quantity<CoupledNetworkView> coupling_distance(Over over = Over::last_layer);

/// The difference of the drifts of networks and chains, for layers_before_time: the sum over k < floor(tL) of
/// alpha_{k+1}^2 weights (G_k - Gt_k), G = <phi(Y(a)), phi(Y(b))>/n. Its mean is that of C_l - Ct_l, and it
/// has none of their increments' noise (docs/theory/resnet-commute, section 3.1, "Drifts"). With a skip
/// connection only.
[[nodiscard]] Quantity<CoupledNetworkView> drift_difference(std::uint32_t a, std::uint32_t b,
                                                            std::string name);

namespace detail {
/// Observable::error of |x - centre|, for an x of the error `inner` (of its observable where it is empty) and
/// the double that stands for the centre.
[[nodiscard]] std::function<double(const Cell&)> error_of_distance(CellNumber centre,
                                                                   std::function<double(const Cell&)> inner,
                                                                   double observable);
}  // namespace detail

/// |x - centre(cell)| for a quantity x; the name is the new observable's. What is subtracted is the double
/// nearest to the middle of the centre, and the observable's error is its certified distance from it.
template <class View>
[[nodiscard]] Quantity<View> distance_from(CellNumber centre, Quantity<View> quantity, std::string name) {
    const auto from = [&centre](auto inner) {
        return [centre, inner = std::move(inner)](const auto& view, const Cell& cell) {
            network::LaneValues values = inner(view, cell);
            const double c = centre(cell).mid();
            for (double& x : values) {
                x = x < c ? c - x : x - c;
            }
            return values;
        };
    };
    typename Quantity<View>::ShadowValue shadow;
    if (quantity.shadow) {
        shadow = from(std::move(quantity.shadow));
    }
    Quantity<View> distance{nonnegative(std::move(name)), from(std::move(quantity.value)), std::move(shadow),
                            quantity.over};
    distance.error = detail::error_of_distance(centre, std::move(quantity.error), quantity.observable.error);
    return distance;
}

}  // namespace limitcheck
