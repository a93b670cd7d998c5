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
    detail::VariateSums variates(architecture, depth, shape, gram.inputs(), width, layers);
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
        variates.add(l, layer.moments);
        return true;
    };
    detail::for_each_coupled_layer<Real>(architecture, gram, width, depth, key, first_network,
                                         {false, shape.groups, variates.grouped()}, visit);
}

template void simulate_variates<float>(const Architecture&, const GramMatrix&, Width, Depth,
                                       random::StreamKey, std::uint64_t, std::span<const std::uint32_t>,
                                       VariateShape, const VariateRecorder<float>&);
template void simulate_variates<double>(const Architecture&, const GramMatrix&, Width, Depth,
                                        random::StreamKey, std::uint64_t, std::span<const std::uint32_t>,
                                        VariateShape, const VariateRecorder<double>&);

}  // namespace limitcheck::network
