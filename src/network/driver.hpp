// What the samplers share: the check of a run's arguments, arrays for a group of lanes, the cutting of a
// layer into what the second-level cache holds, and the watch over the state's range.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/network/architecture.hpp"
#include "limitcheck/network/gram_matrix.hpp"
#include "network/apply.hpp"
#include "network/kernels.hpp"
#include "network/semidefinite.hpp"
#include "network/slope.hpp"

namespace limitcheck::network::detail {

/// Memory whose rows of lanes start at cache lines.
template <class T>
struct LineAllocator {
    using value_type = T;
    static constexpr std::align_val_t line{64};
    LineAllocator() = default;
    template <class U>
    LineAllocator(const LineAllocator<U>&) {}  // NOLINT(google-explicit-constructor): allocators convert
    T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), line)); }
    void deallocate(T* memory, std::size_t) { ::operator delete(memory, line); }
    friend bool operator==(LineAllocator, LineAllocator) { return true; }
};
template <class T>
using LaneArray = std::vector<T, LineAllocator<T>>;

/// Throws Error when the arguments that every sampler takes are wrong.
inline void check_run(Width width, Depth depth, std::uint64_t first_network,
                      std::span<const std::uint32_t> layers) {
    if (width.value < 1 || depth.value < 1) {
        throw Error("a network of width " + std::to_string(width.value) + " and depth " +
                    std::to_string(depth.value) + ": both are at least 1");
    }
    if (first_network % lanes != 0) {
        throw Error("networks are simulated in groups of " + std::to_string(lanes) +
                    ": a group cannot start at " + std::to_string(first_network));
    }
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (layers[i] > depth.value || (i > 0 && layers[i] <= layers[i - 1])) {
            throw Error("recorded layer " + std::to_string(layers[i]) + " at depth " +
                        std::to_string(depth.value) + ": give layers of 0..L in increasing order");
        }
    }
}

/// Calls portion(first neuron, neurons) over a layer of k inputs in whole parts, as many as have their state
/// in the second-level cache.
template <class Portion>
void for_each_portion(std::uint32_t width, std::uint32_t inputs, Portion portion) {
    constexpr std::uint32_t rows = 2048;
    const std::uint32_t most = rows / inputs / summed_in_real * summed_in_real;
    for (std::uint64_t first = 0; first < width; first += most) {
        portion(static_cast<std::uint32_t>(first),
                static_cast<std::uint32_t>(std::min<std::uint64_t>(most, width - first)));
    }
}

/// gram += sum of phi(Y(a)) phi(Y(b)) over neurons, at most a part's, of which there is room in `post` where
/// phi has no negative slope; else phi is taken as the state is read.
template <class Real>
void accumulate_part(const Activation& activation, Rows<Real> rows, const Real* state, std::span<Real> post,
                     double* gram) {
    if (const std::optional<double> slope = negative_slope(activation)) {
        accumulate<Real>(rows, state, {gram, *slope});
        return;
    }
    const std::size_t size = std::size_t{rows.neurons} * rows.inputs * lanes;
    apply_all<Real>(activation, {state, size}, post.first(size));
    accumulate<Real>(rows, post.data(), {gram, 1});
}

/// The same over any number of neurons, part by part.
template <class Real>
void accumulate_activated(const Activation& activation, Rows<Real> rows, const Real* state,
                          std::span<Real> post, double* gram) {
    for (std::uint32_t done = 0; done < rows.neurons;) {
        const std::uint32_t neurons = std::min(summed_in_real, rows.neurons - done);
        accumulate_part<Real>(activation, {rows.inputs, neurons, false},
                              state + std::size_t{done} * rows.inputs * lanes, post, gram);
        done += neurons;
    }
}

/// alpha_l sqrt(weights) of one layer after the other, computed once where no array makes layers differ.
class BranchScales {
  public:
    BranchScales(const Architecture& architecture, Depth depth)
        : architecture_(architecture), depth_(depth) {}

    double of(std::uint32_t layer) {
        if (!known_ || std::holds_alternative<ArrayScale>(architecture_.branch())) {
            scale_ = architecture_.alpha(layer, depth_) * std::sqrt(architecture_.weights());
            known_ = true;
        }
        return scale_;
    }

  private:
    const Architecture& architecture_;
    Depth depth_;
    double scale_ = 0;
    bool known_ = false;
};

/// Throws Error of a layer whose second moment Real does not hold.
template <class Real>
[[noreturn]] void out_of_range(std::uint32_t layer) {
    throw Error("a second moment of layer " + std::to_string(layer) + " is outside the range of " +
                (std::is_same_v<Real, float> ? "float: simulate in double, or scale the inputs"
                                             : "double: use the norm chain, or scale the branch"));
}

/// The second moments that Real's products neither lose nor overflow: from 1 over this to this.
template <class Real>
inline constexpr double range_bound = std::is_same_v<Real, float> ? 1e30 : 1e280;

/// Throws Error when a second moment that is known beforehand, an input's or of the infinite-width chain, is
/// not zero and outside the range.
template <class Real>
void check_moment(double moment, std::uint32_t layer) {
    if (!(moment == 0 || (moment >= 1 / range_bound<Real> && moment <= range_bound<Real>))) {
        out_of_range<Real>(layer);
    }
}

/// Throws Error when a lane's sum of squares has left the range in which Real's products neither vanish nor
/// overflow. Zero is no error: a dead network. `step` is the next layer's branch scale where that layer is
/// made of this one alone, so that it must not leave the range at once; else 1.
template <class Real>
void check_range(std::uint32_t inputs, const double* gram, std::uint32_t width, std::uint32_t layer,
                 double step = 1) {
    const double square_step = step == 0 ? 1 : step * step;
    const double least = width / range_bound<Real> / std::min(1.0, square_step);
    const double most = width * range_bound<Real> / std::max(1.0, square_step);
    if (outside_range(inputs, gram, least, most)) {
        out_of_range<Real>(layer);
    }
}

/// The same of the rows that are given, values[neuron][input][lane]: of the state that is recorded, which an
/// activation with bounds hides from the sums of its products, and of post-activations.
template <class Real>
void check_values(std::uint32_t inputs, std::uint32_t width, const Real* values, std::uint32_t layer) {
    std::array<double, packed(most_inputs) * lanes> products{};
    for (std::uint32_t first = 0; first < width; first += std::min(summed_in_real, width - first)) {
        accumulate<Real>({inputs, std::min(summed_in_real, width - first), false},
                         values + std::size_t{first} * inputs * lanes, {products.data(), 1});
    }
    check_range<Real>(inputs, products.data(), width, layer);
}

/// The root of K_0 in every lane, packed. Throws Error when Real does not hold an input.
template <class Real>
LaneArray<Real> input_root(const GramMatrix& gram) {
    const std::uint32_t k = gram.inputs();
    std::vector<double> root(std::size_t{k} * k);
    for (std::uint32_t a = 0; a < k; ++a) {
        check_moment<Real>(gram(a, a), 0);
    }
    semidefinite_root(k, gram.values(), root);
    LaneArray<Real> spread(packed(k) * lanes);
    for (std::uint32_t a = 0; a < k; ++a) {
        for (std::uint32_t b = 0; b <= a; ++b) {
            std::fill_n(spread.begin() + static_cast<std::ptrdiff_t>((packed(a) + b) * lanes), lanes,
                        static_cast<Real>(root[std::size_t{a} * k + b]));
        }
    }
    return spread;
}

}  // namespace limitcheck::network::detail
