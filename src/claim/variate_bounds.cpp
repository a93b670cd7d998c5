#include "limitcheck/claim/variate_bounds.hpp"

#include <algorithm>
#include <variant>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/infinite_width.hpp"
#include "limitcheck/network/limit_chain.hpp"
#include "limitcheck/theorems/covariance_limit/kernel.hpp"

namespace limitcheck {
namespace {

using precise::Enclosure;

/// alpha_l^2 as the exact chain has it.
Enclosure branch_square(const network::Architecture& architecture, const Cell& cell, std::uint32_t layer) {
    if (const auto* power = std::get_if<network::PowerScale>(&architecture.branch())) {
        return pow(Enclosure(cell.depth), 2 * Enclosure::exactly(power->exponent));
    }
    return square(Enclosure::exactly(architecture.alpha(layer, network::Depth{cell.depth})));
}

/// Symmetric matrices of one or two inputs: entries (0,0), (1,0), (1,1).
struct Entry {
    std::uint32_t a, b;
};
std::vector<Entry> entries_of(std::uint32_t inputs) {
    return inputs == 1 ? std::vector<Entry>{{0, 0}} : std::vector<Entry>{{0, 0}, {1, 0}, {1, 1}};
}

/// The exact chain: K_l entry by entry.
class Chain {
  public:
    Chain(const network::Architecture& architecture, const Cell& cell)
        : activation_(architecture.activation()), entries_(entries_of(inputs_of(cell))) {
        for (const auto [a, b] : entries_) {
            k_.push_back(Enclosure::exactly(cell.inputs.gram(a, b)));
        }
    }

    static std::uint32_t inputs_of(const Cell& cell) {
        return static_cast<std::uint32_t>(cell.inputs.count());
    }

    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
    [[nodiscard]] const Enclosure& k(std::size_t e) const { return k_[e]; }
    /// E phi(y_a) phi(y_b).
    [[nodiscard]] Enclosure moment(std::size_t e) const {
        return e == 1 ? infinite_width_kernel(activation_, k_[0], k_[2], k_[1])
                      : infinite_width_kernel(activation_, k_[e]);
    }
    /// Var y_a y_b.
    [[nodiscard]] Enclosure variance(std::size_t e) const {
        return e == 1 ? k_[0] * k_[2] + square(k_[1]) : 2 * square(k_[e]);
    }
    /// Var relu(y_a) relu(y_b).
    [[nodiscard]] Enclosure rectified_variance(std::size_t e) const {
        if (e != 1) {
            return 5 * square(k_[e]) / 4;
        }
        const Enclosure product = k_[0] * k_[2];
        const Enclosure c = intersect(k_[1] / sqrt(product), Enclosure::between(-1, 1));
        return max(product * theorems::covariance_limit::moment22(c) - square(moment(1)), Enclosure(0));
    }

    void advance(const Enclosure& scale, bool skip) {
        std::vector<Enclosure> next;
        for (std::size_t e = 0; e < entries_.size(); ++e) {
            next.push_back((skip ? k_[e] : Enclosure(0)) + scale * moment(e));
        }
        k_ = std::move(next);
    }

  private:
    network::Activation activation_;
    std::vector<Entry> entries_;
    std::vector<Enclosure> k_;
};

/// Calls visit(|c|, u) for the linear variates' coefficients and visit(|c|, u, v) for the others.
template <class Linear, class Quadratic>
void for_each_coefficient(const network::VariateCoefficients& coefficients, Linear linear,
                          Quadratic quadratic) {
    const std::size_t count = coefficients.shape.linear(coefficients.inputs);
    const auto size = [&](std::size_t i) { return abs(Enclosure::exactly(coefficients.values[i])); };
    for (std::size_t u = 0; u < count; ++u) {
        linear(size(u), u);
    }
    std::size_t next = count;
    for (std::size_t u = 0; next < coefficients.values.size(); ++u) {
        for (std::size_t v = 0; v <= u; ++v) {
            quadratic(size(next++), u, v);
        }
    }
}

void require_same(const VariateBounds& bounds, const network::VariateCoefficients& coefficients) {
    require(bounds.shape == coefficients.shape && bounds.inputs == coefficients.inputs &&
                coefficients.values.size() == bounds.shape.size(bounds.inputs),
            "bounds of other variates");
}

}  // namespace

VariateBounds variate_bounds(const network::Architecture& architecture, const Cell& cell,
                             network::VariateShape shape) {
    const std::uint32_t inputs = Chain::inputs_of(cell);
    shape = network::checked(shape, inputs, network::Width{cell.width});
    const network::Depth depth{cell.depth};
    const std::uint32_t layer = cell.layer();
    const bool relu = std::holds_alternative<network::Relu>(architecture.activation());
    Chain chain(architecture, cell);
    network::GramMatrix own = cell.inputs;  // K_l as the sampler has it
    const std::vector<Entry>& entries = chain.entries();
    std::vector<Enclosure> error(shape.linear(inputs));
    std::vector<Enclosure> norm(error.size());
    for (std::uint32_t l = 0; l < layer; ++l) {
        const std::size_t window = network::window_of(l, shape.windows, layer) * entries.size();
        const double alpha = architecture.alpha(l + 1, depth);
        const Enclosure scale = Enclosure::exactly(alpha * alpha * architecture.weights());
        const std::vector<double> moments = network::post_activation_moments(architecture.activation(), own);
        for (std::size_t e = 0; e < entries.size(); ++e) {
            const double used = moments[entries[e].a * inputs + entries[e].b];
            error[window + e] += scale * abs(Enclosure::exactly(used) - chain.moment(e));
            if (relu) {
                norm[window + e] += scale * sqrt(chain.rectified_variance(e) / cell.width);
            }
        }
        chain.advance(branch_square(architecture, cell, l + 1) * Enclosure::exactly(architecture.weights()),
                      architecture.has_skip());
        own = network::next_limit(architecture, own, l + 1, depth);
    }
    for (std::size_t e = 0; e < entries.size(); ++e) {
        const std::size_t u = shape.windows * entries.size() + e;
        error[u] = abs(Enclosure::exactly(own(entries[e].a, entries[e].b)) - chain.k(e));
        norm[u] = sqrt(chain.variance(e) / cell.width);
    }
    Enclosure within = 0;
    for (std::uint32_t i = 0; i < shape.groups; ++i) {
        const std::uint32_t neurons = network::first_of_group(i + 1, shape.groups, cell.width) -
                                      network::first_of_group(i, shape.groups, cell.width);
        within += square(Enclosure::ratio(neurons, cell.width));
    }
    for (std::size_t u = 0; u < norm.size(); ++u) {
        norm[u] += error[u];
    }
    if (!relu) {
        norm.clear();
    }
    return {shape, inputs, 1 - within, std::move(error), std::move(norm)};
}

Enclosure mean_error(const VariateBounds& bounds, const network::VariateCoefficients& coefficients) {
    require_same(bounds, coefficients);
    Enclosure sum = 0;
    for_each_coefficient(
        coefficients, [&](const Enclosure& c, std::size_t u) { sum += c * bounds.error[u]; },
        [&](const Enclosure& c, std::size_t u, std::size_t v) {
            sum += c * bounds.error[u] * bounds.error[v];
        });
    return sum;
}

Enclosure root_mean_square(const VariateBounds& bounds, const network::VariateCoefficients& coefficients) {
    require_same(bounds, coefficients);
    if (bounds.norm.empty()) {
        throw Error(
            "second moments of control variates are certified for relu alone: mark the moment assumed");
    }
    Enclosure sum = 0;
    for_each_coefficient(
        coefficients, [&](const Enclosure& c, std::size_t u) { sum += c * bounds.norm[u]; },
        [&](const Enclosure& c, std::size_t u, std::size_t v) {
            sum += c * sqrt(Enclosure(2)) * bounds.norm[u] * bounds.norm[v] / bounds.apart;
        });
    return sum;
}

}  // namespace limitcheck
