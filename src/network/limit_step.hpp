// One step of the infinite-width chain in memory that the caller has: what limit_chain.hpp offers, for
// samplers that take the step at every layer of every group.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "limitcheck/network/architecture.hpp"
#include "limitcheck/network/limit_chain.hpp"

namespace limitcheck::network::detail {

/// E relu(u) relu(v), (u, v) Gaussian, and its derivatives, from one angle.
class ReluPair {
  public:
    /// E u^2, E u v, E v^2.
    ReluPair(double first, double covariance, double second);

    [[nodiscard]] double moment() const;
    [[nodiscard]] ReluDerivatives derivatives() const;

  private:
    double first_, second_;
    double scale_;  ///< sqrt(first second)
    double c_ = 0;  ///< the correlation, and what rests on it, where scale > 0
    double sine_ = 0;
    double rest_ = 0;  ///< pi - theta
};

/// E phi phi^T under N(0, K) in closed form.
class PostMoments {
  public:
    /// Throws Error for an activation without a closed form.
    explicit PostMoments(const Activation& activation);

    /// `moments` of K, both k x k row-major. For two inputs and relu also their derivatives, where wanted.
    void operator()(std::uint32_t inputs, std::span<const double> k, std::span<double> moments,
                    ReluDerivatives* derivatives = nullptr) const;

  private:
    bool gelu_;
    double slope_;  ///< on the negative side; where not gelu
};

/// DF of relu: the change of Gamma's packed entries (0,0), (1,0), (1,1) with those of K, [entry][by].
inline std::array<std::array<double, 3>, 3> packed_derivative(std::uint32_t inputs,
                                                              const ReluDerivatives& by) {
    std::array<std::array<double, 3>, 3> change{};
    change[0][0] = 0.5;
    if (inputs == 2) {
        change[1] = {by.by_first, by.by_covariance, by.by_second};
        change[2][2] = 0.5;
    }
    return change;
}

/// Throws Error unless first <= layer <= depth.
void check_layer(std::uint32_t first, std::uint32_t layer, Depth depth);

/// K_l in place of K_{l-1}, of which `moments` are.
void advance_limit(const Architecture& architecture, std::span<const double> moments, std::uint32_t layer,
                   Depth depth, std::span<double> k);

}  // namespace limitcheck::network::detail
