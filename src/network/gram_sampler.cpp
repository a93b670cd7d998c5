#include "limitcheck/network/gram_sampler.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <type_traits>
#include <vector>

#include "network/driver.hpp"
#include "network/semidefinite.hpp"

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
          slope_(detail::negative_slope(activation_)),
          state_(detail::whole_blocks(std::size_t{width} * inputs) * lanes),
          post_(slope_ ? 0 : std::size_t{detail::summed_in_real} * inputs * lanes),
          gram_(detail::packed(inputs) * lanes) {}

    void step(random::StreamKey key, std::uint64_t first_network, std::uint32_t layer, bool skip,
              const Real* root) {
        const detail::Noise noise{key, first_network, layer};
        std::fill(gram_.begin(), gram_.end(), 0.0);
        detail::for_each_portion(width_, inputs_, [&](std::uint32_t first, std::uint32_t count) {
            const detail::Rows<Real> rows{inputs_, count, skip};
            Real* state = state_.data() + std::size_t{first} * inputs_ * lanes;
            detail::step_gram(noise, first, rows, root, state,
                              {slope_ ? gram_.data() : nullptr, slope_.value_or(0)});
            if (!slope_) {
                detail::accumulate_activated<Real>(activation_, rows, state, post_, gram_.data());
            }
        });
    }

    /// Roots once more in the lanes whose Gram matrix is so near to a singular one that the rounding of its
    /// sums decides: from sums that are exact but for the rounding of doubles. At most two inputs have no
    /// need of it, since no entry depends on a quotient of two small pivots.
    void settle_roots(double scale, Real* root) const {
        if (inputs_ <= 2 || scale == 0) {
            return;
        }
        constexpr double doubtful = std::is_same_v<Real, float> ? 0x1p-16 : 0x1p-30;
        const double share = doubtful * scale * scale / width_;
        std::array<double, lanes>
            settle{};  // not 0 where a pivot is small; no branches, so that lanes go together
        for (std::uint32_t a = 0; a < inputs_; ++a) {
            const std::size_t at = (detail::packed(a) + a) * lanes;
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const auto pivot = static_cast<double>(root[at + lane]);
                settle[lane] += pivot * pivot < share * gram_[at + lane] ? 1.0 : 0.0;
            }
        }
        if (std::all_of(settle.begin(), settle.end(), [](double small) { return small == 0; })) {
            return;
        }
        const detail::LaneArray<double> products = products_in_double();
        std::vector<double> matrix(std::size_t{inputs_} * inputs_);
        std::vector<double> lower(matrix.size());
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            if (settle[lane] == 0) {
                continue;
            }
            for (std::uint32_t a = 0; a < inputs_; ++a) {
                for (std::uint32_t b = 0; b <= a; ++b) {
                    const double entry = products[(detail::packed(a) + b) * lanes + lane] / width_;
                    matrix[std::size_t{a} * inputs_ + b] = entry;
                    matrix[std::size_t{b} * inputs_ + a] = entry;
                }
            }
            detail::semidefinite_root(inputs_, matrix, lower);
            for (std::uint32_t a = 0; a < inputs_; ++a) {
                for (std::uint32_t b = 0; b <= a; ++b) {
                    root[(detail::packed(a) + b) * lanes + lane] =
                        static_cast<Real>(scale * lower[std::size_t{a} * inputs_ + b]);
                }
            }
        }
    }

    [[nodiscard]] const Real* state() const { return state_.data(); }
    [[nodiscard]] const double* gram() const { return gram_.data(); }

  private:
    /// Sums of phi(Y(a)) phi(Y(b)) over neurons, packed; products of floats are exact in double.
    [[nodiscard]] detail::LaneArray<double> products_in_double() const {
        detail::LaneArray<double> whole(gram_.size());
        detail::LaneArray<double> part(gram_.size());
        detail::LaneArray<Real> post(std::size_t{detail::summed_in_real} * inputs_ * lanes);
        for (std::uint32_t first = 0; first < width_; first += detail::summed_in_real) {
            const std::uint32_t count = std::min(detail::summed_in_real, width_ - first);
            const std::size_t size = std::size_t{count} * inputs_ * lanes;
            detail::apply_all<Real>(activation_, {state_.data() + std::size_t{first} * inputs_ * lanes, size},
                                    {post.data(), size});
            std::fill(part.begin(), part.end(), 0.0);
            for (std::uint32_t neuron = 0; neuron < count; ++neuron) {
                const Real* row = post.data() + std::size_t{neuron} * inputs_ * lanes;
                for (std::uint32_t a = 0; a < inputs_; ++a) {
                    for (std::uint32_t b = 0; b <= a; ++b) {
                        double* sums = part.data() + (detail::packed(a) + b) * lanes;
                        for (std::size_t lane = 0; lane < lanes; ++lane) {
                            sums[lane] += static_cast<double>(row[a * lanes + lane]) *
                                          static_cast<double>(row[b * lanes + lane]);
                        }
                    }
                }
            }
            std::transform(part.begin(), part.end(), whole.begin(), whole.begin(), std::plus<>());
        }
        return whole;
    }

    const Activation& activation_;
    std::uint32_t inputs_;
    std::uint32_t width_;
    std::optional<double> slope_;  ///< where phi has one: the step sums its products itself
    detail::LaneArray<Real> state_;
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
    std::size_t next = 0;
    detail::BranchScales scales(architecture, depth);
    for (std::uint32_t layer = 0;; ++layer) {
        if (layer > 0) {
            const double scale = scales.of(layer);
            detail::roots(k, networks.gram(), width.value, scale, root.data());
            networks.settle_roots(scale, root.data());
        }
        networks.step(noise, first_network, layer, layer > 0 && architecture.has_skip(), root.data());
        const bool alone = !architecture.has_skip() && layer < depth.value;
        detail::check_range<Real>(k, networks.gram(), width.value, layer, alone ? scales.of(layer + 1) : 1);
        if (layers[next] == layer) {
            detail::check_values<Real>(k, width.value, networks.state(), layer);
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
