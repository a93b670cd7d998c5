#include "limitcheck/network/architecture.hpp"

#include <cmath>

#include "network/elementary.hpp"

namespace limitcheck::network {

BranchScale power(double exponent) {
    if (!std::isfinite(exponent) || exponent > 0) {
        throw Error("a branch scale of L^" + std::to_string(exponent) +
                    " grows with the depth: give an exponent <= 0, as power(-0.5) for L^(-1/2)");
    }
    return PowerScale{exponent};
}

BranchScale constant(double alpha) {
    if (!std::isfinite(alpha)) {
        throw Error("a branch scale is not finite: give a number, as constant(1)");
    }
    return ConstantScale{alpha};
}

BranchScale scales(std::vector<double> alphas) {
    for (std::size_t i = 0; i < alphas.size(); ++i) {
        if (!std::isfinite(alphas[i])) {
            throw Error("the branch scale of layer " + std::to_string(i + 1) +
                        " is not finite: give a number");
        }
    }
    return ArrayScale{std::move(alphas)};
}

double branch_scale(const BranchScale& scale, std::uint32_t layer, Depth depth) {
    require(layer >= 1 && layer <= depth.value, "branches are scaled in layers 1..L");
    struct Visitor {
        std::uint32_t layer;
        Depth depth;
        double operator()(const PowerScale& power) const {
            return detail::inverse_power(depth.value, -power.exponent);
        }
        double operator()(const ConstantScale& constant) const { return constant.alpha; }
        double operator()(const ArrayScale& array) const {
            if (array.alphas.size() != depth.value) {
                throw Error("branch scales are given for " + std::to_string(array.alphas.size()) +
                            " layers, the depth is " + std::to_string(depth.value) +
                            ": give one for each layer");
            }
            return array.alphas[layer - 1];
        }
    };
    return std::visit(Visitor{layer, depth}, scale);
}

Architecture Architecture::branch(BranchScale scale) const {
    Architecture changed = *this;
    changed.branch_ = std::move(scale);
    return changed;
}

Architecture Architecture::weights(double variance_numerator) const {
    if (!std::isfinite(variance_numerator) || variance_numerator < 0) {
        throw Error("a weight's variance is " + std::to_string(variance_numerator) +
                    "/n: give a finite number >= 0");
    }
    Architecture changed = *this;
    changed.weights_ = variance_numerator;
    return changed;
}

Architecture Architecture::activation(Activation phi) const {
    if (const auto* leaky = std::get_if<LeakyRelu>(&phi); leaky != nullptr && !std::isfinite(leaky->slope)) {
        throw Error("the slope of a leaky relu is not finite: give a number, as LeakyRelu{0.01}");
    }
    Architecture changed = *this;
    changed.activation_ = std::move(phi);
    return changed;
}

Architecture Architecture::skip(bool connected) const {
    Architecture changed = *this;
    changed.skip_ = connected;
    return changed;
}

Architecture resnet() { return {true, power(-0.5), 1.0, Relu{}}; }
Architecture mlp() { return {false, constant(1.0), 2.0, Relu{}}; }

}  // namespace limitcheck::network
