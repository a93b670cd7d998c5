// Measurements that are no networks: any pure function of a stream of random numbers, such as a Monte Carlo
// estimator, a sampler or a scheme for a stochastic differential equation.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "limitcheck/claim/measurement.hpp"
#include "limitcheck/random/stream.hpp"

namespace limitcheck {

/// The random numbers of one draw, in order. A value: what it yields depends on the draw's number and on how
/// often it was asked, and on nothing else. Separate from all other draws.
class DrawStream {
  public:
    DrawStream(random::StreamKey key, std::uint64_t draw)
        : key_(random::StreamKey{hash_number(draw, random::derive(key, "draw stream").value)}) {}

    /// The next 64 random bits.
    std::uint64_t bits() { return random::draw(key_, bits_++); }
    /// The next uniform number, in (0, 1).
    double uniform() { return random::uniform(key_, bits_++); }
    /// The next standard normal.
    double normal() {
        const std::uint64_t index = normals_++;
        return random::normal<double>(key_, index >> 32, 0, index & 0xffffffffU);
    }
    /// The next of 0 .. bound-1, bound >= 1.
    std::uint64_t below(std::uint64_t bound) { return random::below(key_, bits_++, bound); }

  private:
    random::StreamKey key_;
    std::uint64_t bits_ = 0;
    std::uint64_t normals_ = 0;
};

/// Fills one draw's observables, in their order, at a cell: every one, with a finite number, unless the draw
/// is void (Measurement::void_unless). They are NaN when the function is called.
using DrawRow = std::function<void(const Cell&, DrawStream&, std::span<double>)>;

/// Draws with several observables. `cost` is the normals (or numbers) that one draw takes: what budgets and
/// the order of work are reckoned in; 1 when empty.
///
///     draws("an Euler path", {real("end"), nonnegative("maximum")},
///           [](const Cell& cell, DrawStream& stream, std::span<double> out) { ... },
///           [](const Cell& cell) { return double(cell.depth); });
[[nodiscard]] Measurement draws(std::string description, std::vector<Observable> observables, DrawRow row,
                                std::function<double(const Cell&)> cost = {});

/// Draws of one number, from a stream and, if the function takes it, the cell.
///
///     draws(bounded("inside", 1), [](DrawStream& stream) {
///         const double x = stream.uniform(), y = stream.uniform();
///         return x * x + y * y < 1 ? 1.0 : 0.0;
///     })
template <class Draw>
requires std::is_invocable_r_v<double, Draw, DrawStream&> ||
    std::is_invocable_r_v<double, Draw, const Cell&, DrawStream&>
[[nodiscard]] Measurement draws(Observable observable, Draw draw,
                                std::function<double(const Cell&)> cost = {}) {
    std::string description = "independent draws of " + observable.name;
    return draws(
        std::move(description), {std::move(observable)},
        [draw = std::move(draw)](const Cell& cell, DrawStream& stream, std::span<double> out) {
            if constexpr (std::is_invocable_r_v<double, Draw, DrawStream&>) {
                out[0] = draw(stream);
            } else {
                out[0] = draw(cell, stream);
            }
        },
        std::move(cost));
}

}  // namespace limitcheck
