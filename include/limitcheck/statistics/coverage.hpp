// What K random cells say of the whole domain: an upper bound on the generator's mean mass of violating
// cells. Rests on docs/statistics.md, "Coverage" (Clopper and Pearson 1934, Hoeffding 1956), every step
// rounded outward.
#pragma once

#include <cstdint>
#include <string>

namespace limitcheck::statistics {

/// The p at which P(Bin(trials, p) <= events) = g, rounded up (within a few ulps): with confidence 1-g the
/// probability is at most this. 1 when events = trials. Throws std::logic_error unless trials >= 1, events <=
/// trials, 0 < g < 1.
[[nodiscard]] double clopper_pearson_upper(std::uint64_t trials, std::uint64_t events, double g);

/// The p at which P(Bin(trials, p) >= events) = g, rounded down; 0 when events = 0. The mirror of the upper
/// bound.
[[nodiscard]] double clopper_pearson_lower(std::uint64_t trials, std::uint64_t events, double g);

/// The coverage statement of a claim.
struct Coverage {
    std::uint64_t cells = 0;      ///< K, fixed before the run, drawn independently, not vacuous
    std::uint64_t failures = 0;   ///< cells that are not verified: undecided ones and refuted ones
    double violating_mass = 1.0;  ///< mean over the laws of the K cells: at most this, rounded up
    double confidence = 0.0;      ///< 1 - g - alpha_verify, rounded down
};

/// g is how often the statement about the cells may fail, alpha_verify how often a violating cell may ever be
/// verified (0 where enclosures decide the cells). The cells may have different laws: the bound is on the
/// mean of their masses, and where it would not hold for different laws (U >= 1 failures with U > K p - 1),
/// or without cells, nothing is known: mass 1. Throws std::logic_error unless failures <= cells, 0 < g < 1
/// and 0 <= alpha_verify < 1.
[[nodiscard]] Coverage coverage(std::uint64_t cells, std::uint64_t failures, double g, double alpha_verify);

/// The sentence that a report prints.
[[nodiscard]] std::string to_text(const Coverage& coverage);

}  // namespace limitcheck::statistics
