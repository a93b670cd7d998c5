#include "limitcheck/network/excess_sampler.hpp"

#include <algorithm>
#include <optional>

#include "limitcheck/network/variate_sampler.hpp"
#include "network/coupled_layers.hpp"
#include "network/driver.hpp"
#include "network/limit_step.hpp"
#include "network/variate_sums.hpp"

namespace limitcheck::network {

namespace {

std::size_t entry(std::uint32_t a, std::uint32_t b) {
    return detail::packed(std::max(a, b)) + std::min(a, b);
}

/// record(index, view, excess, variates or null); the shape of variates, or none.
template <class Real, class Record>
void simulate(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
              random::StreamKey key, std::uint64_t first_network, std::span<const std::uint32_t> layers,
              std::optional<VariateShape> shape, const Record& record) {
    detail::check_run(width, depth, first_network, layers);
    if (!std::holds_alternative<Relu>(architecture.activation())) {
        throw Error("the excess over the infinite-width chain is written for relu, not for " +
                    name(architecture.activation()) + ": use simulate_coupled");
    }
    if (layers.empty()) {
        return;
    }
    const std::uint32_t k = gram.inputs();
    Excess x;
    std::optional<detail::VariateSums> variates;
    if (shape) {
        variates.emplace(architecture, depth, *shape, k, width, layers);
    }
    std::size_t next = 0;
    const auto visit = [&](const detail::CoupledLayer<Real>& layer) {
        const std::uint32_t l = layer.view.layer();
        if (layers[next] == l) {
            record(next, layer.view, x,
                   variates ? &variates->at(layer.view.limit_chain(), layer.limit) : nullptr);
            ++next;
        }
        if (next == layers.size()) {
            return false;
        }
        if (variates) {
            variates->add(l, layer.moments);
        }
        // On layer 0 network and chain are the same: nothing but the rounding of sums would be left.
        if (l > 0) {
            const double alpha = architecture.alpha(l + 1, depth);
            detail::step_excess(
                {detail::packed(k), static_cast<double>(width.value), architecture.has_skip(),
                 alpha * alpha * architecture.weights(), detail::packed_derivative(k, layer.derivatives)},
                layer.sums, x.packed.front().data());
        }
        return true;
    };
    detail::CoupledWork work{true};
    if (shape) {
        work = {true, shape->groups, variates->grouped()};
    }
    detail::for_each_coupled_layer<Real>(architecture, gram, width, depth, key, first_network, work, visit);
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
    const auto without = [&](std::size_t index, const CoupledView<Real>& view, const Excess& x,
                             const Variates*) { record(index, view, x); };
    simulate<Real>(architecture, gram, width, depth, key, first_network, layers, std::nullopt, without);
}

template <class Real>
void simulate_excess(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                     random::StreamKey key, std::uint64_t first_network,
                     std::span<const std::uint32_t> layers, VariateShape shape,
                     const std::type_identity_t<ExcessVariateRecorder<Real>>& record) {
    const auto with = [&](std::size_t index, const CoupledView<Real>& view, const Excess& x,
                          const Variates* z) { record(index, view, x, *z); };
    simulate<Real>(architecture, gram, width, depth, key, first_network, layers, shape, with);
}

template void simulate_excess<float>(const Architecture&, const GramMatrix&, Width, Depth, random::StreamKey,
                                     std::uint64_t, std::span<const std::uint32_t>,
                                     const ExcessRecorder<float>&);
template void simulate_excess<double>(const Architecture&, const GramMatrix&, Width, Depth, random::StreamKey,
                                      std::uint64_t, std::span<const std::uint32_t>,
                                      const ExcessRecorder<double>&);
template void simulate_excess<float>(const Architecture&, const GramMatrix&, Width, Depth, random::StreamKey,
                                     std::uint64_t, std::span<const std::uint32_t>, VariateShape,
                                     const ExcessVariateRecorder<float>&);
template void simulate_excess<double>(const Architecture&, const GramMatrix&, Width, Depth, random::StreamKey,
                                      std::uint64_t, std::span<const std::uint32_t>, VariateShape,
                                      const ExcessVariateRecorder<double>&);

}  // namespace limitcheck::network
