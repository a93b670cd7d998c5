// The recursions that bound a residual network of width n on two inputs of equal norm against its
// infinite-width chain (docs/theory/resnet-commute, section 3.1 with 1/L replaced by alpha_l^2, and
// docs/theory/resnet-commute, "direct accumulation").
#pragma once

#include <cstdint>
#include <vector>

#include "limitcheck/theorems/branches.hpp"

namespace limitcheck::theorems::covariance_limit {

/// Which bound of the Gram matrix's sampling error, E B(Gram, Gam)^2 <= b tr Gam, a chain uses.
enum class SamplingBound {
    uniform,         ///< b = chi_most()/n. [P]
    by_correlation,  ///< b = chi(c_{l-1})/n at step l: sharper for small n, slower. [P]
    refined  ///< b = the smaller of chi_most()/n and a/n + b/n^2 + c/n^3 with the constants that the lemmas
             ///< covariance/refined-second and covariance/refined-third prove: a quarter for large n. [P]
};

/// chi_most()/n, n >= 1. Section 3.1. [P]
Enclosure sampling_error_uniform(std::int64_t n, Bits bits = recursion_bits);
/// The refined form, about a quarter of it for large n. Section 3.1. [P]
Enclosure sampling_error_refined(std::int64_t n, Bits bits = recursion_bits);
/// g_n^2 with g_n^4 = (3 chi^2 + nu/n)/n^2 at the suprema of chi and nu: the fourth-order form. Section 3.1.
/// [P]
Enclosure sampling_error_fourth(std::int64_t n, Bits bits = recursion_bits);

/// State after layer l at q0 = 1. q and c are exact, the others upper bounds (the upper end of each is one).
struct CovarianceLayer {
    Enclosure q;             ///< q_l
    Enclosure c;             ///< c_l
    Enclosure coupling;      ///< Db2_l >= E |Y^i - Yt^i|^2 on R^2
    Enclosure coupling_rms;  ///< Nb2_l >= || |Y - Yt|_F^2/n ||_2
    Enclosure bias;          ///< >= |E C_l - q_l c_l|
    Enclosure drift_rms;     ///< >= || sum_{k<l} alpha_{k+1}^2 (G_k - Gt_k) ||_2, G the Gram entry (a, b)
};

/// All layers 0..last at width n from correlation c0 within [-1, 1]. (At c0 = 1 the two inputs are one and
/// the recursion is still valid, by continuity of its constants, though section 2 is sharper.)
class CovarianceChain {
  public:
    CovarianceChain(std::int64_t n, const Branches& branches, const Enclosure& c0,
                    SamplingBound sampling = SamplingBound::uniform, std::int64_t last = -1);

    std::int64_t width() const { return n_; }
    std::int64_t last() const { return static_cast<std::int64_t>(layers_.size()) - 1; }
    /// The state after layer l, 0 <= l <= last().
    const CovarianceLayer& at(std::int64_t l) const;

  private:
    std::int64_t n_;
    std::vector<CovarianceLayer> layers_;
};

}  // namespace limitcheck::theorems::covariance_limit
