// Certified numbers of one-input residual networks at a cell, for the claims of this folder.
#pragma once

#include <functional>

#include "limitcheck/claim/memo.hpp"
#include "limitcheck/network/architecture.hpp"
#include "limitcheck/precise/enclosure.hpp"
#include "limitcheck/theorems/gaussian_limit/bounds.hpp"
#include "limitcheck/theorems/gaussian_limit/limit.hpp"

namespace limitcheck::properties {

using precise::Enclosure;

/// What a one-input claim takes for true. A falsification changes one of these facts.
struct OneInputFacts {
    /// The limit variance is q0 e^{growth t}; growth in hundredths, the truth is 1/2.
    int growth_hundredths = 50;
    network::Architecture network = network::resnet();
};

/// Numbers at layer l = floor(tL) of a network of the cell's width and depth.
struct OneInputNumbers {
    Enclosure chain_variance;        ///< q_l of the network that is drawn
    Enclosure limit;                 ///< q0 e^{growth t}, the variance that the statement names
    Enclosure gap;                   ///< |sqrt q_l - sqrt(limit)|: the W2 distance of the two Gaussians
    Enclosure distance;              ///< C1(t)/sqrt n + C2(t)/L
    Enclosure trivial_distance;      ///< what the distance cannot exceed anyway
    Enclosure coupling_square;       ///< Nb_l^2 >= E U_l^2
    Enclosure path_distance_square;  ///< 4 Db_l
    Enclosure path_coupling_square;  ///< 3 (4/3)^4 Nb_l^2 >= E max_k |Y^i_k - Yt^i_k|^4
    Enclosure chain_limit;  ///< q0 (1 + growth/L)^l: the variance of the chain that a path statement names
    Enclosure chain_start;  ///< q0
    Enclosure norm_square;  ///< >= E Q_l^2 of the network that is drawn, assuming nothing of the limit
    Enclosure norm_l1;      ///< >= E |Q_l - limit| by the theorem
    Enclosure norm_l2;      ///< >= ||Q_l - limit||_2 by the theorem
    Enclosure trivial_norm_l1;  ///< E Q + limit
};

/// The numbers at a cell under the facts.
[[nodiscard]] OneInputNumbers one_input_numbers(const Cell& cell, const OneInputFacts& facts);

/// (distance - gap)^2: a mean coupling distance E U below it implies the bound on W2
/// (docs/theory/resnet-commute, section 2.1). Where the gap exceeds the bound nothing can verify it: the
/// level is negative, and no mean of squares is below it.
[[nodiscard]] std::function<Enclosure(const Cell&)> coupling_level(const Memo<OneInputNumbers>& numbers);
/// (sqrt(limit) + distance)^2 and (sqrt(limit) - distance)+^2: a W2 distance within the bound keeps E Q
/// between them (docs/theory/statistics-of-verdicts, section 2.7).
[[nodiscard]] std::function<Enclosure(const Cell&)> norm_most(const Memo<OneInputNumbers>& numbers);
[[nodiscard]] std::function<Enclosure(const Cell&)> norm_least(const Memo<OneInputNumbers>& numbers);

/// The squares of the branch scales times the weights' variance, of the network that is drawn: alpha_l^2 w,
/// so that q_l = q0 prod(1 + alpha_k^2 w/2).
[[nodiscard]] theorems::Branches branches_of(const network::Architecture& network, std::uint32_t depth);

}  // namespace limitcheck::properties
