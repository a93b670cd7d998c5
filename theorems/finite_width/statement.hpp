// The statement's metadata: what finite width adds to the second moments of a residual network.
#pragma once

#include "limitcheck/theorems/theorem.hpp"

namespace limitcheck::theorems::finite_width {

/// What finite width adds to the second moments of a residual network, E Q_l - q_l and E C_l - q_l c_l.
const Theorem& theorem();

}  // namespace limitcheck::theorems::finite_width
