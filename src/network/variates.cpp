#include "limitcheck/network/variates.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "limitcheck/cell/error.hpp"
#include "network/kernels.hpp"

namespace limitcheck::network {

std::size_t VariateShape::linear(std::uint32_t inputs) const {
    return (std::size_t{windows} + 1) * detail::packed(inputs);
}

std::size_t VariateShape::quadratic(std::uint32_t inputs) const {
    return groups > 1 ? detail::packed(linear(inputs)) : 0;
}

std::size_t VariateShape::size(std::uint32_t inputs) const { return linear(inputs) + quadratic(inputs); }

VariateShape bounded(VariateShape shape, std::uint32_t inputs) {
    // In this order no product is beyond 64 bits.
    const std::size_t linear = shape.linear(inputs);
    if (linear > most_variates || shape.groups * linear > most_variates ||
        shape.size(inputs) > most_variates) {
        throw Error("control variates of " + std::to_string(shape.windows) + " windows and " +
                    std::to_string(shape.groups) + " groups are more than " + std::to_string(most_variates) +
                    " numbers a network: give fewer windows or groups");
    }
    return shape;
}

VariateShape checked(VariateShape shape, std::uint32_t inputs, Width width) {
    if (inputs > 2) {
        throw Error("control variates come from a chain of one or two inputs, not " + std::to_string(inputs) +
                    ": take pairs of inputs");
    }
    if (shape.windows < 1 || shape.groups < 1 || shape.groups > width.value) {
        throw Error("control variates of " + std::to_string(shape.windows) + " windows and " +
                    std::to_string(shape.groups) + " groups at width " + std::to_string(width.value) +
                    ": give at least one window, and from one group to as many as there are neurons");
    }
    return bounded(shape, inputs);
}

Variates::Variates(VariateShape shape, std::uint32_t inputs)
    : shape_(bounded(shape, inputs)),
      inputs_(inputs),
      values_(shape.size(inputs)),
      groups_(shape.groups * shape.linear(inputs)) {}

const LaneValues& Variates::linear(std::uint32_t window, std::uint32_t a, std::uint32_t b) const {
    require(window <= shape_.windows && a < inputs_ && b < inputs_, "a linear variate that is not there");
    return values_[window * detail::packed(inputs_) + detail::packed(std::max(a, b)) + std::min(a, b)];
}

const LaneValues& Variates::quadratic(std::size_t u, std::size_t v) const {
    const std::size_t count = shape_.linear(inputs_);
    require(shape_.groups > 1 && u < count && v < count, "a quadratic variate that is not there");
    return values_[count + detail::packed(std::max(u, v)) + std::min(u, v)];
}

std::span<const LaneValues> Variates::group(std::uint32_t i) const {
    require(i < shape_.groups, "variates of a group that is not there");
    const std::size_t count = shape_.linear(inputs_);
    return std::span(groups_).subspan(i * count, count);
}

void Variates::set_group(std::uint32_t i, std::size_t u, const LaneValues& share) {
    const std::size_t count = shape_.linear(inputs_);
    require(i < shape_.groups && u < count, "variates of a group that is not there");
    groups_[i * count + u] = share;
}

LaneValues Variates::crossed(std::size_t u, std::size_t v) const {
    const std::size_t count = shape_.linear(inputs_);
    LaneValues sum{};
    // Four lanes at a time: their sums stay in registers.
    for (std::size_t first = 0; first < lanes; first += 4) {
        std::array<double, 4> same{};
        for (std::size_t at = 0; at < groups_.size(); at += count) {
            for (std::size_t lane = 0; lane < 4; ++lane) {
                same[lane] += groups_[at + u][first + lane] * groups_[at + v][first + lane];
            }
        }
        for (std::size_t lane = 0; lane < 4; ++lane) {
            sum[first + lane] = values_[u][first + lane] * values_[v][first + lane] - same[lane];
        }
    }
    return sum;
}

void Variates::combine(std::uint32_t width) {
    const std::size_t count = shape_.linear(inputs_);
    std::fill(values_.begin(), values_.end(), LaneValues{});
    double within = 0;  // the share of pairs of neurons that are in one group
    for (std::uint32_t i = 0; i < shape_.groups; ++i) {
        const std::span<const LaneValues> share = group(i);
        for (std::size_t u = 0; u < count; ++u) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                values_[u][lane] += share[u][lane];
            }
        }
        const double neurons =
            first_of_group(i + 1, shape_.groups, width) - first_of_group(i, shape_.groups, width);
        within += neurons / width * (neurons / width);
    }
    if (shape_.groups == 1) {
        return;
    }
    LaneValues* product = values_.data() + count;
    for (std::size_t u = 0; u < count; ++u) {
        for (std::size_t v = 0; v <= u; ++v, ++product) {
            *product = crossed(u, v);
            for (double& x : *product) {
                x /= 1 - within;
            }
        }
    }
}

}  // namespace limitcheck::network
