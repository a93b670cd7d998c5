#include "limitcheck/network/gram_sampler.hpp"

#include "network/driver.hpp"

namespace limitcheck::network {

namespace {

/// One layer for all neurons: Y = [Y] + g root^T, and the Gram sums of phi(Y).
template <class Real>
class GramLayer {
  public:
    GramLayer(const Architecture& architecture, std::uint32_t inputs, std::uint32_t width)
        : activation_(architecture.activation()),
          inputs_(inputs),
          width_(width),
          relu_(std::holds_alternative<Relu>(activation_)),
          state_(detail::whole_blocks(std::size_t{width} * inputs) * lanes),
          post_(relu_ ? 0 : std::size_t{detail::summed_in_real} * inputs * lanes),
          gram_(detail::packed(inputs) * lanes),
          unused_(relu_ ? 0 : gram_.size()) {}

    void step(random::StreamKey key, std::uint64_t first_network, std::uint32_t layer, bool skip,
              const Real* root) {
        const detail::Noise noise{key, first_network, layer};
        std::fill(gram_.begin(), gram_.end(), 0.0);
        detail::for_each_portion(width_, inputs_, [&](std::uint32_t first, std::uint32_t count) {
            const detail::Rows<Real> rows{inputs_, count, skip};
            Real* state = state_.data() + std::size_t{first} * inputs_ * lanes;
            detail::step_gram(noise, first, rows, root, state, relu_ ? gram_.data() : unused_.data());
            if (!relu_) {
                detail::accumulate_activated<Real>(activation_, first, rows, state, post_, gram_.data());
            }
        });
    }

    [[nodiscard]] const Real* state() const { return state_.data(); }
    [[nodiscard]] const double* gram() const { return gram_.data(); }

  private:
    const Activation& activation_;
    std::uint32_t inputs_;
    std::uint32_t width_;
    bool relu_;
    detail::LaneArray<Real> state_;
    detail::LaneArray<Real> post_;
    detail::LaneArray<double> gram_;
    detail::LaneArray<double> unused_;  ///< products of relu, where phi is another
};

}  // namespace

template <class Real>
void simulate_gram(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                   random::StreamKey key, std::uint64_t first_network, std::span<const std::uint32_t> layers,
                   const std::type_identity_t<Recorder<Real>>& record) {
    detail::check_run(width, depth, first_network, layers);
    if (layers.empty()) {
        return;
    }
    const std::uint32_t k = gram.inputs();
    const random::StreamKey noise = random::derive(key, "noise");
    GramLayer<Real> networks(architecture, k, width.value);
    detail::LaneArray<Real> root = detail::input_root<Real>(gram);
    std::size_t next = 0;
    detail::BranchScales scales(architecture, depth);
    for (std::uint32_t layer = 0;; ++layer) {
        if (layer > 0) {
            const double scale = scales.of(layer);
            detail::roots(k, networks.gram(), width.value, scale, root.data());
        }
        networks.step(noise, first_network, layer, layer > 0 && architecture.has_skip(), root.data());
        detail::check_range<Real>(k, networks.gram(), width.value, layer);
        if (layers[next] == layer) {
            record(next, LayerView<Real>(architecture, layer, width.value, k, networks.state()));
            if (++next == layers.size()) {
                return;
            }
        }
    }
}

template void simulate_gram<float>(const Architecture&, const GramMatrix&, Width, Depth, random::StreamKey,
                                   std::uint64_t, std::span<const std::uint32_t>, const Recorder<float>&);
template void simulate_gram<double>(const Architecture&, const GramMatrix&, Width, Depth, random::StreamKey,
                                    std::uint64_t, std::span<const std::uint32_t>, const Recorder<double>&);

}  // namespace limitcheck::network
