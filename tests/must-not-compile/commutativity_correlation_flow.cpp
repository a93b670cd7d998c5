// False twins of the lemmas of theorems/commutativity/lemmas/correlation_flow.cpp: each must be refused
// because it is disproved.
#include "limitcheck/theorems/commutativity/lemmas/correlation_flow.hpp"

using namespace limitcheck;
using namespace limitcheck::theorems::commutativity;

template struct proof::Refusal<reference_row<0, 1>>;
template struct proof::Refusal<reference_row<1, 1>>;
template struct proof::Refusal<reference_row<2, 1>>;
template struct proof::Refusal<reference_row<3, 1>>;
template struct proof::Refusal<reference_row<4, 1>>;
template struct proof::Refusal<reference_row<5, 1>>;
