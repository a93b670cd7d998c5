// The constants of the covariance theorem that the compiler proves (lemmas/ beside this file), exactly as
// proved: a run-time bound takes its numbers from here and nowhere else. docs/theory/resnet-commute,
// section 3.1.
#pragma once

#include "limitcheck/proof/rational.hpp"

namespace limitcheck::theorems::covariance_limit::proved {

/// chi(c) <= 7.138198857 on [-1, 1): E B^2 <= (this/n) tr Gamma. The theory file rounds it to 7.1382.
inline constexpr proof::Decimal chi_supremum{7138198857, -9};
/// nu(c) <= 905.5368888 on [-1, 1); the theory file rounds it to 905.6.
inline constexpr proof::Decimal nu_supremum{9055368888, -7};
/// E B^2 <= (a/n + b/n^2 + c/n^3) tr Gamma: a = chi_supremum/4 (rounded up), b and c the suprema over c of
/// -E3/8 + (5/8) S and of (5/8)(E4 - S).
inline constexpr proof::Decimal refined_first{1784549715, -9};
inline constexpr proof::Decimal refined_second{7525566990, -8};
inline constexpr proof::Decimal refined_third{7222276853, -7};

}  // namespace limitcheck::theorems::covariance_limit::proved
