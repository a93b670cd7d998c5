// An activation over many values.
#pragma once

#include <span>

#include "limitcheck/network/activation.hpp"

namespace limitcheck::network::detail {

/// out[i] = phi(in[i]), computed in double; equal sizes.
template <class Real>
void apply_all(const Activation& activation, std::span<const Real> in, std::span<Real> out);

}  // namespace limitcheck::network::detail
