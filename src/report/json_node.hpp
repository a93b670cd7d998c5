// A member of a parsed report that knows its path, so that every complaint names the place.
// Private: no header of the library's interface includes JSON.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace limitcheck::report {

class Node {
  public:
    Node(const nlohmann::json& json, std::string file, std::string path)
        : json_(&json), file_(std::move(file)), path_(std::move(path)) {}

    /// The member of an object; complains when there is none.
    [[nodiscard]] Node operator[](const std::string& key) const;
    /// The elements of a list.
    [[nodiscard]] std::vector<Node> list() const;

    [[nodiscard]] bool is_null() const { return json_->is_null(); }
    [[nodiscard]] std::string text() const;
    /// One of the given words.
    [[nodiscard]] std::string word(std::initializer_list<std::string_view> words) const;
    [[nodiscard]] bool boolean() const;
    /// An integer in [least, most].
    [[nodiscard]] std::uint64_t integer(std::uint64_t least = 0, std::uint64_t most = UINT64_MAX) const;
    [[nodiscard]] std::uint32_t integer32(std::uint32_t least = 0) const;
    /// A number; null is NaN.
    [[nodiscard]] double number() const;
    [[nodiscard]] double finite() const;
    [[nodiscard]] std::vector<std::string> texts() const;
    [[nodiscard]] std::vector<double> row() const;
    /// The member `key`, given twice: read from `key`_hex, and compared with the decimal.
    [[nodiscard]] double deciding(const std::string& key) const;

    /// Throws Error: the file, the path, what is wrong, the mend.
    [[noreturn]] void complain(const std::string& what) const;

  private:
    const nlohmann::json* json_;
    std::string file_;
    std::string path_;
};

}  // namespace limitcheck::report
