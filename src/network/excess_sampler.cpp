#include "limitcheck/network/excess_sampler.hpp"

#include <algorithm>

#include "network/coupled_layers.hpp"
#include "network/driver.hpp"

namespace limitcheck::network {

namespace {

std::size_t entry(std::uint32_t a, std::uint32_t b) {
    return detail::packed(std::max(a, b)) + std::min(a, b);
}

/// DF: the change of Gamma's packed entries with those of K.
std::array<std::array<double, 3>, 3> derivative(std::uint32_t inputs, const ReluDerivatives& by) {
    std::array<std::array<double, 3>, 3> change{};
    change[0][0] = 0.5;
    if (inputs == 2) {
        change[1] = {by.by_first, by.by_covariance, by.by_second};
        change[2][2] = 0.5;
    }
    return change;
}

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
    const std::uint32_t k = gram.inputs();
    Excess x;
    std::size_t next = 0;
    const auto visit = [&](const detail::CoupledLayer<Real>& layer) {
        const std::uint32_t l = layer.view.layer();
        if (next < layers.size() && layers[next] == l) {
            record(next, layer.view, x);
            ++next;
        }
        if (next == layers.size()) {
            return false;
        }
        // On layer 0 network and chain are the same: nothing but the rounding of sums would be left.
        if (l > 0) {
            const double alpha = architecture.alpha(l + 1, depth);
            detail::step_excess({detail::packed(k), static_cast<double>(width.value), architecture.has_skip(),
                                 alpha * alpha * architecture.weights(), derivative(k, layer.derivatives)},
                                layer.sums, x.packed.front().data());
        }
        return true;
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
