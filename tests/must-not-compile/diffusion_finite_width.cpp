// False twins of the lemmas of theorems/diffusion/lemmas/finite_width.cpp: each must be refused because it is
// disproved.
#include "limitcheck/theorems/diffusion/lemmas/finite_width.hpp"

using namespace limitcheck;
using namespace limitcheck::theorems::diffusion;

template struct proof::Refusal<strong_bound<proof::next_below(proved::strong_bound_at_one)>>;
template struct proof::Refusal<scheme_error<1>>;
template struct proof::Refusal<edgeworth_supremum<proof::lowered(proved::edgeworth_supremum)>>;
