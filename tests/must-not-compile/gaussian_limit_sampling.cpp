// False twins of the lemmas of theorems/gaussian_limit/lemmas/sampling.cpp: each must be refused because it
// is disproved.
#include "limitcheck/theorems/gaussian_limit/lemmas/sampling_lemmas.hpp"

using namespace limitcheck;
using namespace limitcheck::theorems::gaussian_limit;

template struct proof::Refusal<root_inequality<1>>;
template struct proof::Refusal<root_square_inequality<1>>;
template struct proof::Refusal<layer_moments<632>>;
template struct proof::Refusal<beta_polynomial_bound<1>>;
template struct proof::Refusal<gamma_polynomial_bound<557>>;
template struct proof::Refusal<beta_supremum<proof::lowered(proved::n_beta_supremum)>>;
template struct proof::Refusal<gamma_supremum<1>>;
