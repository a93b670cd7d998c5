// The limit variance q_t, the growth function w(t), and the constants C1, C2 of the distance bound
// (docs/theory/resnet-commute, sections 0, 2.1, 2.4). Times t are A_l for a general array (section 4).
#pragma once

#include <cstdint>

#include "limitcheck/theorems/branches.hpp"

namespace limitcheck::theorems::gaussian_limit {

/// q_t = q0 e^{rate t}; the truth has rate 1/2, a falsification another. t >= 0. [P]
Enclosure limit_variance(const Enclosure& t, const Enclosure& q0 = 1,
                         const Enclosure& rate = Enclosure::ratio(1, 2));

/// q_l = q0 prod_{k<=l} (1 + rate alpha_k^2): the variance at infinite width and depth L. 0 <= l <= depth.
/// [P]
Enclosure chain_variance(const Branches& branches, std::int64_t l, const Enclosure& q0 = 1,
                         const Enclosure& rate = Enclosure::ratio(1, 2));

/// w_kappa(t): the solution of w' = -w/2 + kappa (sqrt w + 1)^2, w(0) = 0, from its implicit formula; kappa =
/// 1 is the w of Theorem 1' (w' = w/2 + 2 sqrt w + 1), kappa = 1 + 2/n that of the fourth moments. t >= 0,
/// kappa >= 1. Relative width about 2^{-100}. [P]
Enclosure growth(const Enclosure& t, const Enclosure& kappa = 1);

/// The majorant (4/3)(e^{3t/2} - 1) >= w(t). [P]
Enclosure growth_majorant(const Enclosure& t);

/// C1(t) with W2(law of one neuron, N(0, q_l)) <= C1(t)/sqrt n: the square root of (b/2) q0 e^{t/2} w(t), b
/// >= n beta_n for every n the constant of the lemma gaussian/beta-supremum. [P]
Enclosure c1(const Enclosure& t, const Enclosure& q0 = 1);
/// The same with this width's own n beta_n in place of the supremum. [P]
Enclosure c1_at_width(const Enclosure& t, std::int64_t n, const Enclosure& q0 = 1);
/// C2(t) with |sqrt(q_l) - sqrt(q0 e^{t/2})| <= C2(t)/L at t = l/L, alpha = L^{-1/2}. [P]
Enclosure c2(const Enclosure& t, const Enclosure& q0 = 1);
/// The same for l = floor(tL), any t in [0, 1]. [P]
Enclosure c2_floor(const Enclosure& t, const Enclosure& q0 = 1);

}  // namespace limitcheck::theorems::gaussian_limit
