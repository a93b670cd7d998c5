#include "limitcheck/network/limit_chain.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "limitcheck/cell/error.hpp"
#include "network/elementary.hpp"

namespace limitcheck::network {

namespace {

/// phi as a relu of another slope on the negative side; identity has slope 1.
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

/// E relu(u) relu(v) = sqrt(q_u q_v) f(c)/2, f(c) = (sin theta + (pi - theta) c)/pi.
double relu_moment(double q_u, double q_v, double covariance) {
    const double scale = std::sqrt(q_u * q_v);
    if (!(scale > 0)) {
        return 0;
    }
    const double c = std::clamp(covariance / scale, -1.0, 1.0);
    const double theta = detail::angle(1 - c, 1 + c);
    const double sine = std::sqrt((1 - c) * (1 + c));
    return 0.5 * scale * (sine + (detail::pi - theta) * c) / detail::pi;
}

/// E gelu(u) gelu(v), by parts from E P(u) P(v) = 1/4 + asin(...)/(2 pi), P the normal distribution function
/// (docs/theory/infinite-width, section 2).
double gelu_moment(double q_u, double q_v, double covariance) {
    const double product = (1 + q_u) * (1 + q_v);
    const double x = covariance / std::sqrt(product);
    const double arc_sine = detail::pi / 2 - detail::angle(1 - x, 1 + x);
    const double square = covariance * covariance;
    const double rest = q_u * q_v + square * (1 / (1 + q_u) - q_v / (1 + q_v));
    return covariance / 4 + (covariance * arc_sine + rest / std::sqrt(product - square)) / (2 * detail::pi);
}

}  // namespace

std::vector<double> post_activation_moments(const Activation& activation, const GramMatrix& k) {
    const std::optional<double> slope = negative_slope(activation);
    const bool gelu = std::holds_alternative<Gelu>(activation);
    if (!slope && !gelu) {
        throw Error("the infinite-width chain of " + name(activation) +
                    " has no closed form here: use relu, leaky_relu, gelu or identity");
    }
    const std::uint32_t count = k.inputs();
    std::vector<double> gamma(std::size_t{count} * count);
    for (std::uint32_t i = 0; i < count; ++i) {
        for (std::uint32_t j = 0; j <= i; ++j) {
            const double covariance = k(i, j);
            // phi(x) = relu(x) - s relu(-x):  E phi phi' = (1 + s^2) E relu(u) relu(v) - 2 s E relu(u)
            // relu(-v).
            double moment = 0;
            if (gelu) {
                moment = gelu_moment(k(i, i), k(j, j), covariance);
            } else if (i == j) {
                moment = 0.5 * (1 + *slope * *slope) * covariance;
            } else {
                moment = (1 + *slope * *slope) * relu_moment(k(i, i), k(j, j), covariance) -
                         2 * *slope * relu_moment(k(i, i), k(j, j), -covariance);
            }
            gamma[std::size_t{i} * count + j] = moment;
            gamma[std::size_t{j} * count + i] = moment;
        }
    }
    return gamma;
}

ReluDerivatives relu_moment_derivatives(double first, double covariance, double second) {
    const double scale = std::sqrt(first * second);
    if (!(scale > 0)) {
        return {};
    }
    const double c = std::clamp(covariance / scale, -1.0, 1.0);
    const double sine = std::sqrt((1 - c) * (1 + c));
    const double share = sine / (4 * detail::pi);
    return {share * std::sqrt(second / first), (detail::pi - detail::angle(1 - c, 1 + c)) / (2 * detail::pi),
            share * std::sqrt(first / second)};
}

GramMatrix next_limit(const Architecture& architecture, const GramMatrix& k, std::uint32_t layer,
                      Depth depth) {
    return next_limit(architecture, k, post_activation_moments(architecture.activation(), k), layer, depth);
}

GramMatrix next_limit(const Architecture& architecture, const GramMatrix& k, std::vector<double> moments,
                      std::uint32_t layer, Depth depth) {
    const double alpha = architecture.alpha(layer, depth);
    for (std::size_t i = 0; i < moments.size(); ++i) {
        moments[i] *= alpha * alpha * architecture.weights();
        if (architecture.has_skip()) {
            moments[i] += k.values()[i];
        }
    }
    return {k.inputs(), std::move(moments)};
}

GramMatrix limit_at(const Architecture& architecture, const GramMatrix& k0, std::uint32_t layer,
                    Depth depth) {
    GramMatrix k = k0;
    for (std::uint32_t l = 1; l <= layer; ++l) {
        k = next_limit(architecture, k, l, depth);
    }
    return k;
}

}  // namespace limitcheck::network
