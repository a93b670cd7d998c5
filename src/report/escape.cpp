// Escaping for JSON, XML, HTML and Markdown.
#include "escape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace limitcheck::report {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// The length of the well-formed UTF-8 sequence that starts the text; 0 when none does (Unicode, table 3-7).
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(i < text.size() ? text[i] : 0); };
    const auto between = [&](std::size_t i, int low, int high) { return byte(i) >= low && byte(i) <= high; };
    if (byte(0) < 0x80) {
        return 1;
    }
    if (between(0, 0xC2, 0xDF)) {
        return between(1, 0x80, 0xBF) ? 2 : 0;
    }
    if (between(0, 0xE0, 0xEF)) {
        const int low = byte(0) == 0xE0 ? 0xA0 : 0x80;
        const int high = byte(0) == 0xED ? 0x9F : 0xBF;
        return between(1, low, high) && between(2, 0x80, 0xBF) ? 3 : 0;
    }
    if (between(0, 0xF0, 0xF4)) {
        const int low = byte(0) == 0xF0 ? 0x90 : 0x80;
        const int high = byte(0) == 0xF4 ? 0x8F : 0xBF;
        return between(1, low, high) && between(2, 0x80, 0xBF) && between(3, 0x80, 0xBF) ? 4 : 0;
    }
    return 0;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// Valid UTF-8 on one line: line breaks and tabs become spaces, other control characters U+FFFD.
std::string one_line(std::string_view text) {
    std::string line;
    for (const char c : valid_utf8(text)) {
        if (c == '\n' || c == '\r' || c == '\t') {
            line += ' ';
        } else if (is_control(c)) {
            line += replacement;
        } else {
            line += c;
        }
    }
    return line;
}

/// The greatest number of backquotes in a row.
std::size_t longest_run_of_backquotes(std::string_view text) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

}  // namespace

std::string valid_utf8(std::string_view text) {
    std::string valid;
    valid.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        valid += length == 0 ? replacement : text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return valid;
}

std::string escape_markup(std::string_view text) {
    std::string escaped;
    for (const char c : valid_utf8(text)) {
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            case '\'':
                escaped += "&#39;";
                break;
            case '\n':
            case '\t':
                escaped += c;
                break;
            default:
                if (is_control(c)) {
                    escaped += replacement;
                } else {
                    escaped += c;
                }
        }
    }
    return escaped;
}

std::string json_string(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : valid_utf8(text)) {
        if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else if (c == '\n') {
            quoted += "\\n";
        } else if (c == '\t') {
            quoted += "\\t";
        } else if (is_control(c)) {
            quoted += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
        } else {
            quoted += c;
        }
    }
    return quoted + '"';
}

std::string escape_markdown(std::string_view text) {
    std::string escaped;
    for (const char c : one_line(text)) {
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '\\':
            case '`':
            case '*':
            case '_':
            case '[':
            case ']':
            case '#':
            case '|':
            case '~':
            case '$':
            case '!':
                escaped += '\\';
                escaped += c;
                break;
            default:
                escaped += c;
        }
    }
    // What starts a list or a rule only does so at the start of a line.
    if (!escaped.empty() && (escaped[0] == '-' || escaped[0] == '+' || escaped[0] == '=')) {
        escaped.insert(0, 1, '\\');
    }
    return escaped;
}

std::string markdown_code(std::string_view text) {
    std::string line = one_line(text);
    const std::string fence(longest_run_of_backquotes(line) + 1, '`');
    const bool padded = line.empty() || line.front() == '`' || line.back() == '`';
    // A bar ends a table cell even within code; GitHub reads \| there as a bar.
    for (std::size_t at = 0; (at = line.find('|', at)) != std::string::npos; at += 2) {
        line.insert(at, 1, '\\');
    }
    return padded ? fence + ' ' + line + ' ' + fence : fence + line + fence;
}

std::string markdown_block(std::string_view kind, std::string_view text) {
    const std::string valid = valid_utf8(text);
    const std::string fence(std::max<std::size_t>(3, longest_run_of_backquotes(valid) + 1), '`');
    return fmt::format("{}{}\n{}\n{}\n", fence, kind, valid, fence);
}

}  // namespace limitcheck::report
