#include "limitcheck/cell/cell.hpp"

#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <ostream>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/cell/hash.hpp"

namespace limitcheck {

std::optional<std::uint64_t> parse_unsigned(std::string_view text, std::uint64_t most) {
    std::uint64_t value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || status != std::errc{} || end != text.data() + text.size() || value > most) {
        return std::nullopt;
    }
    return value;
}

std::string to_text(const Cell& cell) {
    std::string text = fmt::format("n={},L={},t={}", cell.width, cell.depth, cell.time.text());
    if (cell.inputs.id() != "one") {
        text += ",inputs=" + cell.inputs.id();
    }
    if (cell.order) {
        text += ",order=" + cell.order->id();
    }
    return text;
}

std::ostream& operator<<(std::ostream& out, const Cell& cell) { return out << to_text(cell); }

Cell parse_cell(std::string_view text, const InputResolver& resolve) {
    constexpr const char* form = "give n=64,L=128,t=0.5[,inputs=ID][,order=ID]";
    Cell cell;
    std::string seen;
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t comma = std::min(text.find(',', start), text.size());
        const std::string_view item = text.substr(start, comma - start);
        start = comma + 1;
        const std::size_t equals = item.find('=');
        if (equals == std::string_view::npos) {
            throw Error(fmt::format("cell '{}': '{}' is not key=value; {}", text, item, form));
        }
        const std::string_view key = item.substr(0, equals);
        const std::string_view value = item.substr(equals + 1);
        const std::string mark = fmt::format(";{};", key);
        if (seen.find(mark) != std::string::npos) {
            throw Error(fmt::format("cell '{}': {} is given twice; {}", text, key, form));
        }
        seen += mark;
        if (key == "n" || key == "L") {
            const auto number = parse_unsigned(value, std::uint64_t{1} << 24);
            if (!number || *number == 0) {
                throw Error(fmt::format("cell '{}': {}={} is not an integer in 1..16777216; {}", text, key,
                                        value, form));
            }
            (key == "n" ? cell.width : cell.depth) = static_cast<std::uint32_t>(*number);
        } else if (key == "t") {
            cell.time = Time::parse(value);
        } else if (key == "inputs") {
            cell.inputs = resolve(value);
        } else if (key == "order") {
            cell.order = Order::parse(value);
        } else {
            throw Error(fmt::format("cell '{}': unknown key '{}'; {}", text, key, form));
        }
    }
    if (seen.find(";n;") == std::string::npos || seen.find(";L;") == std::string::npos) {
        throw Error(fmt::format("cell '{}': n and L are required; {}", text, form));
    }
    return cell;
}

std::uint64_t stream_key(std::uint64_t seed, std::string_view claim_id, const Cell& cell) {
    return hash_bytes(to_text(cell), hash_bytes(claim_id, hash_number(seed)));
}

}  // namespace limitcheck
