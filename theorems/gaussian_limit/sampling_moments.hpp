// How far the norm of n rectified Gaussians is from its mean: beta_n and gamma_n, the only places where the
// width enters the one-input bounds (docs/theory/resnet-commute, sections 2.1, 2.3, 2.4). Rests on sums over
// the binomial distribution.
#pragma once

#include <cstdint>

#include "limitcheck/theorems/branches.hpp"

namespace limitcheck::theorems::gaussian_limit {

/// Moments of x = sqrt((2/n) chi^2_K), K ~ Bin(trials, 1/2), chi^2_0 = 0: M_j = E x^j.
struct SamplingMoments {
    Enclosure m1, m2, m3, m4;

    /// E(x-1)^2.
    Enclosure second() const;
    /// (E(x-1)^4)^{1/2}.
    Enclosure root_of_fourth() const;
};

/// The moments for width n >= 1 and 0 <= trials <= n, relative width below 2^{-80} for n <= 10^6. The sum
/// runs over the binomial's middle, the rest is bounded by Hoeffding; cost about sqrt(n) terms (n = 65536:
/// some ms). Not cached. [P]
SamplingMoments sampling_moments(std::int64_t n, std::int64_t trials);

/// beta_n = E(rt/s - 1)^2 for width n >= 1, section 2.1. [P]
Enclosure beta(std::int64_t n);
/// gamma_n^2 = (E(rt/s - 1)^4)^{1/2}, section 2.4. [P]
Enclosure gamma2(std::int64_t n);

/// Upper bound min(5/n, 5/(4n) + 41.375/n^2 + 348.75/n^3) of beta_n, section 2.1. [P]
Enclosure beta_elementary(std::int64_t n);
/// Upper bound (75/n^2 + 558/n^3)^{1/2} of gamma_n^2, section 2.4. [P]
Enclosure gamma2_elementary(std::int64_t n);

}  // namespace limitcheck::theorems::gaussian_limit
