// False twins of the lemmas of theorems/mlp_norm/lemmas/norm.cpp: each must be refused because it is
// disproved.
#include "limitcheck/theorems/mlp_norm/lemmas/norm.hpp"

using namespace limitcheck;
using namespace limitcheck::theorems::mlp_norm;

template struct proof::Refusal<layer_ratio<4>>;
template struct proof::Refusal<log_normal_variance_digits<proof::next_below(proved::log_normal_variance)>>;
template struct proof::Refusal<kurtosis_growth<1>>;
