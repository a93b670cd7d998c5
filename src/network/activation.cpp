#include "limitcheck/network/activation.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "limitcheck/cell/error.hpp"
#include "network/apply.hpp"
#include "network/slope.hpp"
#include "network/smooth.hpp"

namespace limitcheck::network {

namespace {

template <class Real>
struct Apply {
    Real x;
    Real operator()(const Relu&) const { return x > 0 ? x : 0; }
    Real operator()(const LeakyRelu& leaky) const {
        return detail::with_negative_slope(detail::Slope<Real>(leaky.slope), x);
    }
    Real operator()(const Tanh&) const { return detail::hyperbolic_tangent(x); }
    Real operator()(const Gelu&) const { return detail::gaussian_error_linear_unit(x); }
    Real operator()(const Identity&) const { return x; }
    Real operator()(const UserFunction& user) const { return static_cast<Real>(user.function(x)); }
};

}  // namespace

Activation function(std::string name, std::function<double(double)> phi) {
    if (!phi) {
        throw Error("the activation " + name + " is an empty function: give one, as function(\"" + name +
                    "\", my_phi)");
    }
    return UserFunction{std::move(name), std::move(phi)};
}

double activate(const Activation& activation, double x) { return std::visit(Apply<double>{x}, activation); }
float activate(const Activation& activation, float x) { return std::visit(Apply<float>{x}, activation); }

std::string name(const Activation& activation) {
    struct Name {
        std::string operator()(const Relu&) const { return "relu"; }
        std::string operator()(const LeakyRelu& leaky) const {
            std::array<char, 32> text{};
            const auto end = std::to_chars(text.data(), text.data() + text.size(), leaky.slope).ptr;
            return "leaky_relu(" + std::string(text.data(), end) + ")";
        }
        std::string operator()(const Tanh&) const { return "tanh"; }
        std::string operator()(const Gelu&) const { return "gelu"; }
        std::string operator()(const Identity&) const { return "identity"; }
        std::string operator()(const UserFunction& user) const { return user.name; }
    };
    return std::visit(Name{}, activation);
}

namespace detail {

std::optional<double> negative_slope(const Activation& activation) {
    if (std::holds_alternative<Relu>(activation)) {
        return 0.0;
    }
    if (const auto* leaky = std::get_if<LeakyRelu>(&activation)) {
        return leaky->slope;
    }
    if (std::holds_alternative<Identity>(activation)) {
        return 1.0;
    }
    return std::nullopt;
}

template <class Real>
void apply_all(const Activation& activation, std::span<const Real> in, std::span<Real> out) {
    if (const std::optional<double> slope = negative_slope(activation)) {
        apply_slope(*slope, in, out);
    } else if (std::holds_alternative<Tanh>(activation)) {
        apply_tanh(in, out);
    } else if (std::holds_alternative<Gelu>(activation)) {
        apply_gelu(in, out);
    } else {
        std::transform(in.begin(), in.end(), out.begin(),
                       [&](Real x) { return Apply<Real>{x}(std::get<UserFunction>(activation)); });
    }
}

template void apply_all(const Activation&, std::span<const float>, std::span<float>);
template void apply_all(const Activation&, std::span<const double>, std::span<double>);

}  // namespace detail

}  // namespace limitcheck::network
