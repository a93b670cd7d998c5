// The statement's metadata: Width and depth limits of a residual network commute for every array of branch
// scales.
#pragma once

#include "limitcheck/theorems/theorem.hpp"

namespace limitcheck::theorems::commutativity {

/// Width and depth limits of a residual network commute for every array of branch scales.
const Theorem& theorem();

}  // namespace limitcheck::theorems::commutativity
