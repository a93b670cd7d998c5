#include "limitcheck/network/gram_sampler.hpp"

#include <cmath>

#include "network/apply.hpp"
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
          state_(std::size_t{width} * inputs * lanes),
          normals_((detail::piece_rows + 4) * lanes),
          post_(relu_ ? 0 : detail::piece_rows * lanes),
          gram_(detail::packed(inputs) * lanes) {}

    void step(random::StreamKey key, std::uint64_t first_network, std::uint32_t layer, bool skip,
              const Real* root) {
        std::fill(gram_.begin(), gram_.end(), 0.0);
        detail::for_each_piece(
            width_, inputs_,
            [&](std::uint32_t first, std::uint32_t count, std::uint32_t block, std::uint32_t blocks) {
                random::fill_normals(key, first_network, layer, block, blocks, normals_.data());
                detail::for_each_part(count, [&](std::uint32_t offset, std::uint32_t neurons) {
                    part({inputs_, neurons, skip}, root, std::size_t{offset} * inputs_ * lanes,
                         state_.data() + std::size_t{first + offset} * inputs_ * lanes);
                });
            });
    }

    [[nodiscard]] const Real* state() const { return state_.data(); }
    [[nodiscard]] const double* gram() const { return gram_.data(); }

  private:
    void part(detail::Rows<Real> rows, const Real* root, std::size_t offset, Real* state) {
        const Real* normals = normals_.data() + offset;
        if (relu_) {
            detail::step_relu(rows, normals, root, state, gram_.data());
            return;
        }
        detail::step(rows, normals, root, state);
        const std::size_t count = std::size_t{rows.neurons} * inputs_ * lanes;
        detail::apply_all<Real>(activation_, {state, count}, {post_.data(), count});
        detail::accumulate<Real>(rows, post_.data(), gram_.data());
    }

    const Activation& activation_;
    std::uint32_t inputs_;
    std::uint32_t width_;
    bool relu_;
    detail::LaneArray<Real> state_;
    detail::LaneArray<Real> normals_;
    detail::LaneArray<Real> post_;
    detail::LaneArray<double> gram_;
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
    detail::LaneArray<double> exact_root(root.size());
    std::size_t next = 0;
    for (std::uint32_t layer = 0;; ++layer) {
        if (layer > 0) {
            const double scale = architecture.alpha(layer, depth) * std::sqrt(architecture.weights());
            detail::roots(k, networks.gram(), width.value, scale, exact_root.data());
            std::transform(exact_root.begin(), exact_root.end(), root.begin(),
                           [](double entry) { return static_cast<Real>(entry); });
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
