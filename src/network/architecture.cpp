#include "limitcheck/network/architecture.hpp"

#include <cmath>

#include "network/elementary.hpp"

namespace limitcheck::network {

namespace {

/// What the named constructors and Architecture's own hold a scale, a variance and an activation against.
struct Checked {
    BranchScale operator()(PowerScale power) const {
        if (!std::isfinite(power.exponent) || power.exponent > 0) {
            throw Error("a branch scale of L^" + std::to_string(power.exponent) +
                        " grows with the depth: give an exponent <= 0, as power(-0.5) for L^(-1/2)");
        }
        return power;
    }
    BranchScale operator()(ConstantScale constant) const {
        if (!std::isfinite(constant.alpha)) {
            throw Error("a branch scale is not finite: give a number, as constant(1)");
        }
        return constant;
    }
    BranchScale operator()(ArrayScale array) const {
        for (std::size_t i = 0; i < array.alphas.size(); ++i) {
            if (!std::isfinite(array.alphas[i])) {
                throw Error("the branch scale of layer " + std::to_string(i + 1) +
                            " is not finite: give a number");
            }
        }
        return array;
    }
};

BranchScale checked(BranchScale scale) { return std::visit(Checked{}, std::move(scale)); }

double checked_weights(double variance_numerator) {
    if (!std::isfinite(variance_numerator) || variance_numerator < 0) {
        throw Error("a weight's variance is " + std::to_string(variance_numerator) +
                    "/n: give a finite number >= 0");
    }
    return variance_numerator;
}

Activation checked(Activation phi) {
    if (const auto* leaky = std::get_if<LeakyRelu>(&phi); leaky != nullptr && !std::isfinite(leaky->slope)) {
        throw Error("the slope of a leaky relu is not finite: give a number, as LeakyRelu{0.01}");
    }
    if (const auto* user = std::get_if<UserFunction>(&phi); user != nullptr && !user->function) {
        throw Error("the activation " + user->name + " is an empty function: give one");
    }
    return phi;
}

}  // namespace

BranchScale power(double exponent) { return checked(BranchScale(PowerScale{exponent})); }
BranchScale constant(double alpha) { return checked(BranchScale(ConstantScale{alpha})); }
BranchScale scales(std::vector<double> alphas) { return checked(BranchScale(ArrayScale{std::move(alphas)})); }

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

Architecture::Architecture(bool skip, BranchScale branch, double weights, Activation activation)
    : skip_(skip),
      branch_(checked(std::move(branch))),
      weights_(checked_weights(weights)),
      activation_(checked(std::move(activation))) {}

Architecture Architecture::branch(BranchScale scale) const {
    return {skip_, std::move(scale), weights_, activation_};
}

Architecture Architecture::weights(double variance_numerator) const {
    return {skip_, branch_, variance_numerator, activation_};
}

Architecture Architecture::activation(Activation phi) const {
    return {skip_, branch_, weights_, std::move(phi)};
}

Architecture Architecture::skip(bool connected) const {
    Architecture changed = *this;
    changed.skip_ = connected;
    return changed;
}

Architecture resnet() { return {true, power(-0.5), 1.0, Relu{}}; }
Architecture mlp() { return {false, constant(1.0), 2.0, Relu{}}; }

}  // namespace limitcheck::network
