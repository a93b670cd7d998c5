// Draws whose mean is exactly what finite width adds to a second moment, E <Y(a), Y(b)>/n - K_l(a, b), and
// whose spread is of the same order 1/n: the infinite-width chain as a control variate at every layer, with
// coefficients that the theory fixes in advance (docs/theory/control-variates, section 2).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <type_traits>

#include "limitcheck/network/architecture.hpp"
#include "limitcheck/network/gram_matrix.hpp"
#include "limitcheck/network/layer_view.hpp"
#include "limitcheck/network/observables.hpp"
#include "limitcheck/random/stream.hpp"

namespace limitcheck::network {

/// x_l of sixteen networks, for every pair of inputs. E x_l(a, b) = E <Y_l(a), Y_l(b)>/n - K_l(a, b) exactly.
struct Excess {
    std::array<LaneValues, 3> packed{};  ///< x_l(0, 0), x_l(1, 0), x_l(1, 1); the first alone with one input

    /// x_l(a, b) = x_l(b, a); a, b < inputs.
    [[nodiscard]] const LaneValues& operator()(std::uint32_t a, std::uint32_t b) const;
};

/// Called with the index into the list of recorded layers, the layer's view, and its excess.
template <class Real>
using ExcessRecorder = std::function<void(std::size_t, const CoupledView<Real>&, const Excess&)>;

/// As simulate_coupled, bit for bit, with x_l beside:
///     x_0 = 0,  x_l = [x_{l-1}] + alpha_l^2 weights (G - Gt + DF (x_{l-1} - (C - Ct))),
/// G and C the matrices <phi, phi>/n and <Y, Y>/n of layer l-1, Gt and Ct the chain's, DF the derivative of K
/// -> E phi phi^T at K_{l-1}. Of relu alone; costs about a quarter more than simulate_gram. Throws Error also
/// for another activation.
///
///     simulate_excess(resnet(), GramMatrix::one(), Width{1000}, Depth{8}, key, 0, layers,
///                     [&](std::size_t, const CoupledView<float>&, const Excess& x) { add(x(0, 0)); });
template <class Real = float>
void simulate_excess(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                     random::StreamKey key, std::uint64_t first_network,
                     std::span<const std::uint32_t> layers,
                     const std::type_identity_t<ExcessRecorder<Real>>& record);

}  // namespace limitcheck::network
