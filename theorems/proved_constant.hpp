// How a run-time bound takes a number from what the compiler proved: from <theorem>/proved_constants.hpp
// through here, so that no number stands twice.
#pragma once

#include "limitcheck/proof/rational.hpp"
#include "limitcheck/theorems/branches.hpp"

namespace limitcheck::theorems {

/// A constant as the compiler proved it, at run-time precision.
Enclosure proved_constant(const proof::Decimal& constant, Bits bits = precise::default_bits);
/// The same for a fraction; a contract: numerator and denominator are 64-bit numbers.
Enclosure proved_constant(const proof::Rational& constant, Bits bits = precise::default_bits);

}  // namespace limitcheck::theorems
