// False twins of the lemmas of theorems/covariance_limit/lemmas/nu.cpp: each must be refused because it is
// disproved.
#include "limitcheck/theorems/covariance_limit/lemmas/fluctuations.hpp"

using namespace limitcheck;
using namespace limitcheck::theorems::covariance_limit;

template struct proof::Refusal<nu_at_most<proof::lowered(proved::nu_supremum)>>;
