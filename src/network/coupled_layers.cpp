#include "network/coupled_layers.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "network/driver.hpp"
#include "network/limit_step.hpp"
#include "network/variate_sums.hpp"

namespace limitcheck::network {

namespace {

using Matrix = std::array<double, 4>;  // k x k row-major, k <= 2

/// The symmetric root of a positive semidefinite matrix, k <= 2: (A + sqrt(det A) I)/sqrt(tr A + 2 sqrt(det
/// A)).
Matrix symmetric_root(std::uint32_t k, std::span<const double> a) {
    if (k == 1) {
        return {std::sqrt(a[0])};
    }
    const double root_det = std::sqrt(std::max(0.0, a[0] * a[3] - a[1] * a[1]));
    const double norm = std::sqrt(a[0] + a[3] + 2 * root_det);
    if (!(norm > 0)) {
        return {};
    }
    return {(a[0] + root_det) / norm, a[1] / norm, a[1] / norm, (a[3] + root_det) / norm};
}

template <class Real>
struct Arrays {
    Arrays(std::uint32_t width, std::uint32_t k)
        : values(2 * detail::whole_blocks(std::size_t{width} * k) * lanes),
          post(std::size_t{detail::summed_in_real} * k * lanes),
          root(std::size_t{k} * k * lanes),
          gram(detail::packed(k) * lanes),
          limit_gram(detail::packed(k) * lanes),
          apart(detail::packed(k) * lanes) {}
    [[nodiscard]] Real* state() { return values.data(); }
    [[nodiscard]] Real* limit() { return values.data() + values.size() / 2; }

    /// Networks, then chains, in one: two large arrays are given back to the system after each group, and got
    /// again page by page.
    detail::LaneArray<Real> values;
    detail::LaneArray<Real> post;
    detail::LaneArray<Real> root;
    detail::LaneArray<double> gram;
    detail::LaneArray<double> limit_gram;
    detail::LaneArray<double> apart;
};

/// One layer: Y with arrays.root, Yt with `limit_root`; then the sums over neurons.
template <class Real>
void step(Arrays<Real>& arrays, const Activation& activation, std::uint32_t k, std::uint32_t width,
          random::StreamKey key, std::uint64_t first_network, std::uint32_t layer, bool skip,
          const Real* limit_root, detail::CoupledWork work) {
    const bool relu = std::holds_alternative<Relu>(activation);
    detail::CoupledSums sums;
    if (relu) {
        sums.gram = arrays.gram.data();
        if (work.compare) {
            sums.limit = arrays.limit_gram.data();
            sums.apart = arrays.apart.data();
        }
    }
    for (detail::LaneArray<double>* sum : {&arrays.gram, &arrays.limit_gram, &arrays.apart}) {
        std::fill(sum->begin(), sum->end(), 0.0);
    }
    const detail::Noise noise{key, first_network, layer};
    const detail::CoupledRoots<Real> roots{arrays.root.data(), limit_root};
    detail::for_each_portion(width, k, [&](std::uint32_t first, std::uint32_t count) {
        const detail::Rows<Real> rows{k, count, skip};
        const std::size_t at = std::size_t{first} * k * lanes;
        detail::step_coupled(noise, first, rows, roots, arrays.state() + at, arrays.limit() + at, sums);
        if (!relu) {
            detail::accumulate_activated<Real>(activation, rows, arrays.state() + at, arrays.post,
                                               arrays.gram.data());
        }
        if (work.groups > 0) {
            detail::add_grouped_products<Real>(activation, work.groups, width, k, first, count,
                                               arrays.limit() + at, arrays.post, work.grouped);
        }
    });
}

}  // namespace

namespace detail {

template <class Real>
void for_each_coupled_layer(const Architecture& architecture, const GramMatrix& gram, Width width,
                            Depth depth, random::StreamKey key, std::uint64_t first_network, CoupledWork work,
                            const std::type_identity_t<CoupledLayers<Real>>& visit) {
    const std::uint32_t k = gram.inputs();
    if (k > 2) {
        throw Error("the coupling is defined for one or two inputs, not " + std::to_string(k) +
                    ": couple pairs of inputs, or use simulate_gram");
    }
    require(!work.compare || std::holds_alternative<Relu>(architecture.activation()),
            "sums that compare a network with its chain are of relu alone");
    const random::StreamKey noise = random::derive(key, "noise");
    Arrays<Real> arrays(width.value, k);
    const PostMoments post_moments(architecture.activation());
    std::array<double, 4> limit_entries{};
    const std::span<double> limit = std::span(limit_entries).first(std::size_t{k} * k);
    std::copy(gram.values().begin(), gram.values().end(), limit.begin());
    std::array<double, 4> moments{};  // of the layer before
    std::array<Real, 4> limit_root{};
    BranchScales scales(architecture, depth);
    for (std::uint32_t layer = 0; layer <= depth.value; ++layer) {
        if (layer == 0) {
            const LaneArray<Real> root = input_root<Real>(gram);
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                arrays.root[lane] = root[lane];
                if (k == 2) {
                    arrays.root[2 * lanes + lane] = root[lanes + lane];
                    arrays.root[3 * lanes + lane] = root[2 * lanes + lane];
                }
            }
            for (std::size_t entry = 0; entry < std::size_t{k} * k; ++entry) {
                limit_root[entry] = arrays.root[entry * lanes];
            }
        } else {
            const double scale = scales.of(layer);
            const Matrix h = symmetric_root(k, moments);
            if (k == 1) {
                roots(k, arrays.gram.data(), width.value, scale, arrays.root.data());
            } else {
                nearest_roots(arrays.gram.data(), width.value, scale, h.data(), arrays.root.data());
            }
            std::transform(h.begin(), h.end(), limit_root.begin(),
                           [scale](double entry) { return static_cast<Real>(scale * entry); });
            advance_limit(architecture, moments, layer, depth, limit);
            check_moment<Real>(limit.front(), layer);
            check_moment<Real>(limit.back(), layer);
        }
        step<Real>(arrays, architecture.activation(), k, width.value, noise, first_network, layer,
                   layer > 0 && architecture.has_skip(), limit_root.data(), work);
        const bool alone = !architecture.has_skip() && layer < depth.value;
        check_range<Real>(k, arrays.gram.data(), width.value, layer, alone ? scales.of(layer + 1) : 1);
        const LayerView<Real> networks(architecture, layer, width.value, k, arrays.state());
        const LayerView<Real> chain(architecture, layer, width.value, k, arrays.limit());
        const CoupledSums sums{arrays.gram.data(), arrays.limit_gram.data(), arrays.apart.data()};
        ReluDerivatives derivatives;
        post_moments(k, limit, moments, work.compare ? &derivatives : nullptr);
        if (!visit({CoupledView<Real>(networks, chain), derivatives, sums, limit,
                    std::span(moments).first(limit.size())})) {
            return;
        }
    }
}

template void for_each_coupled_layer<float>(const Architecture&, const GramMatrix&, Width, Depth,
                                            random::StreamKey, std::uint64_t, CoupledWork,
                                            const CoupledLayers<float>&);
template void for_each_coupled_layer<double>(const Architecture&, const GramMatrix&, Width, Depth,
                                             random::StreamKey, std::uint64_t, CoupledWork,
                                             const CoupledLayers<double>&);

}  // namespace detail

}  // namespace limitcheck::network
