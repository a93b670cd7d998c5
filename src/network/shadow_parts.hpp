// What the shadow samplers share: the recursion's ingredients in high precision, and the view of several
// networks' states as doubles.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "limitcheck/network/architecture.hpp"
#include "limitcheck/network/gram_matrix.hpp"
#include "limitcheck/network/layer_view.hpp"
#include "network/shadow_store.hpp"

namespace limitcheck::network::detail {

/// k x k, row-major.
using ShadowMatrix = std::vector<ShadowReal>;

/// alpha_1 .. alpha_L. L^-exponent is computed here, from the depth; other scales are the doubles they are.
class ShadowScales {
  public:
    /// Times `factor`, in every layer.
    ShadowScales(const Architecture& architecture, Depth depth, const ShadowReal& factor);
    [[nodiscard]] const ShadowReal& at(std::uint32_t layer) const {
        return scales_.size() == 1 ? scales_.front() : scales_[layer - 1];
    }

  private:
    std::vector<ShadowReal> scales_;
};

/// phi in high precision; a UserFunction at the nearest double, as that is all it is defined on.
[[nodiscard]] std::function<ShadowReal(const ShadowReal&)> shadow_activation(const Activation& activation);

/// Lower triangular S with S S^T = A, as network::cholesky, with the threshold 2^-100 for pivots.
[[nodiscard]] ShadowMatrix shadow_cholesky(std::uint32_t k, const ShadowMatrix& matrix);

[[nodiscard]] ShadowMatrix shadow_matrix(const GramMatrix& gram);

/// K_0, K_1, ...: the infinite-width chain of limit_chain.hpp; k <= 2.
class ShadowLimit {
  public:
    ShadowLimit(const Architecture& architecture, const GramMatrix& gram);
    /// Gamma = E phi phi^T under N(0, K).
    [[nodiscard]] ShadowMatrix post_moments() const;
    /// To the next layer, with alpha sqrt(weights) = scale.
    void advance(const ShadowReal& scale);

  private:
    std::uint32_t k_;
    bool skip_;
    bool gelu_;
    ShadowReal slope_;  // where not gelu: phi(x) = relu(x) - slope relu(-x)
    ShadowMatrix moments_;
};

/// One network's pre-activations, [neuron][input].
struct ShadowState {
    ShadowState(std::uint32_t width, std::uint32_t inputs) : values(std::size_t{width} * inputs) {}
    std::vector<ShadowReal> values;
};

/// Y = [Y] + g S^T.
void shadow_step(ShadowState& state, std::uint32_t k, const ShadowRow& normals, const ShadowMatrix& root,
                 bool skip);

/// (1/n) sum of phi(Y) phi(Y)^T.
[[nodiscard]] ShadowMatrix shadow_moments(const ShadowState& state, std::uint32_t k,
                                          const std::function<ShadowReal(const ShadowReal&)>& phi);

/// States of several networks as doubles, [neuron][input][lane]; lanes beyond the last repeat network 0.
[[nodiscard]] std::vector<double> shadow_values(std::span<const ShadowState> states);

/// Throws std::logic_error unless 1 <= networks <= lanes.
void check_networks(std::size_t networks);

}  // namespace limitcheck::network::detail
