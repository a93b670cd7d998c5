// False twins of the lemmas of theorems/covariance_limit/lemmas/chi.cpp: each must be refused because it is
// disproved.
#include "limitcheck/theorems/covariance_limit/lemmas/fluctuations.hpp"

using namespace limitcheck;
using namespace limitcheck::theorems::covariance_limit;

template struct proof::Refusal<chi_at_most<proof::lowered(proved::chi_supremum)>>;
