// One step of the infinite-width chain in memory that the caller has: what limit_chain.hpp offers, for
// samplers that take the step at every layer of every group.
#pragma once

#include <cstdint>
#include <span>

#include "limitcheck/network/architecture.hpp"

namespace limitcheck::network::detail {

/// E phi phi^T under N(0, K) in closed form.
class PostMoments {
  public:
    /// Throws Error for an activation without a closed form.
    explicit PostMoments(const Activation& activation);

    /// `moments` of K, both k x k row-major.
    void operator()(std::uint32_t inputs, std::span<const double> k, std::span<double> moments) const;

  private:
    bool gelu_;
    double slope_;  ///< on the negative side; where not gelu
};

/// K_l in place of K_{l-1}, of which `moments` are.
void advance_limit(const Architecture& architecture, std::span<const double> moments, std::uint32_t layer,
                   Depth depth, std::span<double> k);

}  // namespace limitcheck::network::detail
