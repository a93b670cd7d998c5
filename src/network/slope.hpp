// The positively homogeneous activations: x for x > 0 and slope x otherwise. Slope 0 is relu, slope 1 the
// identity. The definition of their bits, which the vector code of slope-inl.h repeats.
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <type_traits>

#include "limitcheck/network/activation.hpp"
#include "limitcheck/random/box_muller.hpp"

namespace limitcheck::network::detail {

/// The slope on the negative side of an activation that is x for x > 0 and slope x otherwise; of another,
/// none.
[[nodiscard]] std::optional<double> negative_slope(const Activation& activation);

/// A slope as the sum of two of Real, so that a float network has the double's slope and not one rounded to
/// float, which would err the same way for every neuron.
template <class Real>
struct Slope {
    Real high;
    Real low;
    explicit Slope(double slope)
        : high(static_cast<Real>(slope)), low(static_cast<Real>(slope - static_cast<double>(high))) {}
};

/// x for x > 0, slope x otherwise. Both parts, one of them 0: no branch, as the sign is random. A zero is +0.
template <class Real>
[[nodiscard]] inline Real with_negative_slope(const Slope<Real>& slope, Real x) {
    const Real positive = x > 0 ? x : 0;
    const Real negative = x > 0 ? 0 : x;
    using random::detail::fused;
    if constexpr (std::is_same_v<Real, float>) {
        constexpr float least = std::numeric_limits<float>::lowest();
        const float finite = negative < least ? least : negative;  // the parts may differ in sign
        return fused(slope.high, negative, fused(slope.low, finite, positive));
    } else {
        return fused(slope.high, negative, positive);
    }
}

/// out[i] = with_negative_slope(slope, in[i]), with the vector width chosen at run time; equal sizes, and the
/// same array or two that do not overlap.
template <class Real>
void apply_slope(double slope, std::span<const Real> in, std::span<Real> out);

}  // namespace limitcheck::network::detail
