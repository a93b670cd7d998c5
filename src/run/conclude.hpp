// What a claim's result says before its cells have run (its statement, its assumptions) and after (its
// verdict, the reason, the coverage of its domain).
#pragma once

#include <string_view>

#include "limitcheck/claim/claim.hpp"
#include "limitcheck/run/options.hpp"
#include "limitcheck/run/result.hpp"
#include "limitcheck/statistics/budget.hpp"

namespace limitcheck::run {

/// How the reason of a cell begins that ended in an exception.
inline constexpr std::string_view own_code_failed = "the claim's own code failed: ";

/// Copies what the claim says of itself, and names the assumptions that every verdict of its kind rests on.
void describe(ClaimResult& result, const Claim& claim, const RunOptions& options);

/// The claim's verdict from those of its cells and falsifications, which have all ended, and the coverage of
/// its domain, which a false cell verified would spoil: `budget.alpha_verify` is how often that happens.
void conclude(ClaimResult& result, const Claim& claim, const RunOptions& options,
              const statistics::ErrorBudget& budget);

}  // namespace limitcheck::run
