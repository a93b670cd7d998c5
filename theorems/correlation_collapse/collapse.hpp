// Collapse of the correlation in a network without skip connections: c_{l+1} = f(c_l) in infinite width, its
// two-sided enclosure from c_0 alone, and the reference numbers of the joint limit
// (docs/theory/resnet-commute, sections 5.2, 5.3; docs/theory/collapse, section 6).
#pragma once

#include <cstdint>
#include <span>

#include "limitcheck/theorems/branches.hpp"

namespace limitcheck::theorems::correlation_collapse {

/// The exact recursion e' = e - (sin th - th cos th)/pi for e_l = 1 - c_l, layer by layer, without
/// cancellation however small e becomes. 10^5 layers take a second or two. [P]
class Orbit {
  public:
    /// Starts at e_0 = 1 - c0 within [0, 2].
    explicit Orbit(const Enclosure& defect);
    std::int64_t layer() const { return layer_; }
    /// 1 - c_l at the present layer.
    const Enclosure& defect() const { return defect_; }
    void step();
    /// Steps up to layer l >= layer().
    void advance_to(std::int64_t l);

  private:
    std::int64_t layer_ = 0;
    Enclosure defect_;
};

/// 1 - c_l after l layers from correlation c0 within [-1, 1]. For the finite-width claims: c_L = f applied L
/// times to rho_0. [P]
Enclosure defect_after(const Enclosure& c0, std::int64_t layers);

/// Section 5.3: (1-c_l)^{-1/2} lies between x0 + k l/2 and that plus A0 (1/x0 + (2/k) ln(1 + k l/(2 x0)))
/// + B0 (1/x0^2 + 2/(k x0)), for all l, from c_0 alone. [P]
class CollapseBound {
  public:
    /// c0 within [-1, 1).
    explicit CollapseBound(const Enclosure& c0);
    /// The lower and upper bound of (1-c_l)^{-1/2}.
    Enclosure root_least(std::int64_t l) const;
    Enclosure root_most(std::int64_t l) const;
    /// The interval [root_most^{-2}, root_least^{-2}] that contains 1 - c_l.
    Enclosure defect(std::int64_t l) const;

  private:
    Enclosure k_, x0_, a0_, b0_;
};

/// psi(e) = (f(1-e) - (1-e))/e^{3/2} for e within (0, 2]: increases from k to 1/(2 sqrt2). Section 5.3. [P]
Enclosure psi(const Enclosure& e);
/// kappa = (1/(2 sqrt2) - k)/2 = 0.0267239759..., the greatest value of (psi(e) - k)/e. Section 5.3. [P]
Enclosure kappa(Bits bits = precise::default_bits);
/// 9 pi^2/2 = 44.4132..., with 1 - c_l ~ 9 pi^2/(2 l^2); `factor` multiplies it for falsifications. [A] at
/// finite l.
Enclosure asymptote(std::int64_t l, const Enclosure& factor = 1);

/// Numbers of the joint limit L/n -> t that were measured, not proved: solutions of a backward equation,
/// error about 2e-5.
struct MeasuredCollapse {
    int quarter_t;            ///< 4 t
    const char* mean;         ///< G(t) = E g, g = r/(1+r), r = (1-rho_L)/(1-c_L)
    const char* probability;  ///< P(t) = P(r <= 1)
};

/// The table of docs/theory/collapse, section 6, at t = 1/4, 1/2, 1, 2. [N]
std::span<const MeasuredCollapse> measured_collapse();
/// The table's half-width as a number to allow for: 2e-5. [N]
Enclosure measured_collapse_error();
/// ln n/n: the allowance of the two measured statements; its constant 1 is measured. [N]
Enclosure finite_width_allowance(std::int64_t n);
/// The levels of the statement without reference numbers: E g <= 2/5 and P(r <= 1/2) >= 11/20 at L = n >= 16.
/// [N]
Enclosure joint_mean_level();
Enclosure joint_probability_level();

}  // namespace limitcheck::theorems::correlation_collapse
