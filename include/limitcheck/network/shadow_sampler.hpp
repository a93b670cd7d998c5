// Shadows: the samplers' networks once more, in high precision and from the same random words, so that the
// gap between the two is the rounding of the simulation (docs/statistics.md, "Rounding of the simulation").
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "limitcheck/network/architecture.hpp"
#include "limitcheck/network/correlation_chain.hpp"
#include "limitcheck/network/dense_sampler.hpp"
#include "limitcheck/network/excess_sampler.hpp"
#include "limitcheck/network/gram_matrix.hpp"
#include "limitcheck/network/layer_view.hpp"
#include "limitcheck/network/norm_chain.hpp"
#include "limitcheck/network/variate_sampler.hpp"
#include "limitcheck/random/stream.hpp"

namespace limitcheck::network {

/// Significant bits of a shadow's numbers: more than twice a double's.
inline constexpr int shadow_bits = 113;

namespace detail {
class ShadowStore;
}

/// Standard normals in high precision: exact values of random::word_law at a stream's places, rounded once.
/// Each is computed once, however many shadows read it: they cost a thousand times a sampler's. Safe to use
/// from several threads; what it returns does not depend on who asks first. Keeps all it has computed, 48
/// bytes a normal.
class ShadowNoise {
  public:
    ShadowNoise();
    ~ShadowNoise();
    ShadowNoise(const ShadowNoise&) = delete;
    ShadowNoise& operator=(const ShadowNoise&) = delete;

    /// Normal number `index` of (key, sample, layer), to the nearest double.
    [[nodiscard]] double normal(random::StreamKey key, std::uint64_t sample, std::uint32_t layer,
                                std::uint64_t index);

    /// What the shadow samplers keep their normals in.
    [[nodiscard]] detail::ShadowStore& store() { return *store_; }

  private:
    std::unique_ptr<detail::ShadowStore> store_;
};

/// The networks 0 .. networks-1 (1 <= networks <= lanes) of simulate_gram with the same arguments, as exact
/// arithmetic would have them: the recursion of docs/theory/resnet-commute, section 1, in shadow_bits bits,
/// alpha_l = L^exponent and the square root of the weights' variance included. A UserFunction, which is a
/// function of doubles, is evaluated at the shadow's number rounded to double. Only the roots' rule for
/// vanishing pivots has another threshold, 2^-100, so that what the samplers neglect shows up as a gap.
/// The view's numbers are the state rounded to double; lanes beyond the last network repeat network 0.
/// Costs about 0.1 us a neuron and layer, the normals not counted. Throws Error as simulate_gram does,
/// std::logic_error for another number of networks.
void shadow_gram(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                 random::StreamKey key, std::size_t networks, std::span<const std::uint32_t> layers,
                 ShadowNoise& noise, const Recorder<double>& record);

/// The same for simulate_coupled: networks and their infinite-width chains.
void shadow_coupled(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                    random::StreamKey key, std::size_t networks, std::span<const std::uint32_t> layers,
                    ShadowNoise& noise, const CoupledRecorder<double>& record);

/// The same for simulate_excess: the layers in high precision, the recursion over them in double.
void shadow_excess(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                   random::StreamKey key, std::size_t networks, std::span<const std::uint32_t> layers,
                   ShadowNoise& noise, const ExcessRecorder<double>& record);

/// The same for simulate_variates, and for simulate_excess with variates: the layers in high precision, the
/// sums over neurons and layers in double.
void shadow_variates(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                     random::StreamKey key, std::size_t networks, std::span<const std::uint32_t> layers,
                     VariateShape shape, ShadowNoise& noise, const VariateRecorder<double>& record);
void shadow_excess(const Architecture& architecture, const GramMatrix& gram, Width width, Depth depth,
                   random::StreamKey key, std::size_t networks, std::span<const std::uint32_t> layers,
                   VariateShape shape, ShadowNoise& noise, const ExcessVariateRecorder<double>& record);

/// The same for simulate_dense.
void shadow_dense(const Architecture& architecture, WeightLaw law, const GramMatrix& gram, Width width,
                  Depth depth, random::StreamKey key, std::size_t networks,
                  std::span<const std::uint32_t> layers, ShadowNoise& noise, const Recorder<double>& record);

/// The same for simulate_correlation.
void shadow_correlation(double one_minus_rho0, Width width, Depth depth, random::StreamKey key,
                        std::size_t networks, std::span<const std::uint32_t> layers, ShadowNoise& noise,
                        const CorrelationRecorder& record);

/// The same for simulate_norm, its rejections included.
void shadow_norm(double weights, Width width, Depth depth, random::StreamKey key, std::size_t networks,
                 std::span<const std::uint32_t> layers, ShadowNoise& noise, const NormRecorder& record);

}  // namespace limitcheck::network
