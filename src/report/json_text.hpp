// Writes indented JSON whose numbers are texts of ours: a general writer would round them to nearest.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "escape.hpp"
#include "number.hpp"

namespace limitcheck::report {

/// Members are written in the order of the calls. `object` and `list` take a function that writes what is
/// inside; a key is left out (empty) inside a list.
class JsonText {
  public:
    template <class Inside>
    void object(std::string_view key, Inside&& inside) {
        bracket(key, '{', '}', inside);
    }
    template <class Inside>
    void list(std::string_view key, Inside&& inside) {
        bracket(key, '[', ']', inside);
    }
    void text(std::string_view key, std::string_view value) { literal(key, json_string(value)); }
    void texts(std::string_view key, const std::vector<std::string>& values) {
        list(key, [&] {
            for (const std::string& value : values) {
                text({}, value);
            }
        });
    }
    void number(std::string_view key, double value) { literal(key, shortest_decimal(value)); }
    void integer(std::string_view key, std::uint64_t value) { literal(key, std::to_string(value)); }
    void boolean(std::string_view key, bool value) { literal(key, value ? "true" : "false"); }
    /// A number that decides: `key` rounded in the safe direction, and `key`_hex, exact.
    void deciding(const std::string& key, double value, Toward toward) {
        literal(key, directed_decimal(value, toward));
        text(key + "_hex", hexadecimal(value));
    }
    /// Numbers on one line, row-major.
    void row(std::string_view key, const std::vector<double>& values) {
        std::string line = "[";
        for (const double value : values) {
            line += line.size() > 1 ? ", " : "";
            line += shortest_decimal(value);
        }
        literal(key, line + "]");
    }
    /// Anything that is JSON already.
    void literal(std::string_view key, std::string_view value) {
        start(key);
        text_ += value;
    }

    [[nodiscard]] std::string take() && { return std::move(text_) + "\n"; }

  private:
    void start(std::string_view key) {
        if (!first_) {
            text_ += ',';
        }
        if (depth_ > 0) {
            text_ += '\n';
            text_.append(depth_, ' ');
        }
        if (!key.empty()) {
            text_ += json_string(key);
            text_ += ": ";
        }
        first_ = false;
    }
    template <class Inside>
    void bracket(std::string_view key, char open, char close, Inside&& inside) {
        start(key);
        text_ += open;
        ++depth_;
        first_ = true;
        inside();
        --depth_;
        if (!first_) {
            text_ += '\n';
            text_.append(depth_, ' ');
        }
        text_ += close;
        first_ = false;
    }

    std::string text_;
    std::size_t depth_ = 0;
    bool first_ = true;
};

}  // namespace limitcheck::report
