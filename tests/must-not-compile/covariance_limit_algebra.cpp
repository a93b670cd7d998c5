// False twins of the lemmas of theorems/covariance_limit/lemmas/algebra.cpp: each must be refused because it
// is disproved.
#include "limitcheck/theorems/covariance_limit/lemmas/algebra.hpp"

using namespace limitcheck;
using namespace limitcheck::theorems::covariance_limit;

template struct proof::Refusal<chi_at_least<proof::raised({5, 0})>>;
template struct proof::Refusal<refined_first_at_most<proof::lowered(proved::refined_first)>>;
template struct proof::Refusal<bures_polynomial<1>>;
template struct proof::Refusal<product_difference<2>>;
template struct proof::Refusal<unit_vectors<2>>;
template struct proof::Refusal<time_shift<3>>;
template struct proof::Refusal<one_layer_lags<-1>>;
