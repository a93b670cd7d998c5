// NumPy's .npy format, versions 1.0 and 2.0: magic, version, length of the header, the header as a Python
// dictionary, then the numbers. Only what limitcheck can use is accepted; nothing is executed.
#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>

#include "data_set_parts.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/data_set.hpp"

namespace limitcheck {
namespace {

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::size_t most_values = std::size_t{1} << 28;

[[noreturn]] void fail(const std::string& name, std::size_t column, const std::string& what) {
    throw Error(fmt::format("{}:1:{}: {}", name, column, what));
}

/// What follows `'key':` in the header, without leading spaces.
std::optional<std::string_view> entry(std::string_view header, std::string_view key) {
    for (const char quote : {'\'', '"'}) {
        const std::string quoted = fmt::format("{}{}{}", quote, key, quote);
        const std::size_t at = header.find(quoted);
        if (at == std::string_view::npos) {
            continue;
        }
        std::string_view rest = header.substr(at + quoted.size());
        const std::size_t colon = rest.find_first_not_of(' ');
        if (colon == std::string_view::npos || rest[colon] != ':') {
            continue;
        }
        rest.remove_prefix(colon + 1);
        rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
        return rest;
    }
    return std::nullopt;
}

/// The numbers of a tuple such as (100, 64).
std::optional<std::vector<std::size_t>> shape_of(std::string_view text) {
    if (!text.starts_with('(') || text.find(')') == std::string_view::npos) {
        return std::nullopt;
    }
    text = text.substr(1, text.find(')') - 1);
    std::vector<std::size_t> shape;
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(" ,"), text.size()));
        if (text.empty()) {
            return shape;
        }
        std::size_t value = 0;
        const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (status != std::errc{}) {
            return std::nullopt;
        }
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (text.starts_with('L')) {  // long integers of Python 2
            text.remove_prefix(1);
        }
        shape.push_back(value);
    }
}

template <class Bits>
Bits little_endian(const char* bytes) {
    Bits value = 0;
    for (std::size_t i = 0; i < sizeof(Bits); ++i) {
        value = static_cast<Bits>(value | static_cast<Bits>(static_cast<unsigned char>(bytes[i])) << (8 * i));
    }
    return value;
}

struct Header {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::size_t size = 8;  ///< bytes a number
    bool fortran = false;
    std::size_t data = 0;  ///< where the numbers begin
};

Header read_header(std::string_view bytes, const std::string& name) {
    if (!bytes.starts_with(magic) || bytes.size() < 10) {
        fail(name, 1, "this is no .npy file; write one with numpy.save");
    }
    const auto version = static_cast<unsigned char>(bytes[6]);
    if ((version != 1 && version != 2) || bytes[7] != 0) {
        fail(name, 7,
             fmt::format(".npy format {}.{} is not read; save the array again as 1.0 or 2.0", version,
                         static_cast<unsigned char>(bytes[7])));
    }
    const std::size_t start = version == 1 ? 10 : 12;
    if (bytes.size() < start) {
        fail(name, bytes.size(), "the file is cut off in its header; save it again");
    }
    const std::size_t length = version == 1 ? little_endian<std::uint16_t>(bytes.data() + 8)
                                            : little_endian<std::uint32_t>(bytes.data() + 8);
    if (length > bytes.size() - start) {
        fail(name, bytes.size(), "the file is cut off in its header; save it again");
    }
    const std::string_view text = bytes.substr(start, length);
    Header header;
    header.data = start + length;
    const auto type = entry(text, "descr");
    const auto order = entry(text, "fortran_order");
    const auto shape_text = entry(text, "shape");
    if (!type || !order || !shape_text) {
        fail(name, start + 1, "the header names no descr, fortran_order and shape; save the array again");
    }
    if (type->starts_with("'<f8'") || type->starts_with("\"<f8\"")) {
        header.size = 8;
    } else if (type->starts_with("'<f4'") || type->starts_with("\"<f4\"")) {
        header.size = 4;
    } else {
        const std::size_t end = type->find(',');
        fail(name, start + 1,
             fmt::format("numbers of type {} are not read; save array.astype('<f8')",
                         type->substr(0, std::min<std::size_t>(end, 24))));
    }
    if (!order->starts_with("True") && !order->starts_with("False")) {
        fail(name, start + 1, "fortran_order is neither True nor False; save the array again");
    }
    header.fortran = order->starts_with("True");
    const auto shape = shape_of(*shape_text);
    if (!shape || shape->size() != 2) {
        fail(name, start + 1,
             fmt::format(
                 "the array has {} dimensions; give two, one vector a row (array.reshape(len(array), -1))",
                 shape ? std::to_string(shape->size()) : "no readable"));
    }
    header.rows = (*shape)[0];
    header.columns = (*shape)[1];
    return header;
}

}  // namespace

DataSet parse_npy(std::string_view bytes, const std::string& name) {
    const Header header = read_header(bytes, name);
    if (header.rows < 2 || header.columns == 0) {
        fail(name, header.data,
             fmt::format("an array of {} x {}: no pair of vectors; give at least two rows", header.rows,
                         header.columns));
    }
    if (header.columns > most_values / header.rows) {
        fail(name, header.data, fmt::format("more than {} numbers; give fewer rows", most_values));
    }
    const std::size_t count = header.rows * header.columns;
    if (bytes.size() - header.data != count * header.size) {
        fail(name, bytes.size(),
             fmt::format(
                 "{} bytes of numbers where {} x {} of {} bytes are {}; the file is cut off or too long, "
                 "save it again",
                 bytes.size() - header.data, header.rows, header.columns, header.size, count * header.size));
    }
    DataSet data;
    data.path = name;
    data.sha256 = sha256(bytes);
    data.rows = header.rows;
    data.dimension = header.columns;
    data.values.resize(count);
    for (std::size_t row = 0; row < header.rows; ++row) {
        for (std::size_t column = 0; column < header.columns; ++column) {
            const std::size_t at =
                header.fortran ? column * header.rows + row : row * header.columns + column;
            const std::size_t byte = header.data + at * header.size;
            const char* from = bytes.data() + byte;
            const double value =
                header.size == 8
                    ? std::bit_cast<double>(little_endian<std::uint64_t>(from))
                    : static_cast<double>(std::bit_cast<float>(little_endian<std::uint32_t>(from)));
            if (!std::isfinite(value) || std::abs(value) > 1e100) {
                fail(
                    name, byte + 1,
                    fmt::format("row {}, column {}: {} is not a finite number of usable size (at most 1e100)",
                                row, column, value));
            }
            data.values[row * header.columns + column] = value;
        }
        const auto values =
            std::span<const double>(data.values).subspan(row * header.columns, header.columns);
        if (const std::string flaw = unusable_row(values); !flaw.empty()) {
            fail(name, header.data + 1, fmt::format("row {}: {}", row, flaw));
        }
    }
    return data;
}

DataSet read_data(const std::filesystem::path& path, const CsvOptions& options) {
    const std::string bytes = read_bytes(path, "a CSV or .npy file");
    if (!std::string_view(bytes).starts_with(magic) && path.extension() != ".npy") {
        return parse_csv(bytes, path.string(), options);
    }
    if (!options.columns.empty() || options.header != CsvHeader::by_itself) {
        throw Error(fmt::format(
            "{}:1:1: --columns and --header speak of CSV files; select an array's columns in NumPy",
            path.string()));
    }
    return parse_npy(bytes, path.string());
}

}  // namespace limitcheck
