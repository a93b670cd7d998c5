#include "tanh_kernel.hpp"

#include <algorithm>
#include <cmath>

#include "limitcheck/claim/infinite_width.hpp"

namespace limitcheck::properties {

namespace {

constexpr std::int64_t flow_steps = 4096;

}  // namespace

Enclosure tanh_kernel(const Enclosure& q) {
    static const KernelTable table(
        [](const Enclosure& node) { return infinite_width_kernel(network::tanh(), node); }, 1, 2, 64, 4);
    return table(q);
}

std::vector<Enclosure> tanh_chain(std::int64_t depth, std::int64_t last) {
    std::vector<Enclosure> q{Enclosure(1)};
    for (std::int64_t layer = 1; layer <= last; ++layer) {
        q.push_back(q.back() + tanh_kernel(q.back()) / depth);
    }
    return q;
}

Enclosure tanh_flow(const Enclosure& t) {
    static const std::vector<Enclosure> chain = tanh_chain(flow_steps, flow_steps);
    const auto below = static_cast<std::size_t>(std::floor(std::max(0.0, (t * flow_steps).lower())));
    const auto above =
        static_cast<std::size_t>(std::ceil(std::min(1.0 * flow_steps, (t * flow_steps).upper())));
    // Euler's error grows with time: that of the upper node holds for both.
    const double error =
        (expm1(Enclosure::ratio(static_cast<std::int64_t>(above), flow_steps)) / (2 * flow_steps)).upper();
    return Enclosure::hull(chain.at(below), chain.at(above)) + Enclosure::between(-error, error);
}

}  // namespace limitcheck::properties
