// Activations phi, as values. Non-elementary ones are computed by the project's own functions, so that the
// bits of a sample do not depend on a mathematics library, nor on the vector width.
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
/// x for x > 0, slope * x otherwise, rounded once; in float within a share 2^-24 (1 + 2^-20) of it where it
/// is no subnormal, with the slope a double still. A slope beyond float's range is an error of networks in
/// float.
struct LeakyRelu {
    double slope = 0.01;
    friend bool operator==(LeakyRelu, LeakyRelu) = default;
};
/// The hyperbolic tangent. Odd to the bit, in [-1, 1], tanh(+-inf) = +-1, NaN for NaN.
///
/// | relative error, in units of half the spacing at 1 (2^-24, 2^-53) | float, all | double, sampled |
/// |---|---|---|
/// | every x | 3 | 4 |
///
/// The column for float holds at every float. That for double has room over the largest error that a hunt of
/// millions of values found, most of them where the functions are worst: 3.32 here, the ends of the reduced
/// range |r| = log(2)/2 being such places.
struct Tanh {
    friend bool operator==(Tanh, Tanh) = default;
};
/// x P(N(0,1) <= x), the exact one, in the negative tail too, down to where it vanishes; gelu(inf) = inf,
/// gelu(-inf) = -0, NaN for NaN. x P(N(0,1) <= x) = x + (-x) P(N(0,1) <= -x) holds within these errors.
///
/// | error | float, all | double, sampled |
/// |---|---|---|
/// | relative, in units of half the spacing at 1, x > 0 with a value that is no subnormal | 4 | 4.5 |
/// | likewise for x < 0: x above -13.1 (float), -37.5 (double) | 7.5 | 13 |
/// | absolute where the value is subnormal, in units of the least positive number | 3 | 7 |
///
/// Float and double as for tanh; in double the hunt found 3.91, 10.7 and 5.3.
struct Gelu {
    friend bool operator==(Gelu, Gelu) = default;
};
/// phi(x) = x: a linear network.
struct Identity {
    friend bool operator==(Identity, Identity) = default;
};
/// Any function R -> R, pure and not empty; the name stands for it in reports and comparisons. Made by
/// function(), which checks it.
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
/// statement is about the function as it is computed: a shadow run evaluates it too, at doubles. Throws Error
/// for an empty function or a null pointer to one.
[[nodiscard]] Activation function(std::string name, std::function<double(double)> phi);

/// phi(x), as networks in double and in float have it: rounded to the argument's type, with the accuracy
/// above.
[[nodiscard]] double activate(const Activation& activation, double x);
[[nodiscard]] float activate(const Activation& activation, float x);

/// "relu", "leaky_relu(0.1)", "tanh", "gelu", "identity", or the user's name.
[[nodiscard]] std::string name(const Activation& activation);

}  // namespace limitcheck::network
