// A measurement: what one independent draw of a claim yields, as a pure function of a counter-based stream.
// A network is one kind of draw; a Monte Carlo estimator, a sampler or an SDE scheme is another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "limitcheck/cell/cell.hpp"
#include "limitcheck/claim/cut.hpp"
#include "limitcheck/random/stream.hpp"

namespace limitcheck {

namespace network {
class ShadowNoise;
}

/// What is known of every value of an observable, beyond moments.
enum class Sign { nonnegative, any };

/// One number of a draw.
struct Observable {
    std::string name;
    Sign sign = Sign::any;
    double most = 0;     ///< when positive: the value lies in [0, most], always
    bool event = false;  ///< the value is 0 or 1, and its mean a probability
    /// Certified: as exact arithmetic would have it, the value differs from what the statement speaks of by
    /// at most this at the cell, always or in root mean square. Not the rounding of the simulation, which
    /// shadow runs measure, but numbers that the formula itself rounds, as the double that stands for a
    /// limit. Levels and moments are widened by it. 0 for an event.
    double error = 0;
    /// Of an event: the number of the same draw that it cuts, and where. The run computes the event from that
    /// number, whatever the draw wrote for it.
    std::optional<Cut> cut = {};
    /// The value is computed from events, so that rounding moves it by whole steps or not at all: a shadow
    /// run says nothing of it.
    bool steps = false;
};

/// X >= 0, no other bound.
[[nodiscard]] inline Observable nonnegative(std::string name) { return {std::move(name), Sign::nonnegative}; }
/// 0 <= X <= most.
[[nodiscard]] inline Observable bounded(std::string name, double most) {
    return {std::move(name), Sign::nonnegative, most};
}
/// 0 or 1. Rounding moves it by 0 or by 1, so that a shadow run says nothing of it: its verdicts rest on the
/// assumption `simulation-rounding`, unless it says which number it cuts.
[[nodiscard]] inline Observable event(std::string name) {
    return {std::move(name), Sign::nonnegative, 1, true};
}
/// 1 when a number of the same draw lies on a side of a threshold, else 0; see with_event
/// (limitcheck/claim/compose.hpp) for a measurement that has one. Where a shadow run repeats the number, the
/// threshold is moved against every verdict by what rounding may do to it. The number's own
/// Observable::error has to hold of every value then, not in root mean square.
///
///     event("r <= 1/2", below("r", 0.5))
[[nodiscard]] inline Observable event(std::string name, Cut cut) {
    Observable made = event(std::move(name));
    made.cut = std::move(cut);
    return made;
}
/// Any real number.
[[nodiscard]] inline Observable real(std::string name) { return {std::move(name), Sign::any}; }

/// How a claim's draws are made.
struct Measurement {
    /// What is drawn, in words; printed by `show`.
    std::string description;
    /// The observables at a cell; their number is fixed for a cell.
    std::function<std::vector<Observable>(const Cell&)> observables;
    /// Draws numbers first .. first+count-1 of the cell's stream into `out`, row-major (count x observables).
    /// Pure: the same arguments give the same bits, whatever else was drawn. first and count are multiples of
    /// `batch`. Every number of a row is finite, unless the draw is void (see void_unless).
    std::function<void(const Cell&, random::StreamKey, std::uint64_t first, std::size_t count,
                       std::span<double> out)>
        draw;
    /// Normals that one draw costs.
    std::function<double(const Cell&)> cost;
    /// The sizes that are measured at a cell with an order of growth, for the report; empty: all its points.
    std::function<std::vector<Point>(const Cell&)> points = {};
    /// The number of draws that are made together.
    std::size_t batch = 16;
    /// Draws 0 .. count-1 of the stream once more, count <= batch, in high precision and from the same random
    /// bits: the observables of `draw` as exact arithmetic would have them, as doubles, in its layout. A
    /// column of NaN is an observable that is not repeated. Empty: nothing is, and a verdict rests on the
    /// assumption `simulation-rounding`. Pure, whatever the noise has computed before.
    std::function<void(const Cell&, random::StreamKey, std::size_t count, std::span<double> out,
                       network::ShadowNoise&)>
        shadow = {};
    /// The condition that the statement is given, in words that follow "given that": "no output vanishes". A
    /// draw that breaks it is void: NaN in its first observable, whatever is in the others; it is skipped,
    /// and the condition is printed with the verdict. Empty: the statement is about all draws, and none is
    /// void.
    std::string void_unless = {};
};

/// The measurement for a statement that is conditional: see Measurement::void_unless.
///
///     measuring(void_unless("no output vanishes", measure_networks(...)))
[[nodiscard]] inline Measurement void_unless(std::string condition, Measurement measurement) {
    measurement.void_unless = std::move(condition);
    return measurement;
}

/// `size` numbers that nobody has filled in: what a draw forgets stays NaN, and is an error.
[[nodiscard]] std::vector<double> unfilled(std::size_t size);

/// Whether draw `number` at a cell is void. Throws Error, naming the observable, when it is not and one of
/// its numbers is not finite.
[[nodiscard]] bool is_void(const Measurement& measurement, const Cell& cell, std::span<const double> row,
                           std::uint64_t number);

/// Computes the events of a row that cut a number of it; other columns stay. NaN where the number is.
void fill_events(std::span<const Observable> observables, std::span<double> row);

/// Index of the observable `name`. Throws Error when there is none of that name, or more than one.
[[nodiscard]] std::size_t observable_index(std::span<const Observable> observables, const std::string& name);

}  // namespace limitcheck
