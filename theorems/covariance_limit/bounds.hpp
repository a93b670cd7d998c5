// What Theorem 2' says of covariance and correlation at q0 = 1, read off the chains at layer l
// (docs/theory/resnet-commute, section 3.1; docs/theory/statistics-of-verdicts, section 3, "Correlation,
// tighter bound", "Vacuous cells"). Upper ends are the bounds.
#pragma once

#include "limitcheck/theorems/covariance_limit/covariance_chain.hpp"
#include "limitcheck/theorems/gaussian_limit/residual_chain.hpp"

namespace limitcheck::theorems::covariance_limit {

using gaussian_limit::ResidualChain;

/// q_l c_l.
Enclosure covariance(const CovarianceChain& chain, std::int64_t l);
/// sqrt(Db2_l) >= W2(law of one neuron at both inputs, N(0, K_l)). Section 3.1. [P]
Enclosure pair_distance(const CovarianceChain& chain, std::int64_t l);
/// Nb2_l^2 >= E (|Y - Yt|_F^2/n)^2. Section 3.1. [P]
Enclosure pair_coupling_second_moment(const CovarianceChain& chain, std::int64_t l);

/// q sqrt((1+c^2)/n) + sqrt(2 q Db2) + Db2/2 >= E |C_l - q_l c_l|. Section 3.1. [P]
Enclosure covariance_l1(const CovarianceChain& chain, std::int64_t l);
/// q sqrt((1+c^2)/n) + sqrt(2 q Nb2) (1 + (1+c^2)/n)^{1/4} + Nb2/2 >= ||C_l - q_l c_l||_2. Section 3.1. [P]
Enclosure covariance_l2(const CovarianceChain& chain, std::int64_t l);
/// (sqrt(2 q Nb2) (1 + (1+c^2)/n)^{1/4} + Nb2/2)^2 >= E (C_l - Ct_l)^2 for the coupled draw, whose mean is E
/// C_l - q_l c_l. docs/theory/statistics-of-verdicts, section 3. [P]
Enclosure coupled_covariance_second_moment(const CovarianceChain& chain, std::int64_t l);
/// Bound of E (sum_{k<l} alpha_{k+1}^2 (G_k - Gt_k))^2, G_k = <phi(Y_k(a)), phi(Y_k(b))>/n: the difference of
/// the drifts of network and chain, whose mean is E C_l - q_l c_l too, and which is smaller.
/// docs/theory/resnet-commute, section 3.1, "Drifts". [P]
Enclosure covariance_drift_second_moment(const CovarianceChain& chain, std::int64_t l);
/// The bound of |E C_l - q_l c_l| by direct accumulation. docs/theory/resnet-commute, "direct accumulation".
/// [P]
Enclosure covariance_bias(const CovarianceChain& chain, std::int64_t l);

/// (||C - q c||_2 + sqrt2 ||Q - q||_2)/q >= ||rho^hat_l - c_l||_2. `norms` is the one-input chain of the same
/// width and branches at q0 = 1. Section 3.1. [P]
Enclosure correlation_l2(const CovarianceChain& chain, const ResidualChain& norms, std::int64_t l);
/// (E |C - q c|'s bound + sqrt2 ||Q - q||_2's bound)/q >= E |rho^hat_l - c_l|, any n. Section 3.1. [P]
Enclosure correlation_l1_by_norms(const CovarianceChain& chain, const ResidualChain& norms, std::int64_t l);
/// min(2 e1, e1 + e2) + min(2 s, s + s^2) >= E |rho^hat_l - c_l|, for n > 4.
/// docs/theory/resnet-commute, "a tighter bound for the correlation". [P]
Enclosure correlation_l1(const CovarianceChain& chain, std::int64_t l);

/// q_l (1 + |c_l|): what E |C_l - q_l c_l| <= E sqrt(Q_a Q_b) + |q_l c_l| cannot exceed anyway, taken at the
/// limit value of E Q_l. A cell whose bound is above it is no evidence. "Vacuous cells".
Enclosure trivial_covariance_l1(const CovarianceChain& chain, std::int64_t l);
/// 1 + |c_l|: what |rho^hat_l - c_l| cannot exceed anyway. "Vacuous cells". [P]
Enclosure trivial_correlation(const CovarianceChain& chain, std::int64_t l);

}  // namespace limitcheck::theorems::covariance_limit
