// What a layer does to second moments at infinite width: E phi(u) phi(v) for Gaussian u and v, certified.
// Closed forms for relu, leaky_relu, gelu and identity (docs/theory/infinite-width); certified quadrature for
// tanh and, through precise/gaussian_moments.hpp, for functions of one's own. Rigor: interval.
#pragma once

#include <functional>
#include <vector>

#include "limitcheck/network/activation.hpp"
#include "limitcheck/precise/gaussian_moments.hpp"

namespace limitcheck {

/// k(q) = E phi(sqrt(q) Z)^2, q >= 0 a point or thin. A tenth of a second for tanh, microseconds for the
/// others. Throws Error for a UserFunction, which is known by its values alone: give its series to
/// precise::second_moment.
[[nodiscard]] precise::Enclosure infinite_width_kernel(const network::Activation& phi,
                                                       const precise::Enclosure& q);

/// E phi(u) phi(v) for centred Gaussian u, v of variances q_u, q_v > 0 and this covariance, |covariance| <=
/// sqrt(q_u q_v). Seconds for tanh, and then wider (1e-9 at q = 1). Throws Error for a UserFunction: see
/// precise::product_moment.
[[nodiscard]] precise::Enclosure infinite_width_kernel(const network::Activation& phi,
                                                       const precise::Enclosure& q_u,
                                                       const precise::Enclosure& q_v,
                                                       const precise::Enclosure& covariance);

/// A kernel that is slow to compute, at many arguments: its values at equidistant nodes, computed once, and
/// linear interpolation with its certified remainder.
///
///     const KernelTable k([](const Enclosure& q) { return infinite_width_kernel(network::tanh(), q); },
///                         1, 2, 64, 4);
///     q = q + k(q) / depth;
class KernelTable {
  public:
    /// `cells` >= 1 intervals between `least` < `most` (integers); `curvature` >= |k''| on [least, most], for
    /// the caller to prove.
    KernelTable(const std::function<precise::Enclosure(const precise::Enclosure&)>& kernel, int least,
                int most, int cells, precise::Enclosure curvature);

    /// Encloses {k(x) : x in q}, at most curvature (most - least)^2/(8 cells^2) wider than a node's value for
    /// a thin q. std::domain_error unless q lies in [least, most].
    [[nodiscard]] precise::Enclosure operator()(const precise::Enclosure& q) const;

  private:
    int least_;
    int most_;
    precise::Enclosure curvature_;
    std::vector<precise::Enclosure> nodes_;
};

}  // namespace limitcheck
