#include "limitcheck/network/excess_sampler.hpp"

#include <algorithm>

#include "limitcheck/network/limit_chain.hpp"
#include "network/coupled_layers.hpp"
#include "network/driver.hpp"

namespace limitcheck::network {

namespace {

std::size_t entry(std::uint32_t a, std::uint32_t b) {
    return detail::packed(std::max(a, b)) + std::min(a, b);
}

/// DF: the change of Gamma(a, b) with K(0,0), K(1,0), K(1,1).
std::array<double, 3> derivative(const GramMatrix& k, std::uint32_t a, std::uint32_t b) {
    std::array<double, 3> change{};
    if (a == b) {
        change[entry(a, a)] = 0.5;
        return change;
    }
    const ReluDerivatives by = relu_moment_derivatives(k(a, a), k(a, b), k(b, b));
    change[entry(a, a)] = by.by_first;
    change[entry(a, b)] = by.by_covariance;
    change[entry(b, b)] = by.by_second;
    return change;
}

/// What a layer leaves behind for the next one's x, entries packed.
class Recursion {
  public:
    Recursion(std::uint32_t inputs, std::uint32_t width)
        : entries_(detail::packed(inputs)), inputs_(inputs), width_(width) {}

    /// x of the layer after the one last left, on a branch of this squared scale times the weights' variance.
    void advance(bool skip, double scale) {
        std::array<LaneValues, 3> rest{};  // what of x the chain does not share: x - (C - Ct)
        for (std::size_t e = 0; e < entries_; ++e) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                rest[e][lane] = x_.packed[e][lane] - pre_[e][lane];
            }
        }
        for (std::size_t e = 0; e < entries_; ++e) {
            LaneValues change = post_[e];
            for (std::size_t by = 0; by < entries_; ++by) {
                for (std::size_t lane = 0; lane < lanes; ++lane) {
                    change[lane] += derivative_[e][by] * rest[by][lane];
                }
            }
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                double& x = x_.packed[e][lane];
                x = (skip ? x : 0.0) + scale * change[lane];
            }
        }
    }

    template <class Real>
    void leave(const detail::CoupledLayer<Real>& layer) {
        if (layer.view.layer() == 0) {
            return;  // network and chain are the same: nothing but the rounding of sums would be left
        }
        for (std::uint32_t a = 0; a < inputs_; ++a) {
            for (std::uint32_t b = 0; b <= a; ++b) {
                derivative_[entry(a, b)] = derivative(layer.limit, a, b);
            }
        }
        for (std::size_t e = 0; e < entries_; ++e) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const std::size_t at = e * lanes + lane;
                post_[e][lane] = (layer.gram[at] - layer.limit_gram[at]) / width_;
                pre_[e][lane] = layer.apart[at] / width_;
            }
        }
    }

    [[nodiscard]] const Excess& x() const { return x_; }

  private:
    std::size_t entries_;
    std::uint32_t inputs_;
    double width_;
    Excess x_;
    std::array<LaneValues, 3> post_{};  // G - Gt
    std::array<LaneValues, 3> pre_{};   // C - Ct
    std::array<std::array<double, 3>, 3> derivative_{};
};

}  // namespace

const LaneValues& Excess::operator()(std::uint32_t a, std::uint32_t b) const {
    require(a < 2 && b < 2, "the excess of an input that the networks do not have");
    return packed[entry(a, b)];
}

template <class Real>
void simulate_excess(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                     random::StreamKey key, std::uint64_t first_network,
                     std::span<const std::uint32_t> layers,
                     const std::type_identity_t<ExcessRecorder<Real>>& record) {
    detail::check_run(width, depth, first_network, layers);
    if (!std::holds_alternative<Relu>(architecture.activation())) {
        throw Error("the excess over the infinite-width chain is written for relu, not for " +
                    name(architecture.activation()) + ": use simulate_coupled");
    }
    Recursion recursion(gram.inputs(), width.value);
    std::size_t next = 0;
    const auto visit = [&](const detail::CoupledLayer<Real>& layer) {
        const std::uint32_t l = layer.view.layer();
        if (l > 0) {
            const double alpha = architecture.alpha(l, depth);
            recursion.advance(architecture.has_skip(), alpha * alpha * architecture.weights());
        }
        recursion.leave(layer);
        if (next < layers.size() && layers[next] == l) {
            record(next, layer.view, recursion.x());
            ++next;
        }
        return next < layers.size();
    };
    detail::for_each_coupled_layer<Real>(architecture, gram, width, depth, key, first_network, true, visit);
}

template void simulate_excess<float>(const Architecture&, const GramMatrix&, Width, Depth, random::StreamKey,
                                     std::uint64_t, std::span<const std::uint32_t>,
                                     const ExcessRecorder<float>&);
template void simulate_excess<double>(const Architecture&, const GramMatrix&, Width, Depth, random::StreamKey,
                                      std::uint64_t, std::span<const std::uint32_t>,
                                      const ExcessRecorder<double>&);

}  // namespace limitcheck::network
