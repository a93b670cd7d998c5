// The array of branch scales of a residual network: alpha_1^2..alpha_L^2 (docs/theory/resnet-commute,
// sections 0 and 4).
#pragma once

#include <cstdint>
#include <vector>

#include "limitcheck/precise/enclosure.hpp"

namespace limitcheck::theorems {

using precise::Bits;
using precise::Enclosure;

/// Precision of the recursions: past the decimals of any report by a wide margin, and twice as fast as the
/// default.
inline constexpr Bits recursion_bits = 128;

/// Squares alpha_l^2 >= 0 of the branch scales of layers 1..L. All bounds depend on the scales through these
/// alone.
class Branches {
  public:
    /// alpha_l = L^{-1/2}: the scaling of the theorems.
    static Branches inverse_root(std::int64_t depth, Bits bits = recursion_bits);
    /// alpha_l = L^exponent for all l (the theory's L^{-g} has exponent -g).
    static Branches power(std::int64_t depth, const Enclosure& exponent);
    /// alpha_l^2 the same for all l.
    static Branches uniform(std::int64_t depth, const Enclosure& square);
    /// Any array; the vector's size is the depth. std::domain_error if an entry may be negative or there is
    /// none.
    static Branches of(std::vector<Enclosure> squares);

    std::int64_t depth() const { return depth_; }
    Bits bits() const { return squares_.front().bits(); }
    /// alpha_l^2, 1 <= l <= depth().
    const Enclosure& square(std::int64_t l) const;
    /// A_l = alpha_1^2 + ... + alpha_l^2, 0 <= l <= depth().
    Enclosure sum(std::int64_t l) const;
    /// alpha_1^4 + ... + alpha_l^4.
    Enclosure sum_of_squares(std::int64_t l) const;

  private:
    Branches(std::int64_t depth, std::vector<Enclosure> squares);
    std::int64_t depth_;
    std::vector<Enclosure> squares_;  // one entry if all layers have the same
};

}  // namespace limitcheck::theorems
