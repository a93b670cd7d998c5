// Architectures: what maps one layer to the next. Falsifications are made by changing one of their facts.
// Notation of docs/theory/resnet-commute, section 0.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/network/activation.hpp"

namespace limitcheck::network {

/// Number of neurons n of every layer, n >= 1.
struct Width {
    std::uint32_t value = 1;
    friend bool operator==(Width, Width) = default;
};
/// Number of layers L after the input layer; layers are 0 (the input layer's pre-activations) .. L.
struct Depth {
    std::uint32_t value = 1;
    friend bool operator==(Depth, Depth) = default;
};

/// alpha_l = L^exponent for every layer; exponent <= 0.
struct PowerScale {
    double exponent = -0.5;
    friend bool operator==(PowerScale, PowerScale) = default;
};
/// The same alpha for every layer and depth.
struct ConstantScale {
    double alpha = 1;
    friend bool operator==(ConstantScale, ConstantScale) = default;
};
/// alpha_l = alphas[l-1]; the depth must be alphas.size().
struct ArrayScale {
    std::vector<double> alphas;
    friend bool operator==(const ArrayScale&, const ArrayScale&) = default;
};
/// How the branch of layer l is scaled.
using BranchScale = std::variant<PowerScale, ConstantScale, ArrayScale>;

/// alpha_l = L^exponent: power(-0.5) is the scaling L^{-1/2} of the theorems, power(-1) is 1/L, power(0)
/// is 1. Throws Error unless the exponent is finite and <= 0: a branch that grows with the depth is most
/// often a sign slip; an array says it on purpose.
[[nodiscard]] BranchScale power(double exponent);
/// alpha_l = alpha for every layer and depth. Throws Error unless alpha is finite.
[[nodiscard]] BranchScale constant(double alpha);
/// alpha_l = alphas[l-1], for networks of depth alphas.size(). Throws Error unless all are finite.
[[nodiscard]] BranchScale scales(std::vector<double> alphas);

/// alpha_l for l = 1..L. Throws Error when a user's array is not of length L.
[[nodiscard]] double branch_scale(const BranchScale& scale, std::uint32_t layer, Depth depth);

/// Y_0 has rows iid N(0, K_0), and Y_l = [Y_{l-1}] + alpha_l W_l phi(Y_{l-1}), the bracket with a skip
/// connection; entries of W_l independent of variance weights/n.
///
///     auto false_variant = network::resnet().branch(network::power(-1));
class Architecture {
  public:
    /// With a skip connection or not, the branch scaling, n times a weight's variance, and phi. Throws Error
    /// where power(), constant() and scales() do, unless the variance is finite and >= 0, and unless a leaky
    /// relu's slope is finite and a user's function is there.
    Architecture(bool skip, BranchScale branch, double weights, Activation activation);

    /// The same with another branch scaling, weight variance (times n), activation, or skip connection;
    /// Errors as above.
    [[nodiscard]] Architecture branch(BranchScale scale) const;
    [[nodiscard]] Architecture weights(double variance_numerator) const;
    [[nodiscard]] Architecture activation(Activation phi) const;
    [[nodiscard]] Architecture skip(bool connected) const;

    /// Whether layers add to the one before (residual networks), and how the branches are scaled.
    [[nodiscard]] bool has_skip() const { return skip_; }
    [[nodiscard]] const BranchScale& branch() const { return branch_; }
    /// n times the variance of a weight.
    [[nodiscard]] double weights() const { return weights_; }
    [[nodiscard]] const Activation& activation() const { return activation_; }
    /// alpha_l.
    [[nodiscard]] double alpha(std::uint32_t layer, Depth depth) const {
        return branch_scale(branch_, layer, depth);
    }

    friend bool operator==(const Architecture&, const Architecture&) = default;

  private:
    bool skip_;
    BranchScale branch_;
    double weights_;
    Activation activation_;
};

/// Y_l = Y_{l-1} + L^(-1/2) W_l relu(Y_{l-1}), weights of variance 1/n.
[[nodiscard]] Architecture resnet();
/// Y_l = W_l relu(Y_{l-1}), weights of variance 2/n.
[[nodiscard]] Architecture mlp();

}  // namespace limitcheck::network
