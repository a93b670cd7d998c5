#include "limitcheck/theorems/proved_constant.hpp"

#include <stdexcept>
#include <string>

namespace limitcheck::theorems {

Enclosure proved_constant(const proof::Decimal& constant, Bits bits) {
    return Enclosure::decimal(std::to_string(constant.digits) + "e" + std::to_string(constant.exponent),
                              bits);
}

Enclosure proved_constant(const proof::Rational& constant, Bits bits) {
    const auto numerator = static_cast<std::int64_t>(constant.numerator);
    const auto denominator = static_cast<std::int64_t>(constant.denominator());
    if (numerator != constant.numerator || denominator != constant.denominator()) {
        throw std::logic_error("proved_constant: a fraction beyond 64 bits");
    }
    return Enclosure::ratio(numerator, denominator, bits);
}

}  // namespace limitcheck::theorems
