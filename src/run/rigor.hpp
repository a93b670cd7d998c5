// A claim's rigor from that of its cells: the weakest of each axis, its assumptions named, what its
// refutations take for true, and what the shadow run says of the simulation.
#pragma once

#include "limitcheck/claim/claim.hpp"
#include "limitcheck/run/result.hpp"

namespace limitcheck::run {

/// Sets the claim's rigor on both axes, its `given`, and adds to its assumptions those that cells rest on and
/// what has to be assumed of the rounding of the simulation.
void conclude_rigor(ClaimResult& result, const Claim& claim);

}  // namespace limitcheck::run
