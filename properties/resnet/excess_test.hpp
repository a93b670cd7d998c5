// The test of the claims about what finite width adds to a second moment: its draws are means of networks,
// and their second moment is known once the mean is known roughly, which has conditions of its own
// (docs/theory/control-variates, section 5).
#pragma once

#include <string>

#include "limitcheck/claim/condition.hpp"
#include "limitcheck/claim/test.hpp"
#include "limitcheck/network/architecture.hpp"

namespace limitcheck::properties {

/// Numbers in units of sqrt(q0(a) q0(b))/n.
struct ExcessNumbers {
    precise::Enclosure target;         ///< c: n (E C_l - K_l) is claimed to lie within `tolerance` of it
    precise::Enclosure tolerance;      ///< > 0
    precise::Enclosure roughness;      ///< R > tolerance: how near the mean must be shown to be first
    precise::Enclosure shift;          ///< n (K_l of the network that is drawn - K_l as stated): chain_gap
    precise::Enclosure second_moment;  ///< >= E (n x_l)^2 of one network that is drawn, about its own chain
};

/// n (K_l(a, b) - stated) of the chain that the sampler runs beside this network, in its own doubles, and of
/// the claim's certified number, both in units of sqrt(q0(a) q0(b)): what a wrong K_l would add to the
/// excess. 0 but for the rounding of doubles where the claim is right about its chain.
[[nodiscard]] precise::Enclosure chain_gap(const network::Architecture& drawn, const Cell& cell,
                                           const precise::Enclosure& stated);

/// |n (E C_l - K_l) - target| <= tolerance, draws of measure_excess. `source` says where `second_moment` is
/// proved, or what is assumed; `certificate` what of the theorems the draw and its moment take for true,
/// which every verdict says (docs/statistics.md, "Rigor"): the draw is coupled to the exact chain.
[[nodiscard]] Test excess_test(const network::Architecture& drawn,
                               std::function<ExcessNumbers(const Cell&)> numbers, std::string observable,
                               std::string source, Standing standing, std::string certificate);

}  // namespace limitcheck::properties
