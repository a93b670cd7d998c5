#include "limitcheck/network/coupled_sampler.hpp"

#include "network/coupled_layers.hpp"
#include "network/driver.hpp"

namespace limitcheck::network {

template <class Real>
void simulate_coupled(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                      random::StreamKey key, std::uint64_t first_network,
                      std::span<const std::uint32_t> layers,
                      const std::type_identity_t<CoupledRecorder<Real>>& record) {
    detail::check_run(width, depth, first_network, layers);
    std::size_t next = 0;
    detail::for_each_coupled_layer<Real>(architecture, gram, width, depth, key, first_network, {},
                                         [&](const detail::CoupledLayer<Real>& layer) {
                                             if (next < layers.size() && layers[next] == layer.view.layer()) {
                                                 record(next, layer.view);
                                                 ++next;
                                             }
                                             return next < layers.size();
                                         });
}

template void simulate_coupled<float>(const Architecture&, const GramMatrix&, Width, Depth, random::StreamKey,
                                      std::uint64_t, std::span<const std::uint32_t>,
                                      const CoupledRecorder<float>&);
template void simulate_coupled<double>(const Architecture&, const GramMatrix&, Width, Depth,
                                       random::StreamKey, std::uint64_t, std::span<const std::uint32_t>,
                                       const CoupledRecorder<double>&);

}  // namespace limitcheck::network
