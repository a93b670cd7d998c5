// What finite width adds to the mean norm, E Q_l - q_l: the certified spread of the draw x_l that has exactly
// this mean, and the leading term of the mean itself (docs/theory/control-variates, sections 3 and 4).
#pragma once

#include <cstdint>

#include "limitcheck/theorems/gaussian_limit/residual_chain.hpp"

namespace limitcheck::theorems::finite_width {

using gaussian_limit::WidthConstants;

/// >= E x_l^2, of order q0^2/n^2; 0 for l <= 1. `width`, `branches` and q0 > 0 as of ResidualChain, l at most
/// the depth; of the order of l^2 operations on enclosures (l = 64: some ms). Theorem V. [P]
Enclosure norm_excess_second_moment(const WidthConstants& width, const Branches& branches,
                                    const Enclosure& q0, std::int64_t l);

/// b_l, with n (E Q_l - q_l) -> q0 b_l as n -> inf, as a number enclosed. That it does is [A]: a target that
/// draws decide about, never a bound. Section 4.
Enclosure norm_excess_leading_term(const Branches& branches, std::int64_t l);

}  // namespace limitcheck::theorems::finite_width
