// Enclosures as text: decimals rounded outward, hexadecimal ends, common leading digits.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <ostream>
#include <stdexcept>

#include "limitcheck/precise/enclosure.hpp"

namespace limitcheck::precise {

namespace {

constexpr int most_digits = 60;

std::string decimal_text(mpfr_srcptr value, int digits, mpfr_rnd_t rounding) {
    char* text = nullptr;
    if (mpfr_asprintf(&text, "%.*R*g", digits, rounding, value) < 0) {
        throw std::runtime_error("Enclosure: no memory to print a number");
    }
    std::string result(text);
    mpfr_free_str(text);
    return result;
}

std::string hexadecimal(double value) {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%a", value);
    return buffer;
}

}  // namespace

std::pair<std::string, std::string> Enclosure::to_decimal(int digits) const {
    if (digits < 1) {
        throw std::domain_error("Enclosure: to_decimal needs at least 1 digit, not " +
                                std::to_string(digits));
    }
    return {decimal_text(&value_->left, digits, MPFR_RNDD), decimal_text(&value_->right, digits, MPFR_RNDU)};
}

std::pair<std::string, std::string> Enclosure::to_hex() const {
    return {hexadecimal(lower()), hexadecimal(upper())};
}

std::string Enclosure::common_digits() const {
    // Both ends cut toward zero at the same number of digits: equal numerals bracket every point between
    // them.
    std::string common = "?";
    for (int digits = 1; digits <= most_digits; ++digits) {
        const std::string low = decimal_text(&value_->left, digits, MPFR_RNDZ);
        if (low != decimal_text(&value_->right, digits, MPFR_RNDZ)) {
            break;
        }
        common = low;
    }
    return contains_zero() && common != "0" ? "?" : common;
}

std::string to_string(const Enclosure& x) {
    const auto [low, high] = x.to_decimal(17);
    return "[" + low + ", " + high + "]";
}

std::ostream& operator<<(std::ostream& out, const Enclosure& x) { return out << to_string(x); }

}  // namespace limitcheck::precise
