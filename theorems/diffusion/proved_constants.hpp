// The constants of the diffusion limits that the compiler proves (lemmas/ beside this file).
// docs/theory/diffusion-limits.
#pragma once

#include "limitcheck/proof/rational.hpp"

namespace limitcheck::theorems::diffusion::proved {

/// sqrt2/(3 pi), to 12 digits.
inline constexpr proof::Decimal kappa{150052719360, -12};
/// LN5, s = +1, at t = 1/4, 1/2, 1: E q^(-1/2), E q^(-1), Var q^(-1/2), to 12 digits.
struct EntranceMoments {
    proof::Decimal time;
    proof::Decimal mean;
    proof::Decimal second;
    proof::Decimal variance;
};
inline constexpr EntranceMoments entrance_moments[] = {
    {{25, -2}, {194684781550, -12}, {460981442007, -13}, {819598003359, -14}},
    {{5, -1}, {257832860986, -12}, {104553640403, -12}, {380758561982, -13}},
    {{1, 0}, {479347620893, -12}, {719120768695, -12}, {489346627040, -12}}};
/// H1: e^3, the constant of the strong bound at t = 1 for the ReLU, to 12 digits.
inline constexpr proof::Decimal strong_bound_at_one{200855369232, -10};
/// H2: sup over z of phi0(z) |1/4 - 5z/4 + z^2/2| <= this.
inline constexpr proof::Decimal edgeworth_supremum{486120624, -9};

}  // namespace limitcheck::theorems::diffusion::proved
