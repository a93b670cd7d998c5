// What a budget cannot decide, by certified numbers alone: said before anything is drawn
// (docs/statistics.md, "Before a run").
#pragma once

#include <cmath>
#include <string>

#include "limitcheck/run/plan.hpp"

namespace limitcheck::run {

/// The least number of networks with which each side can decide; infinite where a side has no tool.
struct LeastNetworks {
    double verify = HUGE_VAL;
    double refute = HUGE_VAL;
    [[nodiscard]] double either() const { return std::fmin(verify, refute); }
};
[[nodiscard]] LeastNetworks least_networks(const CellPlan& plan, const statistics::Thresholds& thresholds);

/// What a budget of normals at `cost` normals a network can do.
struct Affordable {
    double networks = 0;
    std::string hopeless;       ///< why nothing can be decided; empty when something can
    std::string cannot_verify;  ///< why nothing can be verified, where something can be refuted; or empty
};
[[nodiscard]] Affordable affordable(const LeastNetworks& least, double normals, double cost);

}  // namespace limitcheck::run
