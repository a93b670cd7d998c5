// Activations phi, as values. Non-elementary ones are computed by the project's own functions, so that the
// bits of a sample do not depend on a mathematics library.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <variant>

namespace limitcheck::network {

/// max(x, 0).
struct Relu {
    friend bool operator==(Relu, Relu) = default;
};
/// x for x > 0, slope * x otherwise.
struct LeakyRelu {
    double slope = 0.01;
    friend bool operator==(LeakyRelu, LeakyRelu) = default;
};
/// The hyperbolic tangent.
struct Tanh {
    friend bool operator==(Tanh, Tanh) = default;
};
/// x P(N(0,1) <= x), the exact one; computed in double to 1e-12 of max(1, |x|).
struct Gelu {
    friend bool operator==(Gelu, Gelu) = default;
};
/// phi(x) = x: a linear network.
struct Identity {
    friend bool operator==(Identity, Identity) = default;
};
/// Any function R -> R, pure; the name stands for it in reports and comparisons.
struct UserFunction {
    std::string name;
    std::function<double(double)> function;
    friend bool operator==(const UserFunction& a, const UserFunction& b) { return a.name == b.name; }
};

/// Any of the above, by value.
using Activation = std::variant<Relu, LeakyRelu, Tanh, Gelu, Identity, UserFunction>;

/// The activations by name: `resnet().activation(gelu())`.
[[nodiscard]] inline Activation relu() { return Relu{}; }
[[nodiscard]] inline Activation leaky_relu(double slope) { return LeakyRelu{slope}; }
[[nodiscard]] inline Activation tanh() { return Tanh{}; }
[[nodiscard]] inline Activation gelu() { return Gelu{}; }
[[nodiscard]] inline Activation identity() { return Identity{}; }
/// A function of one's own: `network::resnet().activation(network::function("sine", my_sine))`. Its bits are
/// a sample's bits: they should not depend on a mathematics library if runs are to be repeated elsewhere. The
/// statement is about the function as it is computed: a shadow run evaluates it too, at doubles.
[[nodiscard]] inline Activation function(std::string name, std::function<double(double)> phi) {
    return UserFunction{std::move(name), std::move(phi)};
}

/// phi(x), in double.
[[nodiscard]] double activate(const Activation& activation, double x);

/// "relu", "leaky_relu(0.1)", "tanh", "gelu", "identity", or the user's name.
[[nodiscard]] std::string name(const Activation& activation);

}  // namespace limitcheck::network
