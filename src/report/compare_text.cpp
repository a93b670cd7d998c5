// A comparison of two reports as a plain table.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "limitcheck/report/compare.hpp"

namespace limitcheck::report {

namespace {

std::string_view in_words(Bearing bearing) {
    switch (bearing) {
        case Bearing::regression:
            return "worse";
        case Bearing::improvement:
            return "better";
        default:
            return "";
    }
}

/// A text as a cell of a plain table: one line, no bar of its own.
std::string table_cell(std::string_view text) {
    std::string cell;
    for (const char c : text) {
        cell += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
        if (c == '|') {
            cell.insert(cell.size() - 1, 1, '\\');
        }
    }
    return cell;
}

}  // namespace

std::string to_text(const Comparison& comparison) {
    std::string text;
    for (const std::string& note : comparison.notes) {
        text += table_cell(note) + "\n";
    }
    if (comparison.changes.empty()) {
        return text + "no change\n";
    }
    std::vector<std::array<std::string, 6>> rows{{"", "what", "claim", "where", "was", "is"}};
    for (const Change& change : comparison.changes) {
        rows.push_back({std::string(in_words(change.bearing)), change.what, table_cell(change.claim),
                        table_cell(change.where), table_cell(change.was), table_cell(change.is)});
    }
    // Columns as wide as their texts, but for the last two, which may be long.
    std::array<std::size_t, 4> widths{};
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < widths.size(); ++i) {
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    text += text.empty() ? "" : "\n";
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t i = 0; i < rows[r].size(); ++i) {
            text += fmt::format("| {:<{}} ", rows[r][i], i < widths.size() ? widths[i] : 0);
        }
        text += "|\n";
        if (r == 0) {
            text += fmt::format("|{:-<{}}|{:-<{}}|{:-<{}}|{:-<{}}|---|---|\n", "", widths[0] + 2, "",
                                widths[1] + 2, "", widths[2] + 2, "", widths[3] + 2);
        }
    }
    const auto worse = std::count_if(comparison.changes.begin(), comparison.changes.end(),
                                     [](const auto& c) { return c.bearing == Bearing::regression; });
    return text + fmt::format("\n{} change{}, {} for the worse\n", comparison.changes.size(),
                              comparison.changes.size() == 1 ? "" : "s", worse);
}

}  // namespace limitcheck::report
