// Certified numbers of two-input residual networks at a cell, for the claims of this folder.
#pragma once

#include "limitcheck/claim/memo.hpp"
#include "limitcheck/network/architecture.hpp"
#include "limitcheck/precise/enclosure.hpp"

namespace limitcheck::properties {

using precise::Enclosure;

/// What a two-input claim takes for true. A falsification changes one of these facts.
struct TwoInputFacts {
    /// The limit variance is q0 e^{growth t}; growth in hundredths, the truth is 1/2.
    int growth_hundredths = 50;
    /// The correlation flows at this multiple of (f(c) - c)/2, in hundredths; the truth is 1.
    int speed_hundredths = 100;
    network::Architecture network = network::resnet();
};

/// Numbers at layer l = floor(tL) for the cell's pair of inputs. Covariances and their bounds carry the scale
/// sqrt(q0(a) q0(b)) (docs/theory/resnet-commute, section 0).
struct TwoInputNumbers {
    Enclosure covariance;           ///< q_t c_t, the limit that the statement names
    Enclosure correlation;          ///< c_t, likewise
    Enclosure covariance_l1;        ///< >= E |C_l - q_t c_t| by the theorem
    Enclosure covariance_square;    ///< >= E (C_l - q_t c_t)^2 by the theorem
    Enclosure trivial_covariance;   ///< what E |C_l - q_t c_t| cannot exceed anyway
    Enclosure correlation_l1;       ///< >= E |rho_l - c_t| by the theorem
    Enclosure correlation_square;   ///< >= E (rho_l - c_t)^2 by the theorem
    Enclosure trivial_correlation;  ///< what |rho_l - c_t| cannot exceed anyway
};

/// The numbers at a cell with two inputs under the facts. The sampling bound is the refined one, whose
/// constants the compiler proves (theorems/covariance_limit/proved_constants.hpp).
[[nodiscard]] TwoInputNumbers two_input_numbers(const Cell& cell, const TwoInputFacts& facts);

/// c_0 = K0_ab/sqrt(K0_aa K0_bb) within [-1, 1].
[[nodiscard]] Enclosure initial_correlation(const Inputs& inputs);
/// sqrt(q0(a) q0(b)).
[[nodiscard]] Enclosure covariance_scale_of(const Inputs& inputs);

}  // namespace limitcheck::properties
