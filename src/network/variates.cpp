#include "limitcheck/network/variates.hpp"

#include <algorithm>
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

Variates::Variates(VariateShape shape, std::uint32_t inputs)
    : shape_(shape),
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
            LaneValues same{};
            for (std::uint32_t i = 0; i < shape_.groups; ++i) {
                const std::span<const LaneValues> share = group(i);
                for (std::size_t lane = 0; lane < lanes; ++lane) {
                    same[lane] += share[u][lane] * share[v][lane];
                }
            }
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                (*product)[lane] = (values_[u][lane] * values_[v][lane] - same[lane]) / (1 - within);
            }
        }
    }
}

}  // namespace limitcheck::network
