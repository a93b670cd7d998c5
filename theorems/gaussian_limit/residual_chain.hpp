// The recursions that bound a one-input residual network of width n against its infinite-width chain, layer
// by layer (docs/theory/resnet-commute, sections 2.1, 2.3, 2.4 with 1/L replaced by alpha_l^2 as section 4
// allows, and docs/theory/resnet-commute, "direct accumulation"). All proved for every n >= 1, every array,
// q0 > 0.
#pragma once

#include <cstdint>
#include <vector>

#include "limitcheck/theorems/branches.hpp"
#include "limitcheck/theorems/gaussian_limit/sampling_moments.hpp"

namespace limitcheck::theorems::gaussian_limit {

/// The numbers that depend on the width alone. They cost the most: callers who visit many depths keep them.
struct WidthConstants {
    std::int64_t n = 0;
    Enclosure beta;         ///< beta_n
    Enclosure gamma2;       ///< gamma_n^2
    Enclosure beta_less;    ///< beta' of section 2.3: n - 1 neurons feed the norm
    Enclosure gamma2_less;  ///< gamma'^2 of section 2.3
};

/// The constants of width n >= 1, at `bits`. [P]
WidthConstants width_constants(std::int64_t n, Bits bits = recursion_bits);

/// State after layer l: each field is an upper bound in the sense that its enclosure's upper end is one,
/// except q, which is exact. Y is the network, Yt the infinite-width chain coupled to it, Z the chain that
/// neuron 1 does not feed.
struct ResidualLayer {
    Enclosure q;                  ///< q_l: E (Yt^i_l)^2, exactly
    Enclosure coupling;           ///< Db_l >= E |Y^i - Yt^i|^2
    Enclosure coupling_rms;       ///< Nb_l >= || |Y - Yt|^2/n ||_2
    Enclosure bias_direct;        ///< >= |E Q_l - q_l|, by direct accumulation
    Enclosure norm_square;        ///< >= E Q_l^2, the smaller of the two bounds of section 2.4
    Enclosure norm_square_crude;  ///< >= E Q_l^2 by the second of them, which assumes nothing of the limit
    Enclosure fourth_moment;      ///< >= E (Y^i_l)^4
    Enclosure leave_one_out_coupling;      ///< DZ_l >= E |Z^j - Yt^j|^2
    Enclosure leave_one_out_coupling_rms;  ///< NZ_l, the same in fourth order
    Enclosure leave_one_out_path;          ///< T_l >= || sum alpha^2 (s^Z - s)^2 ||_2
    Enclosure leave_one_out_gap;           ///< E_l >= E |Y^j - Z^j|^2
    Enclosure leave_one_out_bias;          ///< dl_l >= |E V_l - q_l|
};

/// All layers 0..last of a network of width n with these branches. L = 4096 takes a few tens of milliseconds
/// at 128 bits.
class ResidualChain {
  public:
    /// Runs the recursions up to layer `last` (default: all). `q0` = |a|^2/d > 0.
    ResidualChain(const WidthConstants& width, const Branches& branches, const Enclosure& q0 = 1,
                  std::int64_t last = -1);

    std::int64_t width() const { return n_; }
    std::int64_t last() const { return static_cast<std::int64_t>(layers_.size()) - 1; }
    const Enclosure& q0() const { return q0_; }
    /// The state after layer l, 0 <= l <= last().
    const ResidualLayer& at(std::int64_t l) const;

  private:
    std::int64_t n_;
    Enclosure q0_;
    std::vector<ResidualLayer> layers_;
};

}  // namespace limitcheck::theorems::gaussian_limit
