// What is certified of the chain's control variates at a cell: how far the doubles that centre them move
// their means, and their second moments (docs/theory/control-variates, section 6). Rigor: interval.
#pragma once

#include <vector>

#include "limitcheck/cell/cell.hpp"
#include "limitcheck/network/variate_coefficients.hpp"
#include "limitcheck/precise/enclosure.hpp"

namespace limitcheck {

/// Bounds of the variates at layer floor(tL), for exact arithmetic but for K_l and Gamma_l, which the sampler
/// has in double.
struct VariateBounds {
    network::VariateShape shape;
    std::uint32_t inputs;
    precise::Enclosure apart;  ///< 1 - sum_i (n_i/n)^2 of the groups
    std::vector<precise::Enclosure>
        error;  ///< >= |E z|, for each linear variate; |E q(u, v)| is their product
    std::vector<precise::Enclosure> norm;  ///< >= (E z^2)^(1/2), likewise; empty but for relu
};

/// The bounds at a cell, as far as its layer floor(tL). Microseconds a layer. Throws Error where
/// simulate_variates does.
[[nodiscard]] VariateBounds variate_bounds(const network::Architecture& architecture, const Cell& cell,
                                           network::VariateShape shape);

/// >= |E sum_i c_i z_i|.
[[nodiscard]] precise::Enclosure mean_error(const VariateBounds& bounds,
                                            const network::VariateCoefficients& coefficients);

/// sum_i |c_i| ||z_i||_2 >= ||sum_i c_i z_i||_2. Throws Error where no second moment is certified: for
/// another activation than relu.
[[nodiscard]] precise::Enclosure root_mean_square(const VariateBounds& bounds,
                                                  const network::VariateCoefficients& coefficients);

}  // namespace limitcheck
