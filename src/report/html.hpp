// The parts of index.html, between page and claim.
#pragma once

#include <string>
#include <vector>

#include "limitcheck/report/plot.hpp"
#include "limitcheck/run/result.hpp"

namespace limitcheck::report {

/// A verdict as a coloured word with a sign, so that it does not rest on colour alone.
std::string html_verdict(statistics::Verdict verdict);

/// The anchor of a claim's section.
std::string html_anchor(const std::string& claim_id);

/// A table that scrolls sideways on a narrow screen.
std::string html_table(const std::string& label, const std::string& head, const std::string& body);

/// The section of a claim.
std::string html_claim(const run::ClaimResult& claim, const std::vector<Plot>& plots);

}  // namespace limitcheck::report
