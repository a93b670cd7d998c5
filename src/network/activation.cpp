#include "limitcheck/network/activation.hpp"

#include <array>
#include <charconv>
#include <type_traits>

#include "network/apply.hpp"
#include "network/elementary.hpp"

namespace limitcheck::network {

namespace {

struct Apply {
    double x;
    double operator()(const Relu&) const { return x > 0 ? x : 0; }
    /// Both parts, one of them 0: a branch on a sign that is random costs ten times as much. The same number
    /// as by cases, but that a zero is always +0.
    double operator()(const LeakyRelu& leaky) const {
        return (x > 0 ? x : 0.0) + leaky.slope * (x > 0 ? 0.0 : x);
    }
    double operator()(const Tanh&) const { return detail::hyperbolic_tangent(x); }
    double operator()(const Gelu&) const { return x * detail::normal_probability(x); }
    double operator()(const Identity&) const { return x; }
    double operator()(const UserFunction& user) const { return user.function(x); }
};

}  // namespace

double activate(const Activation& activation, double x) { return std::visit(Apply{x}, activation); }

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

template <class Real>
void apply_all(const Activation& activation, std::span<const Real> in, std::span<Real> out) {
    std::visit(
        [&]<class Phi>(const Phi& phi) {
            // A copy's parameters stay in registers: what is stored cannot change them.
            const std::conditional_t<std::is_trivially_copyable_v<Phi>, Phi, const Phi&> kept = phi;
            for (std::size_t i = 0; i < in.size(); ++i) {
                out[i] = static_cast<Real>(Apply{static_cast<double>(in[i])}(kept));
            }
        },
        activation);
}

template void apply_all(const Activation&, std::span<const float>, std::span<float>);
template void apply_all(const Activation&, std::span<const double>, std::span<double>);

}  // namespace detail

}  // namespace limitcheck::network
