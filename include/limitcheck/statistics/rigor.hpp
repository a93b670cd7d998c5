// How rigorous a verdict is, on two axes: the bound it was held against, and the simulation that drew the
// networks. Rests on docs/statistics.md, "Rigor": a combination is as rigorous as its weakest part.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace limitcheck::statistics {

/// From strong to weak.
enum class BoundRigor { exact, interval, assumed };

/// How far a verdict can be relied on, on its two axes.
struct Rigor {
    BoundRigor bound = BoundRigor::exact;
    bool shadowed = true;                  ///< false: rests on the named assumption `simulation-rounding`
    std::uint64_t shadowed_size = 0;       ///< networks were shadowed in high precision up to this n L
    std::vector<std::string> assumptions;  ///< by name, sorted, without repeats
    std::vector<std::string> given;  ///< theorems whose certificates the verdict takes for true, likewise
};

/// "exact", "interval", "assumed".
[[nodiscard]] std::string_view to_text(BoundRigor rigor);
/// Reads one of the three words. Throws Error on any other text.
[[nodiscard]] BoundRigor parse_bound_rigor(std::string_view text);
/// "shadowed up to n L = 100000" or "assumed: simulation-rounding".
[[nodiscard]] std::string simulation_text(const Rigor& rigor);

/// Weakest of the parts on each axis; assumptions and givens are joined. Throws std::logic_error when there
/// are none.
[[nodiscard]] Rigor weakest(std::span<const Rigor> parts);

}  // namespace limitcheck::statistics
