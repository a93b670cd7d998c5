// The shadow runs of a suite.
#pragma once

#include <vector>

#include "limitcheck/run/options.hpp"
#include "limitcheck/run/result.hpp"

namespace limitcheck::run {

/// Fills in the shadow of each claim and, on cells of its own, of each falsification that the result has room
/// for: some of their networks are repeated in high precision. All share the noise. Throws Interrupted.
void shadow_suite(SuiteResult& suite, const std::vector<Claim>& claims, const RunOptions& options);

}  // namespace limitcheck::run
