// What is read off a layer: one number a network. Sums run over neurons in order, in double, whatever the
// state's type. Notation of docs/theory/resnet-commute, section 0.
#pragma once

#include <array>
#include <cstdint>
#include <variant>

#include "limitcheck/network/layer_view.hpp"

namespace limitcheck::network {

/// One number for each network of a group.
using LaneValues = std::array<double, lanes>;

/// Q(a) = |Y_l(a)|^2/n. Of a coupled view's limit_chain(): Qt.
template <class Real>
[[nodiscard]] LaneValues second_moment(const LayerView<Real>& view, std::uint32_t input);

/// C(a, b) = <Y_l(a), Y_l(b)>/n.
template <class Real>
[[nodiscard]] LaneValues covariance(const LayerView<Real>& view, std::uint32_t a, std::uint32_t b);

/// C(a, b)/sqrt(Q(a) Q(b)); NaN where a second moment is zero.
template <class Real>
[[nodiscard]] LaneValues correlation(const LayerView<Real>& view, std::uint32_t a, std::uint32_t b);

/// <phi(Y_l(a)), phi(Y_l(b))>/n; R(a) when a = b.
template <class Real>
[[nodiscard]] LaneValues post_activation(const LayerView<Real>& view, std::uint32_t a, std::uint32_t b);

/// The share of neurons with Y > 0.
template <class Real>
[[nodiscard]] LaneValues active_fraction(const LayerView<Real>& view, std::uint32_t input);

/// Y^neuron_l(x_input).
template <class Real>
[[nodiscard]] LaneValues value(const LayerView<Real>& view, std::uint32_t neuron, std::uint32_t input);

/// max over neurons of Y_l(a).
template <class Real>
[[nodiscard]] LaneValues largest(const LayerView<Real>& view, std::uint32_t input);

/// Functions of one pre-activation whose mean over neurons bears witness: |y|, y^+, sin y.
enum class Witness { absolute, positive_part, sine };

/// (1/n) sum_i w(Y^i_l(a)).
template <class Real>
[[nodiscard]] LaneValues mean_witness(const LayerView<Real>& view, Witness witness, std::uint32_t input);

/// <phi(Y_l(a)), phi(Y_l(b))>/n of the networks less the same of their chains; R - Rt when a = b. Summed by
/// the samplers' kernel: products in Real over 128 neurons at a time, these in double, in the order of the
/// neurons.
template <class Real>
[[nodiscard]] LaneValues post_activation_gap(const CoupledView<Real>& view, std::uint32_t a, std::uint32_t b);

/// U = |Y_l - Yt_l|_F^2/n, over all inputs.
template <class Real>
[[nodiscard]] LaneValues coupling_distance(const CoupledView<Real>& view);

}  // namespace limitcheck::network
