#include "limitcheck/claim/infinite_width.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <variant>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/theorems/covariance_limit/kernel.hpp"

namespace limitcheck {
namespace {

using precise::Enclosure;

/// phi(x) = x for x > 0 and slope x below.
std::optional<Enclosure> negative_slope(const network::Activation& phi) {
    if (std::holds_alternative<network::Relu>(phi)) {
        return Enclosure(0);
    }
    if (const auto* leaky = std::get_if<network::LeakyRelu>(&phi)) {
        return Enclosure::exactly(leaky->slope);
    }
    if (std::holds_alternative<network::Identity>(phi)) {
        return Enclosure(1);
    }
    return std::nullopt;
}

Enclosure gelu_moment(const Enclosure& q_u, const Enclosure& q_v, const Enclosure& covariance) {
    const Enclosure product = (1 + q_u) * (1 + q_v);
    const Enclosure arc_sine = asin(covariance / sqrt(product));
    const Enclosure rest = q_u * q_v + square(covariance) * (1 / (1 + q_u) - q_v / (1 + q_v));
    return covariance / 4 +
           (covariance * arc_sine + rest / sqrt(product - square(covariance))) / (2 * Enclosure::pi());
}

const precise::SmoothFunction& hyperbolic_tangent() {
    static const precise::SmoothFunction tanh{
        .series = [](const precise::Series& x) { return precise::tanh(x); }, .offset = 1};
    return tanh;
}

[[noreturn]] void unknown(const network::Activation& phi, const char* instead) {
    throw Error("the infinite-width kernel of the function '" + network::name(phi) +
                "' is not known from its values: give its series to " + instead);
}

}  // namespace

Enclosure infinite_width_kernel(const network::Activation& phi, const Enclosure& q) {
    if (const auto slope = negative_slope(phi)) {
        return (1 + square(*slope)) * q / 2;
    }
    if (std::holds_alternative<network::Gelu>(phi)) {
        return gelu_moment(q, q, q);
    }
    if (std::holds_alternative<network::Tanh>(phi)) {
        return second_moment(hyperbolic_tangent(), q);
    }
    unknown(phi, "precise::second_moment");
}

Enclosure infinite_width_kernel(const network::Activation& phi, const Enclosure& q_u, const Enclosure& q_v,
                                const Enclosure& covariance) {
    if (const auto slope = negative_slope(phi)) {
        // phi(x) = relu(x) - s relu(-x):
        // E phi phi' = (1 + s^2) E relu(u) relu(v) - 2 s E relu(u) relu(-v).
        const Enclosure scale = sqrt(q_u * q_v);
        const Enclosure c = intersect(covariance / scale, Enclosure::between(-1, 1));
        using theorems::covariance_limit::kernel;
        return scale * ((1 + square(*slope)) * kernel(c) - 2 * *slope * kernel(-c)) / 2;
    }
    if (std::holds_alternative<network::Gelu>(phi)) {
        return gelu_moment(q_u, q_v, covariance);
    }
    if (std::holds_alternative<network::Tanh>(phi)) {
        return product_moment(hyperbolic_tangent(), q_u, q_v, covariance);
    }
    unknown(phi, "precise::product_moment");
}

KernelTable::KernelTable(const std::function<Enclosure(const Enclosure&)>& kernel, int least, int most,
                         int cells, Enclosure curvature)
    : least_(least), most_(most), curvature_(std::move(curvature)) {
    require(cells >= 1 && least < most, "KernelTable: least < most and at least one cell");
    for (int i = 0; i <= cells; ++i) {
        nodes_.push_back(kernel(least + Enclosure::ratio(std::int64_t{i} * (most - least), cells)));
    }
}

Enclosure KernelTable::operator()(const Enclosure& q) const {
    if (!(q.lower() >= least_ && q.upper() <= most_)) {
        throw std::domain_error("KernelTable: q = " + to_string(q) + " is outside [" +
                                std::to_string(least_) + ", " + std::to_string(most_) + "]");
    }
    const auto cells = static_cast<std::int64_t>(nodes_.size()) - 1;
    const std::int64_t range = most_ - least_;
    const auto below = static_cast<std::int64_t>(
        std::floor((q.mid() - least_) * static_cast<double>(cells) / static_cast<double>(range)));
    const std::int64_t left = std::clamp<std::int64_t>(below, 0, cells - 1);
    const auto i = static_cast<std::size_t>(left);
    const Enclosure a = q - (least_ + Enclosure::ratio(left * range, cells));
    const Enclosure b = q - (least_ + Enclosure::ratio((left + 1) * range, cells));
    const Enclosure line = nodes_[i] + (nodes_[i + 1] - nodes_[i]) * cells * a / range;
    // The remainder of interpolation is k''(at some point)/2 (q - left)(q - right); it holds beyond the cell
    // too, for a q that reaches into the next one.
    const Enclosure remainder = curvature_ * abs(a * b) / 2;
    return line + Enclosure::hull(remainder, -remainder);
}

}  // namespace limitcheck
