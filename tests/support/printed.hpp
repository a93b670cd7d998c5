// Tables of the theory as printed numerals: an enclosure must lie within half a unit of the numeral's last
// digit.
#pragma once

#include <string>
#include <string_view>

#include "catch.hpp"
#include "limitcheck/precise/enclosure.hpp"

namespace limitcheck::tests {

namespace detail {

/// One unit of the numeral's last digit, divided by ten.
inline precise::Enclosure tenth_of_unit(std::string_view numeral) {
    const std::size_t exponent_at = numeral.find_first_of("eE");
    std::string unit;
    for (const char c : numeral.substr(0, exponent_at)) {
        unit += c == '.' ? '.' : '0';
    }
    unit.back() = '1';
    unit += exponent_at == std::string_view::npos ? "" : numeral.substr(exponent_at);
    return precise::Enclosure::decimal(unit) / 10;
}

}  // namespace detail

/// The interval of numbers that round to the numeral: numeral +- half a unit of its last digit ("1.25e-3" has
/// 3 digits).
inline precise::Enclosure rounding_to(std::string_view numeral) {
    const precise::Enclosure half = 5 * detail::tenth_of_unit(numeral);
    const precise::Enclosure value = precise::Enclosure::decimal(numeral);
    return precise::Enclosure::hull(value - half, value + half);
}

/// Whether the enclosure proves that the number is the printed one to all printed digits.
inline bool prints_as(const precise::Enclosure& x, std::string_view numeral) {
    const auto [low, high] = x.to_decimal(24);
    UNSCOPED_INFO("printed " << numeral << ", enclosed in [" << low << ", " << high << "]");
    return rounding_to(numeral).contains(x);
}

/// Whether the enclosure proves that the number, rounded up, is the printed one.
inline bool prints_up_to(const precise::Enclosure& x, std::string_view numeral) {
    UNSCOPED_INFO("printed, rounded up, " << numeral << ", enclosed in " << x);
    const precise::Enclosure value = precise::Enclosure::decimal(numeral);
    return certainly_at_most(x, value) == precise::Certainty::yes &&
           certainly_less(value - 10 * detail::tenth_of_unit(numeral), x) == precise::Certainty::yes;
}

}  // namespace limitcheck::tests
