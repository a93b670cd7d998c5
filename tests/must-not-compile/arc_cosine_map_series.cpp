// False twins of the lemmas of theorems/arc_cosine_map/lemmas/series.cpp: each must be refused because it is
// disproved.
#include "limitcheck/theorems/arc_cosine_map/lemmas/series.hpp"

using namespace limitcheck;
using namespace limitcheck::theorems::arc_cosine_map;

template struct proof::Refusal<psi_increases<-1>>;
template struct proof::Refusal<psi_excess_increases<-1>>;
template struct proof::Refusal<gap_above_leading<1>>;
template struct proof::Refusal<gap_above_two_terms<1>>;
template struct proof::Refusal<gap_below_two_terms<1>>;
template struct proof::Refusal<gap_below_leading<1>>;
template struct proof::Refusal<series_coefficients<1>>;
template struct proof::Refusal<series_ratio<1>>;
