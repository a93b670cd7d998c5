// The simulation's error as part of a verdict: before a run some of a claim's networks are repeated in high
// precision, and the gap between the two widens its bounds. Rests on docs/statistics.md, "Rounding of the
// simulation".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "limitcheck/claim/claim.hpp"
#include "limitcheck/network/shadow_sampler.hpp"
#include "limitcheck/run/options.hpp"
#include "limitcheck/run/result.hpp"

namespace limitcheck::run {

/// By how much the gap that was found is multiplied.
inline constexpr double shadow_safety = 16;
/// Cells with n L up to this are repeated, if one draw takes no more normals than shadow_cost.
inline constexpr std::uint64_t shadow_size = 100'000;
inline constexpr double shadow_cost = 250'000;
/// They are chosen among the claim's first cells, the same ones whatever the profile.
inline constexpr std::uint64_t shadow_candidates = 20;

/// Largest n L among the cells that were repeated; 0 when none was.
[[nodiscard]] std::uint64_t shadowed_size(const ShadowResult& shadow);

/// The model. The rounding of a mean over n neurons after L layers, as a share of the scale that the claim
/// holds it to, grows with n no faster than sqrt n (a bound of order 1/sqrt n shrinks, a rounding error does
/// not) and with L no faster than sqrt L (the independent errors of the layers add up).
///
/// By how much an observable's level is moved at a cell: shadow_safety * gap * scale * (sqrt n + sqrt L).
/// Nothing when the observable was not repeated; may be infinite.
[[nodiscard]] std::optional<double> widening(const ShadowResult& shadow, const std::string& observable,
                                             double scale, const Cell& cell);

/// The scale of an observable at a cell: the largest of the levels that its mean is held to, in absolute
/// value, of the roots of the second moments given for it, and of the thresholds at which events that a
/// condition watches cut it (where these are 0, the end of its range, or 1). `observables` are all of the
/// test's at the cell. 0 for one that no condition watches.
[[nodiscard]] double shadow_scale(const Test& test, const Cell& cell, std::span<const Observable> observables,
                                  const std::string& observable);

/// The cells that are repeated, of those given as cells 1, 2, ...: of the affordable ones the one of the
/// largest n L, the widest, the deepest, and the smallest; fewer when they coincide, or when together they
/// would take more than twice shadow_cost.
[[nodiscard]] std::vector<ShadowedCell> shadow_cells(const Test& test, std::span<const Cell> cells);

/// Repeats the claim's cells on the stream of the seed's shadows, which all claims share. Without a shadow in
/// the test's measurement, or a cell that is small enough, nothing is repeated. `noise` may be shared.
[[nodiscard]] ShadowResult shadow_claim(const Claim& claim, const RunOptions& options,
                                        network::ShadowNoise& noise);

/// The same for given cells.
[[nodiscard]] ShadowResult shadow_test(const Test& test, std::span<const Cell> cells, std::uint64_t seed,
                                       network::ShadowNoise& noise);

}  // namespace limitcheck::run
