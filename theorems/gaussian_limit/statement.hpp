// The statement that wide, deep residual networks have Gaussian, independent neurons.
#pragma once

#include "limitcheck/theorems/theorem.hpp"

namespace limitcheck::theorems::gaussian_limit {

/// Theorems 1' and 1'': one input, explicit width and depth errors.
const Theorem& theorem();

}  // namespace limitcheck::theorems::gaussian_limit
