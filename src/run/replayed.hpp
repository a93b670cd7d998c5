// What a cell that was simulated again differs in from the report.
#pragma once

#include <string>
#include <vector>

#include "limitcheck/run/result.hpp"

namespace limitcheck::run {

/// One text a difference, in words; none when all that a cell's draws decide is the same to the last bit:
/// draws, numbers of networks, summaries, estimates, levels and evidence. Verdict and reason are left out: a
/// report may withdraw the one and tell the other in words of its own.
[[nodiscard]] std::vector<std::string> differences(const CellResult& reported, const CellResult& replayed);

}  // namespace limitcheck::run
