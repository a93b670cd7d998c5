// Measurements from measurements: several side by side, one at several cells, and numbers computed from the
// observables of one draw.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "limitcheck/claim/measurement.hpp"

namespace limitcheck {

/// One draw of each, independent of each other; the observables in order. Their names must differ. A draw is
/// void when one of its parts is; a part that names no condition (Measurement::void_unless) never is.
[[nodiscard]] Measurement side_by_side(std::vector<Measurement> measurements);

/// Where another draw is made, and what is added to the names of its observables.
struct Elsewhere {
    std::string suffix;  ///< as " at n/4"; may be empty for one of several
    std::function<Cell(const Cell&)> cell;
};

/// One draw at each of the cells that belong to the claim's cell, independent of each other.
[[nodiscard]] Measurement at_cells(const Measurement& measurement, std::vector<Elsewhere> places);

/// Adds an observable that is computed from the others of the same draw; of a shadow, from all of them too.
[[nodiscard]] Measurement with_computed(Measurement measurement,
                                        std::function<Observable(const Cell&)> observable,
                                        std::function<double(const Cell&, std::span<const double>)> value);

/// Adds an event that cuts an observable of the measurement. Throws Error, when the measurement is used, for
/// one that does not say what it cuts.
///
///     with_event(measure_networks(...), event("Q > 4", above("Q", 4.0)))
[[nodiscard]] Measurement with_event(Measurement measurement, Observable event);
[[nodiscard]] Measurement with_event(Measurement measurement, std::function<Observable(const Cell&)> event);

/// Index of the observable `name` among a measurement's at a cell. Throws Error naming it when there is none,
/// or more than one.
[[nodiscard]] std::size_t observable_index(const Measurement& measurement, const Cell& cell,
                                           const std::string& name);

}  // namespace limitcheck
