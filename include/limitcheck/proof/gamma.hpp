// The Gamma function at half-integers and the ratio of two neighbours, by the recurrence Gamma(x+1) = x
// Gamma(x) from Gamma(1/2) = sqrt(pi) and Gamma(1) = 1.
#pragma once

#include "limitcheck/proof/constants.hpp"
#include "limitcheck/proof/square_root.hpp"

namespace limitcheck::proof {

/// Gamma(twice_x / 2) for 1 <= twice_x <= 340 (else std::domain_error). The width grows with the number of
/// factors: at most 1.5 twice_x + 8 units in the last place.
constexpr Interval gamma_at_half(int twice_x) {
    if (twice_x < 1 || twice_x > 340)
        throw std::domain_error("gamma_at_half: an argument outside [1/2, 170]");
    Interval product = twice_x % 2 == 0 ? Interval(1) : sqrt(pi);
    for (int k = 2 - twice_x % 2; k < twice_x; k += 2) product = product * point(0.5 * k);
    return product;
}

/// Gamma((k+1)/2) / Gamma(k/2) for k >= 1: the mean of |g| over k standard normals, divided by sqrt 2.
constexpr Interval gamma_ratio(int k) {
    if (k < 1) throw std::domain_error("gamma_ratio: an argument below 1");
    Interval ratio = k % 2 == 0 ? scaled(sqrt(pi), 0.5) : 1 / sqrt(pi);
    for (int j = 2 - k % 2; j < k; j += 2) ratio = ratio * (Interval(j + 1) / Interval(j));
    return ratio;
}

}  // namespace limitcheck::proof
