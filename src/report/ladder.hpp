// The section on effect ladders: how small an effect of either sign the checks refute, and at which cost.
#pragma once

#include <string>
#include <vector>

#include "limitcheck/claim/figure.hpp"
#include "limitcheck/report/plot.hpp"
#include "limitcheck/run/result.hpp"

namespace limitcheck::report {

/// Where the ladders' plot is filed, as if they were a claim of this id.
inline constexpr const char* ladders_id = "effect-ladders";

/// The refuted effects against what refuting them cost; empty without ladders.
[[nodiscard]] std::vector<Figure> ladder_figures(const run::SuiteResult& suite);

/// "5 of 5 effect ladders at their goals".
[[nodiscard]] std::string ladders_in_words(const run::SuiteResult& suite);

/// The first line of a report: its verdicts, or its ladders when it has no claims.
[[nodiscard]] std::string headline(const run::SuiteResult& suite);

/// Empty without ladders.
[[nodiscard]] std::string markdown_ladders(const run::SuiteResult& suite);
[[nodiscard]] std::string html_ladders(const run::SuiteResult& suite, const std::vector<Plot>& plots);

}  // namespace limitcheck::report
