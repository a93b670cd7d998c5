// The infinite-width chain at finite depth, in double: K_l of docs/theory/resnet-commute, section 0. It
// drives the coupled sampler; certified values of the same recursion belong to the theorems.
#pragma once

#include <cstdint>
#include <vector>

#include "limitcheck/network/architecture.hpp"
#include "limitcheck/network/gram_matrix.hpp"

namespace limitcheck::network {

/// Gamma = E phi phi^T under N(0, K), k x k row-major. Throws Error for an activation without a closed form
/// (relu, leaky_relu, gelu and identity have one).
[[nodiscard]] std::vector<double> post_activation_moments(const Activation& activation, const GramMatrix& k);

/// Derivatives of E relu(u) relu(v), (u, v) Gaussian, with respect to E u^2, E u v and E v^2; 0 where u or v
/// is 0. docs/theory/control-variates, section 2.
struct ReluDerivatives {
    double by_first = 0;
    double by_covariance = 0;
    double by_second = 0;
};
[[nodiscard]] ReluDerivatives relu_moment_derivatives(double first, double covariance, double second);

/// K_l from K_{l-1}: [K_{l-1}] + alpha_l^2 weights Gamma_{l-1}, l = 1..L. Throws Error for another layer, and
/// as post_activation_moments does.
[[nodiscard]] GramMatrix next_limit(const Architecture& architecture, const GramMatrix& k,
                                    std::uint32_t layer, Depth depth);

/// K_l, l = 0..L. Throws Error for another layer, and for l > 0 as post_activation_moments does.
[[nodiscard]] GramMatrix limit_at(const Architecture& architecture, const GramMatrix& k0, std::uint32_t layer,
                                  Depth depth);

}  // namespace limitcheck::network
