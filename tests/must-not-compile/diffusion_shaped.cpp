// False twins of the lemmas of theorems/diffusion/lemmas/shaped.cpp: each must be refused because it is
// disproved.
#include "limitcheck/theorems/diffusion/lemmas/shaped.hpp"

using namespace limitcheck;
using namespace limitcheck::theorems::diffusion;

template struct proof::Refusal<f_values_and_slope<2>>;
template struct proof::Refusal<f_below_one<1>>;
template struct proof::Refusal<f_above_series<1>>;
template struct proof::Refusal<f_below_series<1>>;
template struct proof::Refusal<angle_drift<1>>;
template struct proof::Refusal<local_error<1>>;
template struct proof::Refusal<shape_identity<2>>;
template struct proof::Refusal<entrance_equations<4>>;
template struct proof::Refusal<entrance_table<1>>;
