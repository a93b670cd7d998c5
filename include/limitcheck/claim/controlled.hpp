// Measurements with control variates: a quantity of random networks less variates of their infinite-width
// chains, whose mean is the quantity's and whose spread is smaller (docs/theory/control-variates, section 6).
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "limitcheck/claim/condition.hpp"
#include "limitcheck/claim/measurement.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/network/variate_coefficients.hpp"

namespace limitcheck {

/// Which variates are subtracted, and where their coefficients come from. Made by the functions below. In
/// every case the draws are independent, and fit for every e-process: coefficients are known before them.
struct Controls {
    network::VariateShape shape;
    /// Fixed in advance: a function of the cell alone. Empty: fitted.
    std::function<network::VariateCoefficients(const Cell&)> given = {};
    /// Fitted by least squares on so many networks, rounded up to whole groups, of a stream that is derived
    /// from the cell's and apart from it. Drawn once a cell; not in the budget.
    std::uint64_t pilot = 0;
    /// Fitted coefficients are made smaller, all by one factor, where the rounding of K_l could move the mean
    /// by more than that many times the sum of the linear variates' own errors: so that Observable::error is
    /// known before the fit. In units of the quantity over those of a second moment.
    double largest = 64;
};
/// Coefficients of one's own, for variates of this shape.
[[nodiscard]] Controls given_coefficients(network::VariateShape shape,
                                          std::function<network::VariateCoefficients(const Cell&)> of);
/// The chain's linear response of <Y(a), Y(b)>/n, from the theory; relu.
[[nodiscard]] Controls linear_response_of(network::Architecture architecture, std::uint32_t a,
                                          std::uint32_t b, std::uint32_t windows = 2);
/// Least squares on `networks` networks, of the linear variates and, with two groups or more, the quadratic
/// ones: by default 54 for two inputs and 9 for one. The variance is about 1 + (variates)/networks times that
/// of the best coefficients. Twice as many networks as variates at least, or the first draw throws Error.
[[nodiscard]] Controls fitted_on(std::uint64_t networks, network::VariateShape shape = {2, 10});

/// X - sum_i c_i z_i at layer floor(tL), X a quantity of networks of one or two inputs at that layer. The
/// observable has X's name; it may be negative. Its mean is X's, but for the rounding of K_l, which is in
/// Observable::error. Throws std::logic_error unless the quantity is read at the last layer.
///
///     measure_controlled(network::resnet(), second_moment_of<NetworkView>(0), fitted_on(4096))
///
/// What is certified of X's moments is not smaller for what is subtracted (controlled_second_moment): a test
/// that is to gain from the smaller spread says assumed_variance, and the report shows it.
[[nodiscard]] Measurement measure_controlled(network::Architecture architecture,
                                             Quantity<NetworkView> quantity, Controls controls);

/// n x(a, b)/sqrt(q0(a) q0(b)), x the excess of network::simulate_excess: of mean n (E C - K)(a,
/// b)/sqrt(q0(a) q0(b)).
struct ExcessOf {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::string name = "n (C - K)";
};
/// The same for the excess, of relu networks: quadratic variates take half of its variance, linear ones
/// nothing.
[[nodiscard]] Measurement measure_controlled(network::Architecture architecture, ExcessOf excess,
                                             Controls controls);

/// (M^(1/2) + sum_i |c_i| ||z_i||_2)^2 >= E (X - sum_i c_i z_i - mu)^2 where M >= E (X - mu)^2, for
/// coefficients fixed in advance and relu. Throws Error for fitted ones, whose size nobody knows before.
[[nodiscard]] CellNumber controlled_second_moment(network::Architecture architecture, Controls controls,
                                                  CellNumber second_moment);

}  // namespace limitcheck
