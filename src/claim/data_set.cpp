#include "limitcheck/claim/data_set.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numeric>
#include <optional>
#include <system_error>

#include "data_set_parts.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/cell/second_moment.hpp"

namespace limitcheck {

std::string sha256(std::string_view bytes) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    require(EVP_Digest(bytes.data(), bytes.size(), digest, &length, EVP_sha256(), nullptr) == 1,
            "sha256 failed");
    std::string text;
    for (unsigned int i = 0; i < length; ++i) {
        text += fmt::format("{:02x}", digest[i]);
    }
    return text;
}

std::string read_bytes(const std::filesystem::path& path, const char* wanted) {
    std::error_code status;
    if (std::filesystem::is_directory(path, status)) {
        throw Error(fmt::format("{}:1:1: this is a folder; give {}", path.string(), wanted));
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw Error(fmt::format("{}:1:1: cannot be opened ({}); check the path and its permissions",
                                path.string(), std::generic_category().message(errno)));
    }
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (file.bad()) {
        throw Error(fmt::format("{}:1:1: cannot be read; check the file", path.string()));
    }
    return text;
}

std::string unusable_row(std::span<const double> row) {
    if (std::all_of(row.begin(), row.end(), [](double x) { return std::fpclassify(x) == FP_ZERO; })) {
        return "a row of zeros has no direction; remove it";
    }
    double sum = 0;
    for (const double x : row) {
        sum += x * x;
    }
    const double mean_square = sum / static_cast<double>(row.size());
    return usable_second_moment(mean_square)
               ? ""
               : fmt::format("the row's mean square {:.3g} is outside 1e-20..1e20; rescale the rows",
                             mean_square);
}

namespace {

struct Field {
    std::string_view text;
    std::size_t column = 1;  ///< of its first character, counted in bytes from 1
};

std::vector<Field> split(std::string_view line) {
    std::vector<Field> fields;
    for (std::size_t start = 0; start <= line.size();) {
        const std::size_t comma = std::min(line.find(',', start), line.size());
        std::string_view text = line.substr(start, comma - start);
        std::size_t column = start + 1;
        while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
            text.remove_prefix(1);
            ++column;
        }
        while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
            text.remove_suffix(1);
        }
        fields.push_back({text, column});
        start = comma + 1;
    }
    return fields;
}

/// A header's name may be quoted, as R writes it; numbers may not.
std::string_view unquoted(std::string_view text) {
    return text.size() >= 2 && text.front() == '"' && text.back() == '"' ? text.substr(1, text.size() - 2)
                                                                         : text;
}

/// Whether the line holds the numbers 0, 1, 2, ... of eight columns or more, as programs write them that
/// number their columns; an empty field may stand before, over the numbers of the rows.
bool counts_columns(const std::vector<Field>& fields) {
    const std::size_t skipped = fields.front().text.empty() ? 1 : 0;
    for (std::size_t i = skipped; i < fields.size(); ++i) {
        if (fields[i].text != fmt::format("{}", i - skipped)) {
            return false;
        }
    }
    return fields.size() - skipped >= 8;
}

/// In single quotes, as a shell reads it back.
std::string shell_quoted(std::string_view text) {
    std::string all = "'";
    for (const char c : text) {
        all += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return all + "'";
}

/// The number, or nothing when the field is none; infinities and NaN are numbers here.
std::optional<double> number(std::string_view text) {
    if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    double value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return status == std::errc::result_out_of_range ? HUGE_VAL : value;
}

std::string shown(std::string_view text) {
    std::string safe;
    for (const char c : text.substr(0, 24)) {
        safe += c >= 0x20 && c < 0x7f ? c : '?';
    }
    return safe + (text.size() > 24 ? "..." : "");
}

/// Column numbers from 0 that a list names; `header` is empty when the file has none.
std::vector<std::size_t> choose_columns(std::string_view list, const std::vector<Field>& header,
                                        std::size_t count, const std::string& file) {
    std::vector<std::size_t> chosen;
    if (list.empty()) {
        chosen.resize(count);
        std::iota(chosen.begin(), chosen.end(), std::size_t{0});
        return chosen;
    }
    for (const Field& item : split(list)) {
        const auto named = std::find_if(header.begin(), header.end(),
                                        [&](const Field& f) { return unquoted(f.text) == item.text; });
        const std::size_t dash = item.text.find('-', 1);
        const auto first = parse_unsigned(item.text.substr(0, dash), count);
        const auto last =
            dash == std::string_view::npos ? first : parse_unsigned(item.text.substr(dash + 1), count);
        if (named != header.end()) {
            chosen.push_back(static_cast<std::size_t>(named - header.begin()));
        } else if (first && last && *first >= 1 && *first <= *last) {
            for (auto column = *first; column <= *last; ++column) {
                chosen.push_back(static_cast<std::size_t>(column - 1));
            }
        } else {
            throw Error(
                fmt::format("{}:1:1: --columns '{}' names no column; give numbers in 1..{}, ranges A-B{}",
                            file, shown(item.text), count, header.empty() ? "" : ", or names of the header"));
        }
    }
    return chosen;
}

std::vector<Field> picked(const std::vector<Field>& fields, const std::vector<std::size_t>& chosen) {
    std::vector<Field> some;
    for (const std::size_t column : chosen) {
        some.push_back(fields[column]);
    }
    return some;
}

}  // namespace

CsvHeader parse_header(std::string_view text) {
    if (text == "auto") {
        return CsvHeader::by_itself;
    }
    if (text == "yes" || text == "no") {
        return text == "yes" ? CsvHeader::yes : CsvHeader::no;
    }
    throw Error(fmt::format("--header '{}': give auto, yes or no", text));
}

DataSet parse_csv(std::string_view text, const std::string& name, const CsvOptions& options) {
    const auto at = [&](std::size_t line, std::size_t column, const std::string& what) {
        return Error(fmt::format("{}:{}:{}: {}", name, line, column, what));
    };
    DataSet data;
    data.path = name;
    data.sha256 = sha256(text);
    data.selection = options.columns.empty() ? "" : " --columns " + shell_quoted(options.columns);
    if (options.header != CsvHeader::by_itself) {
        data.selection += options.header == CsvHeader::yes ? " --header yes" : " --header no";
    }
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    std::size_t line_number = 0;
    bool header_seen = false;
    std::size_t line_length = 0;
    std::vector<std::size_t> chosen;
    std::size_t last_row_line = 1;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        std::string_view line = text.substr(start, end - start);
        start = end + 1;
        ++line_number;
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        const auto control = std::find_if(line.begin(), line.end(), [](char c) {
            return static_cast<unsigned char>(c) < 0x20 && c != '\t';
        });
        if (control != line.end()) {
            throw at(line_number, static_cast<std::size_t>(control - line.begin()) + 1,
                     "a control byte: this is no text; give a CSV file of numbers");
        }
        if (line.find_first_not_of(" \t") == std::string_view::npos) {
            if (text.find_first_not_of(" \t\r\n", std::min(start, text.size())) == std::string_view::npos) {
                break;
            }
            throw at(line_number, 1, "an empty line between rows; delete it");
        }
        std::vector<Field> fields = split(line);
        const bool no_number = std::none_of(fields.begin(), fields.end(), [](const Field& f) {
            const std::string_view bare = unquoted(f.text);
            return number(bare).has_value() || bare.find_first_of("0123456789+-.") == 0;
        });
        const bool first = data.rows == 0 && !header_seen;
        const bool is_header =
            first && (options.header == CsvHeader::by_itself ? no_number : options.header == CsvHeader::yes);
        if (first && options.header == CsvHeader::by_itself && counts_columns(fields)) {
            throw at(line_number, 1,
                     "the numbers 0, 1, 2, ... may be names of columns or a vector; give --header yes or "
                     "--header no");
        }
        if (line_length != 0 && fields.size() != line_length) {
            throw at(line_number, fields.back().column,
                     fmt::format("{} fields where the first line has {}; give every row the same length{}",
                                 fields.size(), line_length,
                                 line.find('"') == std::string_view::npos
                                     ? ""
                                     : " (a comma within quotes parts fields too)"));
        }
        if (line_length == 0) {
            line_length = fields.size();
            chosen =
                choose_columns(options.columns, is_header ? fields : std::vector<Field>{}, line_length, name);
            data.dimension = chosen.size();
        }
        if (is_header) {
            header_seen = true;
            continue;
        }
        fields = picked(fields, chosen);
        for (const Field& field : fields) {
            const auto value = number(field.text);
            if (!value) {
                throw at(
                    line_number, field.column,
                    fmt::format("'{}' is not a number; give numbers separated by commas{}", shown(field.text),
                                first ? ", or --header yes if this line names columns" : ""));
            }
            if (!std::isfinite(*value) || std::abs(*value) > 1e100) {
                throw at(line_number, field.column,
                         fmt::format("'{}' is not a finite number of usable size (at most 1e100)",
                                     shown(field.text)));
            }
            data.values.push_back(*value);
        }
        if (const std::string flaw = unusable_row(std::span(data.values).last(data.dimension));
            !flaw.empty()) {
            throw at(line_number, 1, flaw);
        }
        last_row_line = line_number;
        ++data.rows;
    }
    if (data.rows == 0) {
        throw at(1, 1, "no rows; give one vector of numbers a line");
    }
    if (data.rows == 1) {
        throw at(last_row_line, 1, "a single row makes no pair; give at least two");
    }
    return data;
}

DataSet read_csv(const std::filesystem::path& path, const CsvOptions& options) {
    return parse_csv(read_bytes(path, "a CSV file"), path.string(), options);
}

void list_pairs(DataSet& data, std::string_view text, const std::string& name) {
    data.pairs.clear();
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    std::size_t line_number = 0;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        std::string_view line = text.substr(start, end - start);
        start = end + 1;
        ++line_number;
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (line.find_first_not_of(" \t") == std::string_view::npos) {
            continue;
        }
        const std::vector<Field> fields = split(line);
        const auto fail = [&](std::size_t column, const std::string& what) {
            return Error(fmt::format("{}:{}:{}: {}", name, line_number, column, what));
        };
        if (fields.size() != 2) {
            throw fail(1, fmt::format("{} fields; give two row numbers separated by a comma", fields.size()));
        }
        std::array<std::size_t, 2> pair{};
        for (std::size_t i = 0; i < 2; ++i) {
            const auto row = parse_unsigned(fields[i].text, data.rows - 1);
            if (!row) {
                throw fail(fields[i].column, fmt::format("'{}' names no row of {}; give a number in 0..{}",
                                                         shown(fields[i].text), data.path, data.rows - 1));
            }
            pair[i] = static_cast<std::size_t>(*row);
        }
        if (pair[0] == pair[1]) {
            throw fail(fields[1].column, "a row paired with itself; give two different rows");
        }
        data.pairs.push_back(pair);
    }
    if (data.pairs.empty()) {
        throw Error(fmt::format("{}:1:1: no pairs; give two row numbers a line", name));
    }
}

void read_pairs(DataSet& data, const std::filesystem::path& path) {
    const std::string text = read_bytes(path, "a file of row numbers");
    list_pairs(data, text, path.string());
    data.pairs_sha256 = sha256(text);
    data.selection += " --pairs " + shell_quoted(path.filename().string());
}

}  // namespace limitcheck
