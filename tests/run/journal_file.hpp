// The journal of a test: a hidden file in a folder that is gone at the end.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "temporary_folder.hpp"

namespace limitcheck::toy {

inline std::filesystem::path journal_of(const tests::TemporaryFolder& folder) {
    return folder.path() / ".report.journal";
}

inline std::string content(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace limitcheck::toy
