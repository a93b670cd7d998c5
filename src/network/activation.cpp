#include "limitcheck/network/activation.hpp"

#include <array>
#include <charconv>
#include <type_traits>

#include "network/apply.hpp"
#include "network/smooth.hpp"

namespace limitcheck::network {

namespace {

template <class Real>
struct Apply {
    Real x;
    Real operator()(const Relu&) const { return x > 0 ? x : 0; }
    /// Both parts, one of them 0: a branch on a sign that is random costs ten times as much. The same number
    /// as by cases, but that a zero is always +0.
    Real operator()(const LeakyRelu& leaky) const {
        const double y = x;
        return static_cast<Real>((y > 0 ? y : 0.0) + leaky.slope * (y > 0 ? 0.0 : y));
    }
    Real operator()(const Tanh&) const { return detail::hyperbolic_tangent(x); }
    Real operator()(const Gelu&) const { return detail::gaussian_error_linear_unit(x); }
    Real operator()(const Identity&) const { return x; }
    Real operator()(const UserFunction& user) const { return static_cast<Real>(user.function(x)); }
};

}  // namespace

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

template <class Real>
void apply_all(const Activation& activation, std::span<const Real> in, std::span<Real> out) {
    std::visit(
        [&]<class Phi>(const Phi& phi) {
            if constexpr (std::is_same_v<Phi, Tanh>) {
                apply_tanh(in, out);
            } else if constexpr (std::is_same_v<Phi, Gelu>) {
                apply_gelu(in, out);
            } else {
                // A copy's parameters stay in registers: what is stored cannot change them.
                const std::conditional_t<std::is_trivially_copyable_v<Phi>, Phi, const Phi&> kept = phi;
                for (std::size_t i = 0; i < in.size(); ++i) {
                    out[i] = Apply<Real>{in[i]}(kept);
                }
            }
        },
        activation);
}

template void apply_all(const Activation&, std::span<const float>, std::span<float>);
template void apply_all(const Activation&, std::span<const double>, std::span<double>);

}  // namespace detail

}  // namespace limitcheck::network
