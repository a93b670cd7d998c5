// The statement that width and depth limits of a plain network do not commute.
#pragma once

#include "limitcheck/theorems/theorem.hpp"

namespace limitcheck::theorems::mlp_norm {

/// The exact law of the norm, and what it does in the joint limit.
const Theorem& theorem();

}  // namespace limitcheck::theorems::mlp_norm
