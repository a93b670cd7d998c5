// False twins of the lemmas of theorems/arc_cosine_map/lemmas/map.cpp: each must be refused because it is
// disproved.
#include "limitcheck/theorems/arc_cosine_map/lemmas/map.hpp"

using namespace limitcheck;
using namespace limitcheck::theorems::arc_cosine_map;

template struct proof::Refusal<reflection<2>>;
template struct proof::Refusal<values_at_ends<2>>;
template struct proof::Refusal<slope<2>>;
template struct proof::Refusal<strong_convexity<1>>;
template struct proof::Refusal<above_identity<1>>;
template struct proof::Refusal<above_zero<1>>;
template struct proof::Refusal<below_one<-1>>;
template struct proof::Refusal<above_tangent<1>>;
template struct proof::Refusal<gap_decreases<2>>;
template struct proof::Refusal<euler_step<2>>;
template struct proof::Refusal<truncation_decreases<-1>>;
template struct proof::Refusal<moment_forms<2>>;
