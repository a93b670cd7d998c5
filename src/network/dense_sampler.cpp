#include "limitcheck/network/dense_sampler.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <optional>

#include "network/apply.hpp"
#include "network/driver.hpp"

namespace limitcheck::network {

namespace {

/// Weights of a law that is not Gaussian, from the words of consecutive blocks: [index][lane].
template <class Real>
class Weights {
  public:
    Weights(WeightLaw law, random::StreamKey key, std::uint64_t first_network)
        : rademacher_(law == WeightLaw::rademacher), key_(key), first_network_(first_network) {}

    const Real* draw(std::uint32_t layer, std::uint32_t first_block, std::uint32_t blocks) {
        random::fill_words(key_, first_network_, layer, first_block, blocks, words_.data());
        const std::size_t count = std::size_t{blocks} * 4 * lanes;
        const double root_3 = std::sqrt(3.0);
        for (std::size_t i = 0; i < count; ++i) {
            if (rademacher_) {
                values_[i] = (words_[i] >> 31) != 0 ? Real(-1) : Real(1);
            } else {
                const double centre = static_cast<double>(std::bit_cast<std::int32_t>(words_[i])) + 0.5;
                values_[i] = static_cast<Real>(root_3 * (centre * 0x1p-31));
            }
        }
        return values_.data();
    }

  private:
    static constexpr std::size_t size = std::size_t{detail::piece_rows} * lanes;
    bool rademacher_;
    random::StreamKey key_;
    std::uint64_t first_network_;
    detail::LaneArray<Real> values_ = detail::LaneArray<Real>(size);
    detail::LaneArray<std::uint32_t> words_ = detail::LaneArray<std::uint32_t>(size);
};

/// sums[neuron][input][lane] += sum over columns of weight times post-activation.
template <class Real>
void multiply(Weights<Real>& weights, std::uint32_t layer, std::uint32_t k, std::uint32_t width,
              const Real* post, double* sums) {
    const std::uint64_t all = std::uint64_t{width} * width;
    for (std::uint64_t first = 0; first < all; first += detail::piece_rows) {
        const auto count =
            static_cast<std::uint32_t>(std::min<std::uint64_t>(detail::piece_rows, all - first));
        const Real* drawn = weights.draw(layer, static_cast<std::uint32_t>(first / 4), (count + 3) / 4);
        for (std::uint32_t done = 0; done < count;) {
            const std::uint64_t row = (first + done) / width;
            const auto column = static_cast<std::uint32_t>((first + done) % width);
            const std::uint32_t run = detail::run_columns(first + done, width - column);
            detail::weigh<Real>({k, run, false}, drawn + std::size_t{done} * lanes,
                                post + std::size_t{column} * k * lanes, sums + row * k * lanes);
            done += run;
        }
    }
}

}  // namespace

template <class Real>
void simulate_dense(const Architecture& architecture, WeightLaw law, const GramMatrix& gram, Width width,
                    Depth depth, random::StreamKey key, std::uint64_t first_network,
                    std::span<const std::uint32_t> layers,
                    const std::type_identity_t<Recorder<Real>>& record) {
    detail::check_run(width, depth, first_network, layers);
    if (width.value > 32768) {
        throw Error("a dense layer of width " + std::to_string(width.value) +
                    " has too many weights: use at most 32768, or simulate_gram");
    }
    if (layers.empty()) {
        return;
    }
    const std::uint32_t k = gram.inputs();
    const std::uint32_t n = width.value;
    const random::StreamKey weights_key = random::derive(key, "weights");
    std::optional<Weights<Real>> drawn;
    if (law != WeightLaw::gaussian) {
        drawn.emplace(law, weights_key, first_network);
    }
    const std::size_t size = std::size_t{n} * k * lanes;
    detail::LaneArray<Real> state(detail::whole_blocks(std::size_t{n} * k) * lanes);
    detail::LaneArray<Real> post(size);
    detail::LaneArray<double> sums(size);
    std::size_t next = 0;
    for (std::uint32_t layer = 0;; ++layer) {
        if (layer == 0) {
            const detail::LaneArray<Real> root = detail::input_root<Real>(gram);
            detail::step_gram<Real>({weights_key, first_network, 0}, 0, {k, n, false}, root.data(),
                                    state.data(), {nullptr, 0});
        } else {
            const double scale = architecture.alpha(layer, depth) * std::sqrt(architecture.weights() / n);
            detail::apply_all<Real>(architecture.activation(), {state.data(), size}, post);
            // A layer is watched before the next is made of it, so that no infinity comes to be, which an
            // activation could turn into a dead network.
            detail::check_values<Real>(k, n, post.data(), layer - 1);
            std::fill(sums.begin(), sums.end(), 0.0);
            if (drawn) {
                multiply(*drawn, layer, k, n, post.data(), sums.data());
            } else {
                detail::weigh_gaussian<Real>({weights_key, first_network, layer}, {k, n, false}, post.data(),
                                             sums.data());
            }
            for (std::size_t i = 0; i < size; ++i) {
                const double kept = architecture.has_skip() ? static_cast<double>(state[i]) : 0.0;
                state[i] = static_cast<Real>(kept + scale * sums[i]);
            }
        }
        if (layers[next] == layer) {
            detail::check_values<Real>(k, n, state.data(), layer);
            record(next, LayerView<Real>(architecture, layer, n, k, state.data()));
            if (++next == layers.size()) {
                return;
            }
        }
    }
}

template void simulate_dense<float>(const Architecture&, WeightLaw, const GramMatrix&, Width, Depth,
                                    random::StreamKey, std::uint64_t, std::span<const std::uint32_t>,
                                    const Recorder<float>&);
template void simulate_dense<double>(const Architecture&, WeightLaw, const GramMatrix&, Width, Depth,
                                     random::StreamKey, std::uint64_t, std::span<const std::uint32_t>,
                                     const Recorder<double>&);

}  // namespace limitcheck::network
