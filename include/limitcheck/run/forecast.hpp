// What a cell will take before it is run: networks to a verdict, from a pilot, and the effect that a budget
// can see. A guess for planning, never evidence; only `hopeless` is certain. Rests on docs/statistics.md,
// "Before a run".
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "limitcheck/claim/test.hpp"
#include "limitcheck/random/stream.hpp"
#include "limitcheck/run/plan.hpp"
#include "limitcheck/statistics/budget.hpp"

namespace limitcheck::run {

/// The pilot's networks at first. It grows fourfold as long as it cannot tell on which side of a level a mean
/// is, or tells the networks to a verdict only to within more than the factor pilot_range.
inline constexpr std::size_t pilot_networks = 64;
inline constexpr double pilot_range = 4;
/// Beyond the first networks it may cost this many normals, and have this many networks.
inline constexpr double pilot_normals = 2e8;
inline constexpr std::size_t pilot_most = std::size_t{1} << 18;
/// A mean is known to within this many standard errors of the pilot.
inline constexpr double pilot_errors = 3;

/// Networks, void ones included, until one side decides: if the means are where the pilot has them, and if
/// all of them are pilot_errors standard errors further from their levels, or nearer. Infinite: no power
/// there.
struct NetworksRange {
    double low = HUGE_VAL;
    double likely = HUGE_VAL;
    double high = HUGE_VAL;
};

/// The least distance of a mean from its level that decides one condition within the budget.
struct Detectable {
    std::string condition;
    std::string observable;
    bool verifying = true;  ///< below an upper level or above a lower one; false: beyond it, a refutation
    bool distance = false;  ///< of a law: a difference of distances
    double gap = HUGE_VAL;  ///< infinite: the budget decides at no distance
};

/// A sampled cell before its run.
struct Forecast {
    CellPlan plan;
    std::string hopeless;       ///< why the budget can decide nothing, for certain; empty when it can
    std::string cannot_verify;  ///< why nothing can be verified, for certain; or empty
    double least = HUGE_VAL;    ///< networks: fewer verify with a chance of 10^-6 at most; infinite: never
    double budget = 0;          ///< networks that the budget pays for
    double cost = 0;            ///< normals a network
    std::size_t pilot = 0;      ///< networks of the pilot; 0 where there was none
    double void_share = 0;      ///< of the pilot's networks
    bool laws = false;          ///< a condition on a law: half the stated distance is taken for likely
    NetworksRange verify;       ///< until all verifying conditions are met
    NetworksRange refute;       ///< until the refuting ones are, at the pilot's means
    std::vector<Detectable> detectable;  ///< of every condition that has a tool, the verifying ones first
};

/// Plans the cell with its widening, and draws a pilot from the stream `pilot` (of its own) unless the budget
/// of `normals` is hopeless. Throws Error as plan_cell and is_void do.
[[nodiscard]] Forecast forecast(const Test& test, const Cell& cell, random::StreamKey pilot,
                                const statistics::Thresholds& thresholds, double normals,
                                const ShadowResult& shadow);

}  // namespace limitcheck::run
