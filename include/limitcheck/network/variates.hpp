// Control variates from the infinite-width chain: numbers of mean exactly 0 that the networks beside it
// follow closely (docs/theory/control-variates, section 6), and what subtracts them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "limitcheck/network/observables.hpp"

namespace limitcheck::network {

/// Which variates are made: see Variates.
struct VariateShape {
    /// W, of equal depth. Where the recorded layer m is below W, W - m of them have no layer: their variates
    /// are 0 and get no coefficient, so that one shape serves cells of every depth.
    std::uint32_t windows = 2;
    std::uint32_t groups = 1;  ///< g, of equal width; 1: no quadratic variates. At most the width.

    /// The number F = (W + 1) k(k+1)/2 of linear variates of k inputs, k = 1 or 2.
    [[nodiscard]] std::size_t linear(std::uint32_t inputs) const;
    /// The number F(F+1)/2 of quadratic ones; 0 with one group.
    [[nodiscard]] std::size_t quadratic(std::uint32_t inputs) const;
    /// The number of all.
    [[nodiscard]] std::size_t size(std::uint32_t inputs) const;

    friend bool operator==(const VariateShape&, const VariateShape&) = default;
};

/// The most numbers a network, linear variates of every group or variates of all, that memory is meant for:
/// sixteen networks hold 512 MiB of them.
inline constexpr std::size_t most_variates = std::size_t{1} << 22;
/// The shape. Throws Error when it has more than most_variates for this number of inputs, 1 or 2.
[[nodiscard]] VariateShape bounded(VariateShape shape, std::uint32_t inputs);
/// The shape. Throws Error unless it is bounded and there are variates of it for networks of this width and
/// number of inputs.
[[nodiscard]] VariateShape checked(VariateShape shape, std::uint32_t inputs, Width width);

/// The variates of sixteen networks at a recorded layer m. With Ct = <Yt, Yt>/n and Gt = <phi(Yt),
/// phi(Yt)>/n of the chain, K = E Ct and Gamma = E Gt in the sampler's doubles, entries e = (0,0), (1,0),
/// (1,1) of pairs of inputs, and M the last layer that is recorded, they are, in this order,
///
///     z(w, e) = sum of alpha_{l+1}^2 weights (Gt_l - Gamma_l)_e, l < m in window w, w M/W <= l < (w+1) M/W,
///     z(W, e) = (Ct_m - K_m)_e,
///     q(u, v) = sum_{i != j} z^i_u z^j_v / (1 - sum_i (n_i/n)^2),   v <= u,
///
/// z^i the share of z that the n_i neurons of group i have: neurons [i n/g, (i+1) n/g). Chain neurons are
/// independent, so that every mean is 0 but for the rounding of K and Gamma.
class Variates {
  public:
    /// All zero. Throws Error for a shape that is not bounded.
    Variates(VariateShape shape, std::uint32_t inputs);

    /// The arguments.
    [[nodiscard]] VariateShape shape() const { return shape_; }
    [[nodiscard]] std::uint32_t inputs() const { return inputs_; }
    /// All of them, in order.
    [[nodiscard]] std::span<const LaneValues> values() const { return values_; }
    /// z(window, (a, b)) = z(window, (b, a)); window <= W, a, b < inputs().
    [[nodiscard]] const LaneValues& linear(std::uint32_t window, std::uint32_t a, std::uint32_t b) const;
    /// q(u, v) = q(v, u) for linear variates number u and v; with two groups at least.
    [[nodiscard]] const LaneValues& quadratic(std::size_t u, std::size_t v) const;
    /// Group i's share z^i of the linear variates, in their order.
    [[nodiscard]] std::span<const LaneValues> group(std::uint32_t i) const;

    /// Sets group i's share of linear variate u. combine() is to follow.
    void set_group(std::uint32_t i, std::size_t u, const LaneValues& share);
    /// Makes the linear variates, sums over groups in order, and the quadratic ones, of networks of this
    /// width.
    void combine(std::uint32_t width);

  private:
    /// sum_{i != j} z^i_u z^j_v.
    [[nodiscard]] LaneValues crossed(std::size_t u, std::size_t v) const;

    VariateShape shape_;
    std::uint32_t inputs_;
    std::vector<LaneValues> values_;
    std::vector<LaneValues> groups_;  // [group][linear variate]
};

/// Group i of g has neurons first_of_group(i, g, n) .. first_of_group(i + 1, g, n) - 1.
[[nodiscard]] constexpr std::uint32_t first_of_group(std::uint32_t i, std::uint32_t groups,
                                                     std::uint32_t width) {
    return static_cast<std::uint32_t>(std::uint64_t{i} * width / groups);
}
/// The window of layer l < last.
[[nodiscard]] constexpr std::uint32_t window_of(std::uint32_t layer, std::uint32_t windows,
                                                std::uint32_t last) {
    return static_cast<std::uint32_t>(std::uint64_t{layer} * windows / last);
}

}  // namespace limitcheck::network
