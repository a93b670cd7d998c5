// Numbers as text. Directed decimals rest on precise::Enclosure::to_decimal (MPFR's correctly rounded
// output).
#include "number.hpp"

#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

#include "limitcheck/precise/enclosure.hpp"

namespace limitcheck::report {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::string rounded(double value, int digits, Toward toward) {
    const auto [low, high] = precise::Enclosure::exactly(value).to_decimal(digits);
    return toward == Toward::down ? low : high;
}

std::string not_finite(double value) {
    if (std::isnan(value)) {
        return "nan";
    }
    return value > 0 ? "inf" : "-inf";
}

int hexadecimal_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

std::string shortest_decimal(double value) {
    if (!std::isfinite(value)) {
        return "null";
    }
    char buffer[40];
    const auto [end, code] = std::to_chars(buffer, buffer + sizeof buffer, value);
    return code == std::errc{} ? std::string(buffer, end) : "null";
}

std::string directed_decimal(double value, Toward toward) {
    if (!std::isfinite(value)) {
        return "null";
    }
    constexpr int digits = 17;
    const std::string down = rounded(value, digits, Toward::down);
    const std::string up = rounded(value, digits, Toward::up);
    if (down == up) {
        return shortest_decimal(value);
    }
    return toward == Toward::down ? down : up;
}

std::string display(double value, int digits, Toward toward) {
    return std::isfinite(value) ? rounded(value, digits, toward) : not_finite(value);
}

std::string display(double value, int digits) {
    return std::isfinite(value) ? fmt::format("{:.{}g}", value, digits) : not_finite(value);
}

std::string hexadecimal(double value) {
    return std::isfinite(value) ? fmt::format("{:a}", value) : not_finite(value);
}

std::optional<double> parse_hexadecimal(std::string_view text) {
    bool negative = false;
    if (text.starts_with('-')) {
        negative = true;
        text.remove_prefix(1);
    }
    double magnitude = 0;
    if (text == "inf") {
        magnitude = infinity;
    } else if (text == "nan" && !negative) {
        magnitude = std::numeric_limits<double>::quiet_NaN();
    } else {
        if (!text.starts_with("0x") || text.starts_with("0x-")) {
            return std::nullopt;
        }
        text.remove_prefix(2);
        const char* const end = text.data() + text.size();
        const auto [read_to, code] = std::from_chars(text.data(), end, magnitude, std::chars_format::hex);
        if (code != std::errc{} || read_to != end || !std::isfinite(magnitude)) {
            return std::nullopt;
        }
    }
    return negative ? -magnitude : magnitude;
}

std::string hexadecimal(std::uint64_t value) { return fmt::format("0x{:016x}", value); }

std::string hexadecimal_bits(const std::vector<double>& values) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(16 * values.size());
    for (const double value : values) {
        const auto bits = std::bit_cast<std::uint64_t>(value);
        for (int shift = 60; shift >= 0; shift -= 4) {
            text.push_back(digits[(bits >> shift) & 15U]);
        }
    }
    return text;
}

std::optional<std::vector<double>> parse_hexadecimal_bits(std::string_view text) {
    if (text.size() % 16 != 0) {
        return std::nullopt;
    }
    std::vector<double> values;
    values.reserve(text.size() / 16);
    for (std::size_t start = 0; start < text.size(); start += 16) {
        std::uint64_t bits = 0;
        for (const char c : text.substr(start, 16)) {
            const int digit = hexadecimal_digit(c);
            if (digit < 0) {
                return std::nullopt;
            }
            bits = bits << 4 | static_cast<std::uint64_t>(digit);
        }
        values.push_back(std::bit_cast<double>(bits));
    }
    return values;
}

}  // namespace limitcheck::report
