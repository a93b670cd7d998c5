// Draws along an order of growth: networks of every point's size, driven by the same noise.
#pragma once

#include <string>

#include "growth_orders.hpp"
#include "limitcheck/claim/measurement.hpp"
#include "limitcheck/claim/memo.hpp"

namespace limitcheck::properties {

/// |C - limit| at the end of the order.
inline constexpr const char* end_observable = "distance at the end";
/// |C at the end - C at the end with width and depth exchanged|.
inline constexpr const char* ends_observable = "difference of the two ends";
/// |C - limit| at point `index` of an order whose last point has index `last`.
[[nodiscard]] std::string point_observable(std::size_t index, std::size_t last);

/// One draw is a network of every point's size on the noise of one stream: the normals of the neurons and
/// layers that two sizes have in common are equal. Observables: one a point, in order, and the difference of
/// the two ends where the exchanged end is measured.
[[nodiscard]] Measurement measure_order(const network::Architecture& architecture,
                                        const Memo<Growth>& growth);

}  // namespace limitcheck::properties
