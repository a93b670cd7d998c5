// The statement's metadata: Inputs become parallel in a deep network without skip connections, at the rate
// l^{-2}.
#pragma once

#include "limitcheck/theorems/theorem.hpp"

namespace limitcheck::theorems::correlation_collapse {

/// Inputs become parallel in a deep network without skip connections, at the rate l^{-2}.
const Theorem& theorem();

}  // namespace limitcheck::theorems::correlation_collapse
