// The statement's metadata: Covariance and correlation of two inputs converge in a wide, deep residual
// network.
#pragma once

#include "limitcheck/theorems/theorem.hpp"

namespace limitcheck::theorems::covariance_limit {

/// Covariance and correlation of two inputs converge in a wide, deep residual network.
const Theorem& theorem();

}  // namespace limitcheck::theorems::covariance_limit
