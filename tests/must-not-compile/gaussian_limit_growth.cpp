// False twins of the lemmas of theorems/gaussian_limit/lemmas/growth.cpp: each must be refused because it is
// disproved.
#include "limitcheck/theorems/gaussian_limit/lemmas/growth_lemmas.hpp"

using namespace limitcheck;
using namespace limitcheck::theorems::gaussian_limit;

template struct proof::Refusal<growth_table<1>>;
template struct proof::Refusal<growth_with_kappa<proof::next_below(proved::growth_at_kappa_1_02)>>;
template struct proof::Refusal<coupling_constant<proof::lowered(proved::c1_at_one)>>;
template struct proof::Refusal<coupling_constant_limit<proof::lowered(proved::c1_limit_at_one)>>;
template struct proof::Refusal<growth_majorant<proof::lowered(proved::majorant_at_one)>>;
template struct proof::Refusal<third_hermite<proof::next_below(proved::third_hermite_mean)>>;
template struct proof::Refusal<logarithm_bounds<1>>;
template struct proof::Refusal<fourth_moment_step<3>>;
template struct proof::Refusal<exponential_bound<1>>;
template struct proof::Refusal<neuron_fourth_moment<5>>;
