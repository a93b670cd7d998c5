// What Theorems 1', 1'' and section 2.4 say of a network, read off its ResidualChain at layer l. Each
// function returns an enclosure of the bound; use its upper end against the network
// (docs/theory/resnet-commute, sections 2.1 to 2.4).
#pragma once

#include "limitcheck/theorems/gaussian_limit/residual_chain.hpp"

namespace limitcheck::theorems::gaussian_limit {

/// sqrt(m Db_l) >= W2(law(Y^1..Y^m), N(0, q_l I_m)), 1 <= m <= n. Section 2.1. [P]
Enclosure distance(const ResidualChain& chain, std::int64_t l, std::int64_t neurons = 1);
/// A_n >= W1(law(Y^1_l), N(0, q_l)), of order 1/n. Section 2.3, Theorem 1''. [P]
Enclosure one_neuron_distance(const ResidualChain& chain, std::int64_t l);
/// 4 Db_l >= E max_{k<=l} |Y^i_k - Yt^i_k|^2. Section 2.1. [P]
Enclosure path_distance_square(const ResidualChain& chain, std::int64_t l);

/// Nb_l^2 >= E U_l^2 for the coupling distance U_l = |Y - Yt|^2/n. Section 2.4. [P]
Enclosure coupling_second_moment(const ResidualChain& chain, std::int64_t l);
/// (4/3)^4 Nb_l^2 >= E (max_{k<=l} U_k)^2, by Doob in L4. docs/theory/statistics-of-verdicts, section 3. [P]
Enclosure path_coupling_second_moment(const ResidualChain& chain, std::int64_t l);
/// 3 (4/3)^4 Nb_l^2 >= E max_{k<=l} |Y^i_k - Yt^i_k|^4, one neuron followed on its own. Section 2.4. [P]
Enclosure neuron_path_second_moment(const ResidualChain& chain, std::int64_t l);

/// q sqrt(2/n) + 2 sqrt(q Db) + Db >= E |Q_l - q_l|. docs/theory/statistics-of-verdicts, section 3. [P]
Enclosure norm_l1(const ResidualChain& chain, std::int64_t l);
/// q sqrt(2/n) + 2 sqrt(q) (1+2/n)^{1/4} sqrt(Nb) + Nb >= ||Q_l - q_l||_2. Section 2.4. [P]
Enclosure norm_l2(const ResidualChain& chain, std::int64_t l);
/// (2 sqrt(q) (1+2/n)^{1/4} sqrt(Nb) + Nb)^2 >= E (Q_l - Qt_l)^2 for the coupled draw, whose mean is E Q_l -
/// q_l. docs/theory/statistics-of-verdicts, section 3. [P]
Enclosure coupled_norm_second_moment(const ResidualChain& chain, std::int64_t l);

/// The bound of |E Q_l - q_l| by Theorem 1'', of order 1/n. Section 2.3. [P]
Enclosure norm_bias_leave_one_out(const ResidualChain& chain, std::int64_t l);
/// The smaller of direct accumulation and Theorem 1''. docs/theory/resnet-commute, "direct accumulation". [P]
Enclosure norm_bias(const ResidualChain& chain, std::int64_t l);

/// 2 sqrt(q_l): what W2 to N(0, q_l) cannot exceed anyway, sqrt(E Q_l) + sqrt(q_l), taken at the limit value
/// of E Q_l. A cell whose bound is above it is no evidence. docs/theory/statistics-of-verdicts, section 4.
Enclosure trivial_distance(const ResidualChain& chain, std::int64_t l);
/// 2 q_l: the same for E |Q_l - q_l| <= E Q_l + q_l.
Enclosure trivial_norm_l1(const ResidualChain& chain, std::int64_t l);

}  // namespace limitcheck::theorems::gaussian_limit
