// The limit of the correlation and covariance of two inputs: the flow dc/dt = (f(c) - c)/2 and the chain at
// finite depth (docs/theory/resnet-commute, sections 0, 3.2, 3.3). Times t are A_l for a general array
// (section 4).
#pragma once

#include <cstdint>
#include <vector>

#include "limitcheck/theorems/branches.hpp"

namespace limitcheck::theorems::covariance_limit {

/// c_t for c_0 = c0 within [-1, 1] and t >= 0, from t = int 2 pi sin y/(sin y - y cos y) dy over the angle.
/// `speed` multiplies the right side of the flow (1 is the truth; 1/2 the half rate, 2 the flow without the
/// factor 1/2). Width below 1e-25 for c0 and t of that accuracy. Milliseconds. [P]
Enclosure limit_correlation(const Enclosure& c0, const Enclosure& t, const Enclosure& speed = 1);
/// q_t c_t at q0 = 1 (scale by covariance_scale for other inputs). [P]
Enclosure limit_covariance(const Enclosure& c0, const Enclosure& t);

/// c_l of the infinite-width chain: c_l = c_{l-1} + speed h_l (f(c_{l-1}) - c_{l-1}), h_l = (alpha_l^2/2)/(1
/// + alpha_l^2/2), 0 <= l <= depth. Precondition: speed h_l <= 1. [P]
Enclosure chain_correlation(const Enclosure& c0, const Branches& branches, std::int64_t l,
                            const Enclosure& speed = 1);
/// c_0..c_l of the same chain, at the branches' precision. [P]
std::vector<Enclosure> chain_correlations(const Enclosure& c0, const Branches& branches, std::int64_t l,
                                          const Enclosure& speed = 1);

/// The depth error of the correlation: -d <= c_l - c(A_l) <= 0 with d = (f(c0) - c0) (1/4) sum alpha_k^4.
/// Section 3.2. [P]
Enclosure correlation_depth_error(const Enclosure& c0, const Branches& branches, std::int64_t l);
/// 0 <= A_l/2 - ln(q_l/q0) <= (1/8) sum alpha_k^4. Section 3.2. [P]
Enclosure log_variance_depth_error(const Branches& branches, std::int64_t l);
/// |q_l c_l - q(A_l) c(A_l)| <= q0 e^{A_l/2} (1/8 + (f(c0) - c0)/4) sum alpha_k^4, q0 = 1. Section 3.1. [P]
Enclosure covariance_depth_error(const Enclosure& c0, const Branches& branches, std::int64_t l);
/// What l = floor(tL) costs besides, alpha = L^{-1/2}: e^{t/2}/(2L), q0 = 1. Section 3.1. [P]
Enclosure covariance_floor_error(const Enclosure& t, std::int64_t depth);

/// Scaling rules of section 0 for inputs of unequal norms: bounds for C and the covariance itself scale by
/// sqrt(q0(a) q0(b)), those for |Y - Yt|^2 on R^2 by max(q0(a), q0(b)), those for the correlation not at all.
/// [P]
Enclosure covariance_scale(const Enclosure& q0_a, const Enclosure& q0_b);
Enclosure coupling_scale(const Enclosure& q0_a, const Enclosure& q0_b);

}  // namespace limitcheck::theorems::covariance_limit
