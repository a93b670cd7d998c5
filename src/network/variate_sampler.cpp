#include "limitcheck/network/variate_sampler.hpp"

#include "network/coupled_layers.hpp"
#include "network/driver.hpp"
#include "network/variate_sums.hpp"

namespace limitcheck::network {

template <class Real>
void simulate_variates(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                       random::StreamKey key, std::uint64_t first_network,
                       std::span<const std::uint32_t> layers, VariateShape shape,
                       const std::type_identity_t<VariateRecorder<Real>>& record) {
    detail::check_run(width, depth, first_network, layers);
    if (layers.empty()) {
        return;
    }
    detail::VariateSums variates(shape, gram.inputs(), width, layers.back());
    std::size_t next = 0;
    const auto visit = [&](const detail::CoupledLayer<Real>& layer) {
        const std::uint32_t l = layer.view.layer();
        if (layers[next] == l) {
            record(next, layer.view, variates.at(layer.view.limit_chain(), layer.limit));
            ++next;
        }
        if (next == layers.size()) {
            return false;
        }
        const double alpha = architecture.alpha(l + 1, depth);
        variates.add(l, layer.grouped, layer.moments, alpha * alpha * architecture.weights());
        return true;
    };
    detail::for_each_coupled_layer<Real>(architecture, gram, width, depth, key, first_network,
                                         {false, shape.groups}, visit);
}

template void simulate_variates<float>(const Architecture&, const GramMatrix&, Width, Depth,
                                       random::StreamKey, std::uint64_t, std::span<const std::uint32_t>,
                                       VariateShape, const VariateRecorder<float>&);
template void simulate_variates<double>(const Architecture&, const GramMatrix&, Width, Depth,
                                        random::StreamKey, std::uint64_t, std::span<const std::uint32_t>,
                                        VariateShape, const VariateRecorder<double>&);

}  // namespace limitcheck::network
