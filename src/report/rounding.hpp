// What the readable formats say of the rounding of the simulation.
#pragma once

#include <string>
#include <vector>

#include "limitcheck/run/result.hpp"

namespace limitcheck::report {

/// What a shadow run found, one line an observable, and which networks were repeated; none when nothing was.
[[nodiscard]] std::vector<std::string> shadow_in_words(const run::ShadowResult& shadow);

/// By how much the thresholds of events were moved at the cells, one line an event; none without cuts.
[[nodiscard]] std::vector<std::string> cuts_in_words(const std::vector<run::CellResult>& cells);

/// Both of them.
[[nodiscard]] std::vector<std::string> rounding_in_words(const run::ShadowResult& shadow,
                                                         const std::vector<run::CellResult>& cells);

}  // namespace limitcheck::report
