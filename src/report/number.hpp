// Numbers of a report as text: decimals rounded in the direction that is safe, exact hexadecimal, and back.
// Independent of the locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace limitcheck::report {

enum class Toward { down, up };

/// The shortest decimal that reads back as the same double; "null" when it is not finite. A JSON number.
std::string shortest_decimal(double value);

/// A decimal numeral of at most 17 significant digits that is not above (down) or not below (up) the value,
/// and is the value itself where it has so few digits; "null" when it is not finite. A JSON number.
std::string directed_decimal(double value, Toward toward);

/// The same with the given number of significant digits, for people: 0.1235, 1.2e-07, -inf.
std::string display(double value, int digits, Toward toward);

/// Rounded to nearest, for people: for estimates, never for what decides.
std::string display(double value, int digits);

/// 0x1.8p+1, -0x0p+0, inf, -inf, nan.
std::string hexadecimal(double value);

/// Reads what hexadecimal() writes.
std::optional<double> parse_hexadecimal(std::string_view text);

/// 0x and sixteen digits.
std::string hexadecimal(std::uint64_t value);

/// Sixteen hexadecimal digits a value, the bits of the IEEE-754 double, most significant digit first.
std::string hexadecimal_bits(const std::vector<double>& values);

/// Reads what hexadecimal_bits() writes.
std::optional<std::vector<double>> parse_hexadecimal_bits(std::string_view text);

}  // namespace limitcheck::report
