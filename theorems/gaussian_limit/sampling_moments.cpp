// Sums over K ~ Bin(trials, 1/2) by two recurrences: P(K+1) = P(K) (m-K)/(K+1) for the weights, and
// r(K+1) = (K/2)/r(K) for r(K) = Gamma((K+1)/2)/Gamma(K/2).
#include "limitcheck/theorems/gaussian_limit/sampling_moments.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "limitcheck/theorems/gaussian_limit/proved_constants.hpp"
#include "limitcheck/theorems/proved_constant.hpp"

namespace limitcheck::theorems::gaussian_limit {

namespace {

// The fourth moment of x - 1 is of order n^-2 out of terms of order 1, and the recurrences lose a bit a
// doubling.
constexpr Bits working_bits = 224;
// Terms further out than this weigh less than 2^-tail_exponent.
constexpr int tail_exponent = 170;

void require_width(std::int64_t n) {
    if (n < 1) {
        throw std::domain_error("width " + std::to_string(n) + " is not at least 1");
    }
}

// 2^-m C(m, k)
Enclosure binomial_weight(std::int64_t m, std::int64_t k) {
    using precise::log_gamma_half;
    return exp(log_gamma_half(2 * (m + 1), working_bits) - log_gamma_half(2 * (k + 1), working_bits) -
               log_gamma_half(2 * (m - k + 1), working_bits) - m * Enclosure::log2(working_bits));
}

struct Sums {
    Enclosure root;   // E r(K)
    Enclosure cubic;  // E r(K) (K+1)/2
};

// The two sums over K in [first, last], first >= 1.
Sums middle_sums(std::int64_t m, std::int64_t first, std::int64_t last) {
    Enclosure weight = binomial_weight(m, first);
    Enclosure ratio =
        exp(precise::log_gamma_half(first + 1, working_bits) - precise::log_gamma_half(first, working_bits));
    Sums sums{Enclosure(0, working_bits), Enclosure(0, working_bits)};
    for (std::int64_t k = first; k <= last; ++k) {
        const Enclosure term = weight * ratio;
        sums.root += term;
        sums.cubic += term * (k + 1);
        weight *= m - k;
        weight /= k + 1;
        ratio = k / (2 * ratio);
    }
    sums.cubic /= 2;
    return sums;
}

}  // namespace

Enclosure SamplingMoments::second() const { return m2 - 2 * m1 + 1; }

Enclosure SamplingMoments::root_of_fourth() const { return sqrt(m4 - 4 * m3 + 6 * m2 - 4 * m1 + 1); }

SamplingMoments sampling_moments(std::int64_t n, std::int64_t trials) {
    require_width(n);
    if (trials < 0 || trials > n) {
        throw std::domain_error("sampling_moments: " + std::to_string(trials) +
                                " trials are not within 0..n");
    }
    const auto m = trials;
    // E K = m/2, E K^2 + 2 E K = m/4 + m^2/4 + m.
    SamplingMoments moments{Enclosure(0, working_bits), Enclosure::ratio(m, n, working_bits),
                            Enclosure(0, working_bits), Enclosure(m, working_bits) * (m + 5) / n / n};
    if (m == 0) {
        return moments;
    }
    const auto reach =
        static_cast<std::int64_t>(std::ceil(std::sqrt(0.35 * tail_exponent * static_cast<double>(m)))) + 1;
    const std::int64_t first = std::max<std::int64_t>(1, m / 2 - reach);
    const std::int64_t last = std::min(m, m / 2 + reach);
    const Sums sums = middle_sums(m, first, last);
    moments.m1 = sums.root * sqrt(Enclosure::ratio(4, n, working_bits));
    moments.m3 = sums.cubic * sqrt(precise::pow(Enclosure::ratio(4, n, working_bits), 3));
    if (first > 1 || last < m) {
        // Hoeffding; given K, E x <= (2K/n)^{1/2} <= 2 and E x^3 <= (4 K(K+2)/n^2)^{3/4} <= 12^{3/4} < 7.
        static_assert(12 * 12 * 12 < 7 * 7 * 7 * 7);
        // The middle of the window is m/2 or (m-1)/2, so the distance from m/2 is at least reach.
        const Enclosure tail = 2 * exp(-2 * precise::square(Enclosure(reach, working_bits)) / m) *
                               Enclosure::between(0, 1, working_bits);
        moments.m1 += 2 * tail;
        moments.m3 += 7 * tail;
    }
    return moments;
}

Enclosure beta(std::int64_t n) { return sampling_moments(n, n).second().at_bits(precise::default_bits); }

Enclosure gamma2(std::int64_t n) {
    return sampling_moments(n, n).root_of_fourth().at_bits(precise::default_bits);
}

Enclosure beta_elementary(std::int64_t n) {
    require_width(n);
    const Enclosure x = Enclosure::ratio(1, n);
    const auto a = [](int k) { return proved_constant(proved::beta_polynomial[k]); };
    return min(proved_constant(proved::beta_crude) * x, x * (a(0) + x * (a(1) + x * a(2))));
}

Enclosure gamma2_elementary(std::int64_t n) {
    require_width(n);
    const Enclosure x = Enclosure::ratio(1, n);
    return x * sqrt(proved_constant(proved::gamma_polynomial[0]) +
                    proved_constant(proved::gamma_polynomial[1]) * x);
}

}  // namespace limitcheck::theorems::gaussian_limit
