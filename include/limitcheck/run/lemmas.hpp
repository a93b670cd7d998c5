// Which proved lemmas a claim's verdict rests on.
#pragma once

#include <string_view>
#include <vector>

#include "limitcheck/claim/claim.hpp"
#include "limitcheck/run/result.hpp"

namespace limitcheck::run {

/// The names of the lemmas that make an e-process of that tool valid (docs/statistics.md, "Tools"). A
/// contract: it is the tool of one of statistics::ProcessSpec.
[[nodiscard]] std::vector<std::string_view> lemmas_of_tool(std::string_view tool);

/// Those of the claim's theorem, then those of the e-processes that judged its cells and falsifications, and
/// of the error budget; each once, in that order. A contract: make_claim has found the theorem's in the
/// registry.
[[nodiscard]] std::vector<Lemma> lemmas_behind(const Claim& claim, const ClaimResult& result);

}  // namespace limitcheck::run
