// The constants of the Gaussian limit that the compiler proves (lemmas/ beside this file), exactly as proved:
// a run-time bound takes its numbers from here and nowhere else. docs/theory/resnet-commute, sections 2.1
// to 2.4.
#pragma once

#include "limitcheck/proof/rational.hpp"

namespace limitcheck::theorems::gaussian_limit::proved {

/// n beta_n <= 1.302628297 for all n >= 1 (attained to 10^-9 at n = 6).
inline constexpr proof::Decimal n_beta_supremum{1302628297, -9};
/// (n gamma_n^2)^2 < 75/16 for all n >= 1, the limit; that is n gamma_n^2 < sqrt(75)/4 = 2.1650635094...
inline constexpr proof::Rational n_gamma_squared_supremum_squared{75, 16};
/// sqrt(75)/4, rounded up.
inline constexpr proof::Decimal n_gamma_squared_supremum{2165063510, -9};
/// beta_n <= a/n + b/n^2 + c/n^3
inline constexpr proof::Rational beta_polynomial[3] = {{5, 4}, {331, 8}, {1395, 4}};  // NOLINT
/// beta_n <= this/n
inline constexpr proof::Rational beta_crude{5, 1};
/// gamma_n^4 <= a/n^2 + b/n^3
inline constexpr proof::Rational gamma_polynomial[2] = {{75, 1}, {558, 1}};  // NOLINT
/// w(t), w' = w/2 + 2 sqrt(w) + 1, w(0) = 0, to 12 digits.
struct Growth {
    proof::Decimal time;
    proof::Decimal value;
};
inline constexpr Growth growth[] = {{{1, -1}, {152998908625, -12}},
                                    {{25, -2}, {492066807662, -12}},
                                    {{5, -1}, {131537831403, -11}},
                                    {{75, -2}, {247927909893, -11}},
                                    {{1, 0}, {402650859382, -11}}};
/// w_kappa(1) at kappa = 1.02, w' = -w/2 + kappa (sqrt(w) + 1)^2.
inline constexpr proof::Decimal growth_at_kappa_1_02{419173548149, -11};
/// C1(1) = sqrt(n_beta_supremum/2 e^(1/2) w(1)) <= this, q0 = 1.
inline constexpr proof::Decimal c1_at_one{2079376790, -9};
/// Its limit in n, sqrt((5/8) e^(1/2) w(1)).
inline constexpr proof::Decimal c1_limit_at_one{20369386291, -10};
/// E|g^3 - 3g| = (2/sqrt(2 pi))(1 + 4 e^(-3/2)), to 12 digits.
inline constexpr proof::Decimal third_hermite_mean{151001300013, -11};
/// (4/3)(e^(3/2) - 1), the majorant of w(1), rounded up.
inline constexpr proof::Decimal majorant_at_one{4642252094, -9};

}  // namespace limitcheck::theorems::gaussian_limit::proved
