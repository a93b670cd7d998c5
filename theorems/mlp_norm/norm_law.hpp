// The exact law of the norm of a plain ReLU network (no skip), W entries N(0, 2/n): 2 R_l/q0 = X_0 X_1 ...
// X_l, X iid ~ (2/n) chi^2_K, K ~ Bin(n, 1/2), and Y^1_l = sqrt(q0 X_1...X_l) g (docs/theory/resnet-commute,
// section 5.1).
#pragma once

#include <cstdint>

#include "limitcheck/theorems/branches.hpp"

namespace limitcheck::theorems::mlp_norm {

/// Moments of log X given survival (K >= 1).
struct LogMoments {
    Enclosure mean;            ///< m_n = E log X
    Enclosure variance;        ///< s_n^2
    Enclosure third_central;   ///< E (log X - m_n)^3
    Enclosure fourth_central;  ///< E (log X - m_n)^4
};

/// Exact sums over K = 1..n of polygamma functions by recurrence; n >= 1, cost n terms (about 10 microseconds
/// each). Not cached. [P]
LogMoments log_moments(std::int64_t n, Bits bits = precise::default_bits);

/// P(X = 0) = 2^{-n}: a layer dies. [P]
Enclosure death_probability(std::int64_t n);
/// (1 - 2^{-n})^l: layers 1..l all survive. [P]
Enclosure survival_probability(std::int64_t n, std::int64_t l);

/// E sqrt X, not conditioned. [P]
Enclosure mean_root(std::int64_t n);
/// E X^2 = 1 + 5/n, not conditioned; E X = 1. [P]
Enclosure mean_square(std::int64_t n);
/// E Y_l^4/(E Y_l^2)^2 = 3 (1 + 5/n)^l, not conditioned. [P]
Enclosure kurtosis(std::int64_t n, std::int64_t l);

/// Mean and variance of log|Y^1_l| given survival of layers 1..l: (1/2) ln q0 + l m_n/2 - (gamma_E + ln 2)/2
/// and l s_n^2/4 + pi^2/8. [P]
Enclosure log_neuron_mean(const LogMoments& moments, std::int64_t l, const Enclosure& q0 = 1);
Enclosure log_neuron_variance(const LogMoments& moments, std::int64_t l);

/// E log|g| = -(gamma_E + ln 2)/2 and Var log|g| = pi^2/8 of a standard normal g. [P]
Enclosure log_normal_mean(Bits bits = precise::default_bits);
Enclosure log_normal_variance(Bits bits = precise::default_bits);

/// sqrt(2 q0/pi) (1 - (E sqrt X)^l) <= W1(law(Y^1_l), N(0, q0)): the difference of the means of |.|. [P]
Enclosure separation(std::int64_t n, std::int64_t l, const Enclosure& q0 = 1);

/// Leading orders -5/(2n) - 49/(12 n^2) of m_n and 5/n + 37/(2 n^2) of s_n^2. [A]: no error bound, for effect
/// sizes only.
Enclosure log_mean_asymptote(std::int64_t n);
Enclosure log_variance_asymptote(std::int64_t n);

}  // namespace limitcheck::theorems::mlp_norm
