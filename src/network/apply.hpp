// An activation over many values.
#pragma once

#include <span>

#include "limitcheck/network/activation.hpp"

namespace limitcheck::network::detail {

/// out[i] = activate(phi, in[i]), the same bits; equal sizes, and the same array or two that do not overlap.
template <class Real>
void apply_all(const Activation& activation, std::span<const Real> in, std::span<Real> out);

}  // namespace limitcheck::network::detail
