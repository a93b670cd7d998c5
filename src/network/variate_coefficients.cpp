#include "limitcheck/network/variate_coefficients.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "limitcheck/cell/error.hpp"
#include "network/kernels.hpp"
#include "network/limit_step.hpp"

namespace limitcheck::network {

namespace {

/// The solution of A x = y for A = S S^T, columns of S with a vanishing pivot left out.
std::vector<double> solve(std::uint32_t k, std::span<const double> root, std::vector<double> y) {
    const auto at = [&](std::uint32_t i, std::uint32_t j) { return root[std::size_t{i} * k + j]; };
    for (std::uint32_t i = 0; i < k; ++i) {
        for (std::uint32_t j = 0; j < i; ++j) {
            y[i] -= at(i, j) * y[j];
        }
        y[i] = at(i, i) > 0 ? y[i] / at(i, i) : 0.0;
    }
    for (std::uint32_t i = k; i-- > 0;) {
        for (std::uint32_t j = i + 1; j < k; ++j) {
            y[i] -= at(j, i) * y[j];
        }
        y[i] = at(i, i) > 0 ? y[i] / at(i, i) : 0.0;
    }
    return y;
}

}  // namespace

LaneValues controlled(const LaneValues& x, const Variates& z, const VariateCoefficients& coefficients) {
    require(coefficients.shape == z.shape() && coefficients.inputs == z.inputs() &&
                coefficients.values.size() == z.values().size(),
            "coefficients of other variates");
    LaneValues result = x;
    for (std::size_t i = 0; i < coefficients.values.size(); ++i) {
        const double c = coefficients.values[i];
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            result[lane] -= c * z.values()[i][lane];
        }
    }
    return result;
}

VariateCoefficients linear_response(const Architecture& architecture, const GramMatrix& gram, Depth depth,
                                    std::uint32_t layer, VariateShape shape, std::uint32_t a,
                                    std::uint32_t b) {
    const std::uint32_t k = gram.inputs();
    require(k <= 2 && a < k && b < k, "the linear response of an entry that the chain does not have");
    detail::check_layer(0, layer, depth);
    if (shape.windows < 1) {
        throw Error("a linear response without windows: give at least one");
    }
    if (!std::holds_alternative<Relu>(architecture.activation())) {
        throw Error("the linear response is written for relu, not for " + name(architecture.activation()) +
                    ": fit the coefficients");
    }
    // DF_l for each layer, then back over them.
    std::vector<std::array<std::array<double, 3>, 3>> change;
    std::vector<double> limit(gram.values().begin(), gram.values().end());
    std::vector<double> moments(limit.size());
    const detail::PostMoments post_moments(architecture.activation());
    for (std::uint32_t l = 0; l < layer; ++l) {
        ReluDerivatives by;
        post_moments(k, limit, moments, &by);
        change.push_back(detail::packed_derivative(k, by));
        detail::advance_limit(architecture, moments, l + 1, depth, limit);
    }
    const std::size_t entries = detail::packed(k);
    VariateCoefficients result{shape, k, std::vector<double>(bounded(shape, k).size(k))};
    std::array<double, 3> p{};
    p[detail::packed(std::max(a, b)) + std::min(a, b)] = 1;
    std::copy_n(p.begin(), entries,
                result.values.begin() + static_cast<std::ptrdiff_t>(shape.windows * entries));
    std::vector<double> layers_in(shape.windows);
    for (std::uint32_t l = layer; l-- > 0;) {
        const std::uint32_t window = window_of(l, shape.windows, layer);
        layers_in[window] += 1;
        for (std::size_t e = 0; e < entries; ++e) {
            result.values[window * entries + e] += p[e];
        }
        const double alpha = architecture.alpha(l + 1, depth);
        const double scale = alpha * alpha * architecture.weights();
        std::array<double, 3> before{};
        for (std::size_t f = 0; f < entries; ++f) {
            before[f] = architecture.has_skip() ? p[f] : 0.0;
            for (std::size_t e = 0; e < entries; ++e) {
                before[f] += scale * change[l][e][f] * p[e];
            }
        }
        p = before;
    }
    for (std::size_t i = 0; i < shape.windows * entries; ++i) {
        const double count = layers_in[i / entries];
        result.values[i] /= count > 0 ? count : 1;
    }
    return result;
}

void VariateFit::add(const LaneValues& x, const Variates& z) {
    const std::size_t size = z.values().size();
    if (size > most) {
        throw Error("a fit of " + std::to_string(size) +
                    " control variates: give windows and groups for at most " + std::to_string(most) +
                    ", or coefficients of your own");
    }
    if (networks_ == 0) {
        shape_ = z.shape();
        inputs_ = z.inputs();
        first_ = x.front();
        sum_z_.assign(size, 0);
        sum_xz_.assign(size, 0);
        sum_zz_.assign(size * size, 0);
    }
    require(z.shape() == shape_ && z.inputs() == inputs_, "one fit is of variates of one shape");
    for (const double value : x) {
        sum_x_ += value - first_;
    }
    for (std::size_t i = 0; i < size; ++i) {
        const LaneValues& zi = z.values()[i];
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            sum_z_[i] += zi[lane];
            sum_xz_[i] += zi[lane] * (x[lane] - first_);
        }
        for (std::size_t j = 0; j <= i; ++j) {
            double& sum = sum_zz_[i * size + j];
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                sum += zi[lane] * z.values()[j][lane];
            }
        }
    }
    networks_ += lanes;
}

VariateCoefficients VariateFit::coefficients() const {
    const std::size_t size = sum_z_.size();
    if (networks_ == 0) {
        throw Error(
            "a fit of control variates has no networks: add some before it is asked for coefficients");
    }
    if (networks_ < 2 * size) {
        throw Error("coefficients of " + std::to_string(size) + " control variates from " +
                    std::to_string(networks_) + " networks: fit on twice as many at least");
    }
    const auto count = static_cast<double>(networks_);
    // Of variates in units of their spread, so that one scale of rounding serves all.
    std::vector<double> unit(size);
    for (std::size_t i = 0; i < size; ++i) {
        unit[i] = std::sqrt(std::max(0.0, sum_zz_[i * size + i] - sum_z_[i] * sum_z_[i] / count));
    }
    std::vector<double> matrix(size * size);
    std::vector<double> right(size);
    for (std::size_t i = 0; i < size; ++i) {
        if (!(unit[i] > 0)) {
            continue;
        }
        right[i] = (sum_xz_[i] - sum_x_ * sum_z_[i] / count) / unit[i];
        for (std::size_t j = 0; j <= i; ++j) {
            if (unit[j] > 0) {
                const double entry =
                    (sum_zz_[i * size + j] - sum_z_[i] * sum_z_[j] / count) / (unit[i] * unit[j]);
                matrix[i * size + j] = entry;
                matrix[j * size + i] = entry;
            }
        }
    }
    std::vector<double> root(size * size);
    cholesky(static_cast<std::uint32_t>(size), matrix, root);
    VariateCoefficients result{shape_, inputs_,
                               solve(static_cast<std::uint32_t>(size), root, std::move(right))};
    for (std::size_t i = 0; i < size; ++i) {
        result.values[i] = unit[i] > 0 ? result.values[i] / unit[i] : 0.0;
    }
    return result;
}

}  // namespace limitcheck::network
