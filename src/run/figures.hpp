// The figures of a run's claims.
#pragma once

#include <vector>

#include "limitcheck/claim/claim.hpp"
#include "limitcheck/run/options.hpp"
#include "limitcheck/run/result.hpp"

namespace limitcheck::run {

/// Draws every figure of every claim into its result, several at a time, from the run's seed; claims[i] is of
/// suite.claims[i]. A figure that fails is the claim's error, unless it has one. Throws Interrupted when the
/// run is to stop.
void draw_figures(SuiteResult& suite, const std::vector<Claim>& claims, const RunOptions& options);

}  // namespace limitcheck::run
