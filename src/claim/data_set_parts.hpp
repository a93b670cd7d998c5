// What the readers of input files share.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace limitcheck {

/// Lower-case hexadecimal SHA-256.
std::string sha256(std::string_view bytes);

/// The whole file; throws Error when it cannot be read. `wanted` says what should have been given.
std::string read_bytes(const std::filesystem::path& path, const char* wanted);

/// Why this row cannot be an input, with the mend; empty when it can. Entries are at most 1e100.
std::string unusable_row(std::span<const double> row);

}  // namespace limitcheck
