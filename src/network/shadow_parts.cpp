#include "network/shadow_parts.hpp"

#include "limitcheck/network/shadow_sampler.hpp"
#include "network/driver.hpp"

namespace limitcheck::network {

namespace detail {

namespace {

ShadowReal positive(const ShadowReal& x) { return x > 0 ? x : ShadowReal(0); }

/// E relu(u) relu(v) = sqrt(q_u q_v) (sin theta + (pi - theta) c)/(2 pi).
ShadowReal relu_moment(const ShadowReal& q_u, const ShadowReal& q_v, const ShadowReal& covariance) {
    const ShadowReal scale = sqrt(q_u * q_v);
    if (!(scale > 0)) {
        return 0;
    }
    ShadowReal c = covariance / scale;
    c = c > 1 ? ShadowReal(1) : c < -1 ? ShadowReal(-1) : c;
    const ShadowReal sine = sqrt((1 - c) * (1 + c));
    return scale * (sine + (shadow_pi() - acos(c)) * c) / (2 * shadow_pi());
}

/// E gelu(u) gelu(v), the form of limit_chain.cpp.
ShadowReal gelu_moment(const ShadowReal& q_u, const ShadowReal& q_v, const ShadowReal& covariance) {
    const ShadowReal product = (1 + q_u) * (1 + q_v);
    const ShadowReal square = covariance * covariance;
    const ShadowReal rest = q_u * q_v + square * (1 / (1 + q_u) - q_v / (1 + q_v));
    return covariance / 4 +
           (covariance * asin(ShadowReal(covariance / sqrt(product))) + rest / sqrt(product - square)) /
               (2 * shadow_pi());
}

}  // namespace

ShadowScales::ShadowScales(const Architecture& architecture, Depth depth, const ShadowReal& factor) {
    if (const auto* power = std::get_if<PowerScale>(&architecture.branch())) {
        scales_ = {factor * pow(ShadowReal(depth.value), ShadowReal(power->exponent))};
        return;
    }
    if (const auto* constant = std::get_if<ConstantScale>(&architecture.branch())) {
        scales_ = {factor * constant->alpha};
        return;
    }
    for (std::uint32_t layer = 1; layer <= depth.value; ++layer) {
        scales_.push_back(factor * architecture.alpha(layer, depth));
    }
}

std::function<ShadowReal(const ShadowReal&)> shadow_activation(const Activation& activation) {
    using Function = std::function<ShadowReal(const ShadowReal&)>;
    struct Visitor {
        Function operator()(const Relu&) const { return positive; }
        Function operator()(const LeakyRelu& leaky) const {
            return [slope = ShadowReal(leaky.slope)](const ShadowReal& x) { return x > 0 ? x : slope * x; };
        }
        Function operator()(const Tanh&) const {
            return [](const ShadowReal& x) { return ShadowReal(tanh(x)); };
        }
        Function operator()(const Gelu&) const {
            return [root = ShadowReal(sqrt(ShadowReal(2)))](const ShadowReal& x) {
                ShadowReal tail = -x / root;
                mpfr_erfc(tail.backend().data(), tail.backend().data(), MPFR_RNDN);
                return x * tail / 2;
            };
        }
        Function operator()(const Identity&) const {
            return [](const ShadowReal& x) { return x; };
        }
        Function operator()(const UserFunction& user) const {
            return [phi = user.function](const ShadowReal& x) {
                return ShadowReal(phi(static_cast<double>(x)));
            };
        }
    };
    return std::visit(Visitor{}, activation);
}

ShadowMatrix shadow_cholesky(std::uint32_t k, const ShadowMatrix& matrix) {
    const ShadowReal negligible = ldexp(ShadowReal(1), -100);
    ShadowMatrix root(matrix.size());
    for (std::uint32_t j = 0; j < k; ++j) {
        ShadowReal square;
        for (std::uint32_t i = j; i < k; ++i) {
            ShadowReal rest = matrix[i * k + j];
            for (std::uint32_t p = 0; p < j; ++p) {
                rest -= root[i * k + p] * root[j * k + p];
            }
            if (i == j) {
                square = rest > negligible * matrix[j * k + j] ? rest : ShadowReal(0);
                root[i * k + j] = sqrt(square);
            } else {
                root[i * k + j] = square > 0 ? rest / square * root[j * k + j] : ShadowReal(0);
            }
        }
    }
    return root;
}

ShadowMatrix shadow_matrix(const GramMatrix& gram) { return {gram.values().begin(), gram.values().end()}; }

ShadowLimit::ShadowLimit(const Architecture& architecture, const GramMatrix& gram)
    : k_(gram.inputs()),
      skip_(architecture.has_skip()),
      gelu_(std::holds_alternative<Gelu>(architecture.activation())),
      moments_(shadow_matrix(gram)) {
    const Activation& phi = architecture.activation();
    if (const auto* leaky = std::get_if<LeakyRelu>(&phi)) {
        slope_ = leaky->slope;
    } else if (std::holds_alternative<Identity>(phi)) {
        slope_ = 1;
    } else if (!gelu_ && !std::holds_alternative<Relu>(phi)) {
        throw Error("the infinite-width chain of " + name(phi) +
                    " has no closed form here: use relu, leaky_relu, gelu or identity");
    }
}

ShadowMatrix ShadowLimit::post_moments() const {
    ShadowMatrix gamma(moments_.size());
    const ShadowReal even = 1 + slope_ * slope_;
    for (std::uint32_t i = 0; i < k_; ++i) {
        for (std::uint32_t j = 0; j <= i; ++j) {
            const ShadowReal& covariance = moments_[i * k_ + j];
            const ShadowReal& q_i = moments_[i * k_ + i];
            const ShadowReal& q_j = moments_[j * k_ + j];
            ShadowReal moment;
            if (gelu_) {
                moment = gelu_moment(q_i, q_j, covariance);
            } else if (i == j) {
                moment = even * covariance / 2;
            } else {
                moment = even * relu_moment(q_i, q_j, covariance) -
                         2 * slope_ * relu_moment(q_i, q_j, -covariance);
            }
            gamma[i * k_ + j] = gamma[j * k_ + i] = moment;
        }
    }
    return gamma;
}

void ShadowLimit::advance(const ShadowReal& scale) {
    ShadowMatrix next = post_moments();
    for (std::size_t entry = 0; entry < next.size(); ++entry) {
        next[entry] *= scale * scale;
        if (skip_) {
            next[entry] += moments_[entry];
        }
    }
    moments_ = std::move(next);
}

void shadow_step(ShadowState& state, std::uint32_t k, const ShadowRow& normals, const ShadowMatrix& root,
                 bool skip) {
    const std::size_t width = state.values.size() / k;
    for (std::size_t i = 0; i < width; ++i) {
        for (std::uint32_t a = 0; a < k; ++a) {
            ShadowReal& y = state.values[i * k + a];
            if (!skip) {
                y = 0;
            }
            for (std::uint32_t b = 0; b < k; ++b) {
                const ShadowReal& entry = root[a * k + b];
                if (entry != 0) {
                    y += entry * normals[i * k + b];
                }
            }
        }
    }
}

ShadowMatrix shadow_moments(const ShadowState& state, std::uint32_t k,
                            const std::function<ShadowReal(const ShadowReal&)>& phi) {
    const std::size_t width = state.values.size() / k;
    ShadowMatrix moments(std::size_t{k} * k);
    std::vector<ShadowReal> post(k);
    for (std::size_t i = 0; i < width; ++i) {
        for (std::uint32_t a = 0; a < k; ++a) {
            post[a] = phi(state.values[i * k + a]);
            for (std::uint32_t b = 0; b <= a; ++b) {
                moments[a * k + b] += post[a] * post[b];
            }
        }
    }
    for (std::uint32_t a = 0; a < k; ++a) {
        for (std::uint32_t b = 0; b <= a; ++b) {
            moments[a * k + b] /= width;
            moments[b * k + a] = moments[a * k + b];
        }
    }
    return moments;
}

std::vector<double> shadow_values(std::span<const ShadowState> states) {
    const std::size_t rows = states.front().values.size();
    std::vector<double> values(rows * lanes);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        const ShadowState& state = states[lane < states.size() ? lane : 0];
        for (std::size_t row = 0; row < rows; ++row) {
            values[row * lanes + lane] = static_cast<double>(state.values[row]);
        }
    }
    return values;
}

void check_networks(std::size_t networks) {
    require(networks >= 1 && networks <= lanes,
            "a shadow repeats at least one network, and one group's at most");
}

}  // namespace detail

}  // namespace limitcheck::network
