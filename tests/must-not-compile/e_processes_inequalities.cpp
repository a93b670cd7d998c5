// False twins of the lemmas of theorems/e_processes/lemmas/inequalities.cpp: each must be refused because it
// is disproved.
#include "limitcheck/theorems/e_processes/lemmas/inequalities.hpp"

using namespace limitcheck;
using namespace limitcheck::theorems::e_processes;

template struct proof::Refusal<betting_factor<-1>>;
template struct proof::Refusal<maurer<1>>;
template struct proof::Refusal<quadratic_bet<3>>;
template struct proof::Refusal<clipped_mean<1>>;
template struct proof::Refusal<catoni<2>>;
template struct proof::Refusal<median_of_means<2>>;
template struct proof::Refusal<event_ratio<-1>>;
template struct proof::Refusal<norm_witness<1>>;
template struct proof::Refusal<budget<1>>;
