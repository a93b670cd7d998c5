// Certified numbers along an order of growth, for the claim that width and depth limits commute.
#pragma once

#include <optional>
#include <vector>

#include "limitcheck/cell/cell.hpp"
#include "limitcheck/claim/memo.hpp"
#include "limitcheck/network/architecture.hpp"
#include "limitcheck/precise/enclosure.hpp"

namespace limitcheck::properties {

using precise::Enclosure;

/// What the claim takes for true. A falsification changes one of these facts.
struct GrowthFacts {
    /// dc/dt = speed (f(c) - c)/2; the truth is 1. As a ratio of halves: 1 is half the rate, 4 twice.
    int speed_halves = 2;
    /// The limit variance is q0 e^{growth t}; growth in hundredths, the truth is 1/2.
    int growth_hundredths = 50;
    network::Architecture network = network::resnet();
};

/// What a cell's time and inputs (two) fix for all sizes of network.
struct GrowthLimit {
    Enclosure t;
    Enclosure scale;  ///< sqrt(q0(a) q0(b)), by which covariances scale
    Enclosure c0;
    Enclosure q;      ///< e^{t/2}
    Enclosure c;      ///< c_t
    Enclosure named;  ///< the covariance that the statement names: scale q c where no fact is changed
};

/// One point of an order: what the theorem says of |C_l - q_t c_t| at l = floor(tL). The width's share of the
/// envelope depends on n and t alone (docs/theory/resnet-commute, section 4, Theorem C), the depth's on L and
/// t.
struct GrowthPoint {
    Point point;
    std::uint32_t layer = 0;
    Enclosure limit;     ///< the covariance that the statement names, the same at all points
    Enclosure envelope;  ///< >= E|C_l - q_t c_t|: Theorem C at width n, and the depth error
    Enclosure root;      ///< >= ||C_l - q_t c_t||_2, likewise
    Enclosure trivial;   ///< at most what E|C_l - limit| cannot exceed anyway
    /// The envelope is certainly below what holds trivially.
    [[nodiscard]] bool informative() const;
};

/// The points that are measured at a cell.
struct Growth {
    /// In order, the vacuous ones left out; the last is the cell's own (n, L), whatever its envelope.
    std::vector<GrowthPoint> points;
    /// The end of the order with width and depth exchanged, (L, n); absent where its envelope is vacuous or n
    /// = L.
    std::optional<GrowthPoint> exchanged;
    /// Two points at least, the end among them, and the exchanged end: then the cell says something of
    /// orders.
    [[nodiscard]] bool says_something() const;
};

/// The limit for the cell's time and inputs. Tens of milliseconds.
[[nodiscard]] GrowthLimit growth_limit(const Cell& cell, const GrowthFacts& facts);

/// The numbers at a width and depth, at a cost that depends on neither.
[[nodiscard]] GrowthPoint growth_point(const GrowthLimit& limit, Time time, Point point);

/// The numbers along the cell's order (a cell without one has its end alone).
[[nodiscard]] Growth growth_along(const Cell& cell, const GrowthLimit& limit);

/// The same for any cell, under the facts; a limit is computed once for its time and inputs.
[[nodiscard]] Memo<Growth> growth_of(const GrowthFacts& facts);

}  // namespace limitcheck::properties
