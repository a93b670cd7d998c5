// The infinite-width chain and flow of a tanh residual network, certified.
#pragma once

#include <cstdint>
#include <vector>

#include "limitcheck/precise/enclosure.hpp"

namespace limitcheck::properties {

using precise::Enclosure;

/// k(q) = E tanh(sqrt(q) Z)^2 for q in [1, 2], from 65 nodes: |k''| <= 4, as k'' = E g''''/4 for g = tanh^2
/// and g'''' = -16 s + 120 s^2 - 120 s^3 lies in [-16, 8] for s = 1 - tanh^2 in [0, 1]. Width below 3e-4.
/// std::domain_error when q reaches outside [1, 2].
[[nodiscard]] Enclosure tanh_kernel(const Enclosure& q);

/// q_0 = 1, q_l = q_{l-1} + k(q_{l-1})/L for l = 0..last: the variances at infinite width.
[[nodiscard]] std::vector<Enclosure> tanh_chain(std::int64_t depth, std::int64_t last);

/// q(t), t in [0, 1]: the flow q' = k(q), q(0) = 1. Euler's method errs by at most (e^t - 1)/(2 L), since
/// 0 <= k <= 1 and |k'| <= 1 (k' = E g''/2, g'' = 6 s^2 - 4 s).
[[nodiscard]] Enclosure tanh_flow(const Enclosure& t);

}  // namespace limitcheck::properties
