// Coefficients of control variates: from the theory, or by least squares on networks of another stream
// (docs/theory/control-variates, section 6). Either way they do not depend on the draws they serve, so that
// these stay independent with the mean unmoved.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "limitcheck/network/architecture.hpp"
#include "limitcheck/network/gram_matrix.hpp"
#include "limitcheck/network/variates.hpp"

namespace limitcheck::network {

/// One coefficient for each of Variates::values(), in their order.
struct VariateCoefficients {
    VariateShape shape;
    std::uint32_t inputs = 1;
    std::vector<double> values;  ///< shape.size(inputs) numbers
};

/// x - sum_i c_i z_i. std::logic_error when the coefficients are of other variates.
[[nodiscard]] LaneValues controlled(const LaneValues& x, const Variates& z,
                                    const VariateCoefficients& coefficients);

/// The coefficients for C_m(a, b) = <Y_m(a), Y_m(b)>/n, m = layer = the last that is recorded, that the
/// chain's linear response gives: 1 for z(W, (a, b)); for z(w, e) the mean over the window's layers l of p_{l
/// + 1, e}, p_m the unit vector of (a, b) and p_l = [p_{l+1}] + alpha_{l+1}^2 weights F'(K_l)^T p_{l+1}; 0
/// for the quadratic variates. With as many windows as layers nothing of first order in n^(-1/2) is left of
/// C_m - K_m. Throws Error for another activation than relu, for a layer beyond the depth, without a window
/// and for a shape that is not bounded; std::logic_error for an input that is not there.
[[nodiscard]] VariateCoefficients linear_response(const Architecture& architecture, const GramMatrix& gram,
                                                  Depth depth, std::uint32_t layer, VariateShape shape,
                                                  std::uint32_t a, std::uint32_t b);

/// Least squares of a quantity on variates and a constant. The order of add() fixes the bits of the result.
///
///     VariateFit fit;
///     ... fit.add(covariance(view.network(), 0, 1), z) ...   // networks of a stream of its own
///     const VariateCoefficients c = fit.coefficients();
class VariateFit {
  public:
    /// The most variates of one fit, which takes memory as their square: half a gigabyte.
    static constexpr std::size_t most = 8192;

    /// Sixteen networks: the quantity and the variates, always of one shape. Throws Error for more than
    /// `most` variates.
    void add(const LaneValues& x, const Variates& z);
    /// The number of networks so far.
    [[nodiscard]] std::size_t networks() const { return networks_; }
    /// The coefficients of least variance on the networks that were added; a variate that others make up to
    /// rounding gets 0. Throws Error unless there were networks, and twice as many as variates.
    [[nodiscard]] VariateCoefficients coefficients() const;

  private:
    VariateShape shape_;
    std::uint32_t inputs_ = 0;
    std::size_t networks_ = 0;
    double first_ = 0;  // the first x, which is taken off all
    double sum_x_ = 0;
    std::vector<double> sum_z_;   // [variate]
    std::vector<double> sum_xz_;  // [variate]
    std::vector<double> sum_zz_;  // [variate][variate], lower triangle, row-major
};

}  // namespace limitcheck::network
