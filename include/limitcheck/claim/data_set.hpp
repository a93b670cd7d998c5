// Input files: vectors from CSV, one a row, with errors that name file, line and column.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "limitcheck/claim/domain.hpp"

namespace limitcheck {

/// Reads a CSV file: comma-separated numbers, one vector a row, equal lengths, an optional header line, LF or
/// CRLF ends. Throws Error with `file:line:column: what; the mend` when the file cannot be read, is empty,
/// binary, ragged, has a field that is not a finite number, a row of zeros (no direction), or fewer than two
/// rows (no pair).
[[nodiscard]] DataSet read_csv(const std::filesystem::path& path);

/// The same from text; `name` stands for the file in errors.
[[nodiscard]] DataSet parse_csv(std::string_view text, const std::string& name);

}  // namespace limitcheck
