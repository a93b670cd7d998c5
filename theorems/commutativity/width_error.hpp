// Theorem C: for any array of branch scales the width error depends on depth only through A_l = sum
// alpha_k^2, hence width and depth limits commute (docs/theory/resnet-commute, section 4).
#pragma once

#include <cstdint>

#include "limitcheck/theorems/branches.hpp"

namespace limitcheck::theorems::commutativity {

/// (beta_n/2) q0 e^{A/2} w(A) >= E |Y^i_l - Yt^i_l|^2 whenever A_l <= A. [P]
Enclosure coupling(std::int64_t n, const Enclosure& sum_of_squares, const Enclosure& q0 = 1);
/// b q0 e^{A/2} w(A) for two inputs; `sampling_error` is b_n or chi_max/n of covariance_limit. [P]
Enclosure pair_coupling(const Enclosure& sampling_error, const Enclosure& sum_of_squares,
                        const Enclosure& q0 = 1);
/// The square root of `coupling`: the envelope of W2 that every order of growth must stay inside. [P]
Enclosure distance(std::int64_t n, const Enclosure& sum_of_squares, const Enclosure& q0 = 1);
/// distance + |sqrt(q_l) - sqrt(q0 e^{A_l/2})|'s bound sqrt(q0) e^{A/4} (1/16) sum alpha^4: against the depth
/// limit. [P]
Enclosure distance_to_limit(std::int64_t n, const Branches& branches, std::int64_t l,
                            const Enclosure& q0 = 1);

/// The bracket of ln(q_L/q0) for alpha = L^{-g}: [L^{1-2g}/2 - L^{1-4g}/8, L^{1-2g}/2]. [P]
Enclosure power_log_variance(std::int64_t depth, const Enclosure& g);

/// v(A) = 2 + 4 (1 - e^{-A/2}) + 2 int_0^A (A-u) (J22(e^{-u/4}) - 1/4) du, as a number enclosed for A >= 0.
/// That n Var log Q approaches it is [A]: for effect sizes and power, never for a bound.
Enclosure log_norm_variance(const Enclosure& sum_of_squares);

}  // namespace limitcheck::theorems::commutativity
