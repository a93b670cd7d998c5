// The correlation map f of a ReLU layer and the Gaussian moments that the two-input bounds need
// (docs/theory/resnet-commute, sections 0, 3.1, 6). Each function is evaluated in the angle th = arccos c.
#pragma once

#include "limitcheck/theorems/branches.hpp"
#include "limitcheck/theorems/covariance_limit/proved_constants.hpp"
#include "limitcheck/theorems/proved_constant.hpp"

namespace limitcheck::theorems::covariance_limit {

/// f(c) = (sin th + (pi - th) cos th)/pi = 2 E phi(u) phi(v) for standard normals of correlation c; c within
/// [-1, 1]. [P]
Enclosure kernel(const Enclosure& c);
/// f'(c) = 1 - arccos(c)/pi, c within [-1, 1]. [P]
Enclosure kernel_slope(const Enclosure& c);
/// f''(c) = 1/(pi sqrt(1 - c^2)), c within (-1, 1). [P]
Enclosure kernel_curvature(const Enclosure& c);

/// f(1-e) - (1-e) = (sin th - th cos th)/pi = f(-1+e), th = 2 arcsin sqrt(e/2), for e within [0, 2]:
/// increasing from 0 to 1. Narrow relative to its own size however small e is (the series of section 6, item
/// 7, for small e). [P]
Enclosure kernel_defect(const Enclosure& e);

/// k = 2 sqrt2/(3 pi): kernel_defect(e) ~ k e^{3/2} at 0. Section 6, item 7. [P]
Enclosure defect_constant(Bits bits = precise::default_bits);

/// E phi(u)^2 phi(v)^2 and E phi(u)^3 phi(v). Sections 2.2, 3.1. [P]
Enclosure moment22(const Enclosure& c);
Enclosure moment31(const Enclosure& c);

/// chi(c) = E[|x|^2 x^T Gam^{-1} x]/tr Gam - 1, c within [-1, 1): from 5 at -1 to 7 at 1-, never
/// above 7.1382. Near c = 1 the closed form cancels and the enclosure widens, at worst to [0, chi_most()].
/// Section 3.1. [P]
Enclosure chi(const Enclosure& c);
/// 7.138198857 >= chi(c) on [-1, 1), the constant that the lemma covariance/chi proves (rounded in the theory
/// to 7.1382). [P]
Enclosure chi_most(Bits bits = precise::default_bits);
/// 905.536889 >= nu(c) on [-1, 1), the constant that the lemma covariance/nu proves. [P]
Enclosure nu_most(Bits bits = precise::default_bits);

}  // namespace limitcheck::theorems::covariance_limit
