// The record of a run, report.json: written from a SuiteResult and read back into one. Everything else that a
// report consists of is rendered from this text. Names, types and rounding: docs/report-format.md and
// docs/report.schema.json.
#pragma once

#include <string>
#include <string_view>

#include "limitcheck/run/result.hpp"

namespace limitcheck::report {

/// The value of the report's field `schema`; another layout has another name.
inline constexpr std::string_view schema_name = "limitcheck-report/1";

/// The text of report.json, indented, one newline at its end. Equal results give equal bytes; what may differ
/// between equal runs (SuiteResult::host) is confined to the member `host`.
/// std::logic_error when the result contradicts itself: log evidence, thresholds or bounds that are NaN,
/// draws that are not samples x observables.
[[nodiscard]] std::string to_json(const run::SuiteResult& suite);

/// Reads report.json: to_json(read_report(text)) == text for any text that to_json wrote.
/// Throws Error with `name`, the place (line and column of a syntax error, or the path of the member) and the
/// mend, when the text is not JSON, of another schema, or when a member is missing or out of its range.
[[nodiscard]] run::SuiteResult read_report(std::string_view text, std::string_view name = "report.json");

}  // namespace limitcheck::report
