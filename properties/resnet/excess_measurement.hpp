// The draw of the claims about what finite width adds to a second moment: mean exactly n (E C_l - K_l),
// spread of order 1 (docs/theory/control-variates, section 1).
#pragma once

#include <string>

#include "limitcheck/claim/condition.hpp"
#include "limitcheck/claim/measurement.hpp"
#include "limitcheck/network/architecture.hpp"

namespace limitcheck::properties {

/// Networks that one draw is the mean of: a group of lanes.
inline constexpr int networks_a_draw = 16;

/// One observable, `name`, at layer l = floor(tL) of networks with one input (a = b) or two: n times the
/// excess x_l(a, b) over the network's own chain, in units of sqrt(q0(a) q0(b)), plus the middle of `shift`,
/// whose distance from it is the observable's error; the mean over networks_a_draw networks. Its mean is n (E
/// C_l(a, b) - K_l(a, b))/sqrt(q0(a) q0(b)) + shift.
[[nodiscard]] Measurement measure_excess(network::Architecture architecture, std::string name,
                                         CellNumber shift);

}  // namespace limitcheck::properties
