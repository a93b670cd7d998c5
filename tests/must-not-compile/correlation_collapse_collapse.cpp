// False twins of the lemmas of theorems/correlation_collapse/lemmas/collapse.cpp: each must be refused
// because it is disproved.
#include "limitcheck/theorems/correlation_collapse/lemmas/collapse.hpp"

using namespace limitcheck;
using namespace limitcheck::theorems::correlation_collapse;

template struct proof::Refusal<collapse_limit_digits<proof::next_below(proved::collapse_limit)>>;
template struct proof::Refusal<k_digits<proof::next_below(proved::k)>>;
template struct proof::Refusal<second_digits<proof::next_below(proved::second)>>;
template struct proof::Refusal<kappa_digits<proof::next_below(proved::kappa)>>;
template struct proof::Refusal<step_at_most_half<1>>;
template struct proof::Refusal<root_coefficients<1>>;
