#include "limitcheck/network/limit_chain.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "limitcheck/cell/error.hpp"
#include "network/elementary.hpp"
#include "network/limit_step.hpp"
#include "network/slope.hpp"

namespace limitcheck::network {

namespace {

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

namespace detail {

ReluPair::ReluPair(double first, double covariance, double second)
    : first_(first), second_(second), scale_(std::sqrt(first * second)) {
    if (scale_ > 0) {
        c_ = std::clamp(covariance / scale_, -1.0, 1.0);
        sine_ = std::sqrt((1 - c_) * (1 + c_));
        rest_ = pi - angle(1 - c_, 1 + c_);
    }
}

/// sqrt(q_u q_v) f(c)/2, f(c) = (sin theta + (pi - theta) c)/pi.
double ReluPair::moment() const { return scale_ > 0 ? 0.5 * scale_ * (sine_ + rest_ * c_) / pi : 0.0; }

ReluDerivatives ReluPair::derivatives() const {
    if (!(scale_ > 0)) {
        return {};
    }
    const double share = sine_ / (4 * pi);
    return {share * std::sqrt(second_ / first_), rest_ / (2 * pi), share * std::sqrt(first_ / second_)};
}

PostMoments::PostMoments(const Activation& activation) : gelu_(std::holds_alternative<Gelu>(activation)) {
    const std::optional<double> slope = negative_slope(activation);
    if (!slope && !gelu_) {
        throw Error("the infinite-width chain of " + name(activation) +
                    " has no closed form here: use relu, leaky_relu, gelu or identity");
    }
    slope_ = slope.value_or(0.0);
}

void PostMoments::operator()(std::uint32_t inputs, std::span<const double> k, std::span<double> moments,
                             ReluDerivatives* derivatives) const {
    const auto at = [inputs](std::uint32_t i, std::uint32_t j) { return std::size_t{i} * inputs + j; };
    for (std::uint32_t i = 0; i < inputs; ++i) {
        for (std::uint32_t j = 0; j <= i; ++j) {
            const double q_i = k[at(i, i)];
            const double q_j = k[at(j, j)];
            const double covariance = k[at(i, j)];
            // phi(x) = relu(x) - s relu(-x):  E phi phi' = (1 + s^2) E relu(u) relu(v) - 2 s E relu(u)
            // relu(-v).
            double moment = 0;
            if (gelu_) {
                moment = gelu_moment(q_i, q_j, covariance);
            } else if (i == j) {
                moment = 0.5 * (1 + slope_ * slope_) * covariance;
            } else {
                const ReluPair pair(q_j, covariance, q_i);
                moment = (1 + slope_ * slope_) * pair.moment();
                if (slope_ != 0) {
                    moment -= 2 * slope_ * ReluPair(q_j, -covariance, q_i).moment();
                }
                if (derivatives != nullptr) {
                    *derivatives = pair.derivatives();
                }
            }
            moments[at(i, j)] = moment;
            moments[at(j, i)] = moment;
        }
    }
}

void check_layer(std::uint32_t first, std::uint32_t layer, Depth depth) {
    if (layer < first || layer > depth.value) {
        throw Error("layer " + std::to_string(layer) + " of an infinite-width chain of depth " +
                    std::to_string(depth.value) + ": give a layer from " + std::to_string(first) +
                    " to the depth");
    }
}

void advance_limit(const Architecture& architecture, std::span<const double> moments, std::uint32_t layer,
                   Depth depth, std::span<double> k) {
    const double alpha = architecture.alpha(layer, depth);
    const double scale = alpha * alpha * architecture.weights();
    for (std::size_t i = 0; i < k.size(); ++i) {
        k[i] = (architecture.has_skip() ? k[i] : 0.0) + scale * moments[i];
    }
}

}  // namespace detail

std::vector<double> post_activation_moments(const Activation& activation, const GramMatrix& k) {
    std::vector<double> moments(k.values().size());
    detail::PostMoments{activation}(k.inputs(), k.values(), moments);
    return moments;
}

ReluDerivatives relu_moment_derivatives(double first, double covariance, double second) {
    return detail::ReluPair(first, covariance, second).derivatives();
}

GramMatrix next_limit(const Architecture& architecture, const GramMatrix& k, std::uint32_t layer,
                      Depth depth) {
    detail::check_layer(1, layer, depth);
    std::vector<double> next(k.values().begin(), k.values().end());
    detail::advance_limit(architecture, post_activation_moments(architecture.activation(), k), layer, depth,
                          next);
    return {k.inputs(), std::move(next)};
}

GramMatrix limit_at(const Architecture& architecture, const GramMatrix& k0, std::uint32_t layer,
                    Depth depth) {
    detail::check_layer(0, layer, depth);
    GramMatrix k = k0;
    for (std::uint32_t l = 1; l <= layer; ++l) {
        k = next_limit(architecture, k, l, depth);
    }
    return k;
}

}  // namespace limitcheck::network
