// The constants of the collapse of correlations that the compiler proves to 12 digits (lemmas/ beside this
// file). docs/theory/resnet-commute, sections 5.2, 5.3 and 6, item 7.
#pragma once

#include "limitcheck/proof/rational.hpp"

namespace limitcheck::theorems::correlation_collapse::proved {

/// 9 pi^2/2: l^2 (1 - c_l) tends to it.
inline constexpr proof::Decimal collapse_limit{444132198049, -10};
/// k = 2 sqrt2/(3 pi), the leading coefficient of f(1-e) - 1 + e.
inline constexpr proof::Decimal k{300105438719, -12};
/// sqrt2/(30 pi), the next one.
inline constexpr proof::Decimal second{150052719360, -13};
/// kappa = (1/(2 sqrt2) - k)/2.
inline constexpr proof::Decimal kappa{267239759371, -13};

}  // namespace limitcheck::theorems::correlation_collapse::proved
