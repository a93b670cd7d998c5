// The formats of a report other than JSON, as texts. Each is a pure function of what report.json holds (and
// of the plots drawn from it); host facts stand in one block, between the lines or comments "host facts:
// begin" and "host facts: end".
#pragma once

#include <string>
#include <vector>

#include "limitcheck/report/plot.hpp"
#include "limitcheck/run/result.hpp"

namespace limitcheck::report {

/// JUnit XML for continuous integration: one testcase a claim; refuted is a failure (at most one a testcase),
/// undecided is skipped, a claim whose own code failed is an error.
[[nodiscard]] std::string to_junit(const run::SuiteResult& suite);

/// report.md: verdicts first, then a paragraph a claim with a link to its page.
[[nodiscard]] std::string to_markdown(const run::SuiteResult& suite);

/// claims/ID.md: everything about one claim. Plots are linked as ../plots/ID/FIGURE.svg.
[[nodiscard]] std::string to_markdown(const run::SuiteResult& suite, const run::ClaimResult& claim);

/// index.html: one self-contained page, readable without scripts, light and dark.
[[nodiscard]] std::string to_html(const run::SuiteResult& suite, const std::vector<Plot>& plots);

}  // namespace limitcheck::report
