// What the readers of input files share.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace limitcheck {

/// Lower-case hexadecimal SHA-256.
std::string sha256(std::string_view bytes);

/// The whole file; throws Error when it cannot be read. `wanted` says what should have been given.
std::string read_bytes(const std::filesystem::path& path, const char* wanted);

}  // namespace limitcheck
