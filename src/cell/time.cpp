#include "limitcheck/cell/time.hpp"

#include <fmt/format.h>

#include "limitcheck/cell/error.hpp"

namespace limitcheck {

Time Time::of_billionths(std::uint64_t billionths) {
    if (billionths > unit) {
        throw Error("time above 1: give t in [0, 1]");
    }
    return Time(static_cast<std::uint32_t>(billionths));
}

Time Time::parse(std::string_view text) {
    const auto bad = [&] {
        return Error(fmt::format(
            "'{}' is not a time: give a decimal in [0, 1] of at most nine places, as t=0.5", text));
    };
    const auto point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view places =
        point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if ((whole != "0" && whole != "1") || places.size() > 9 ||
        (point != std::string_view::npos && places.empty())) {
        throw bad();
    }
    std::uint64_t value = whole == "1" ? 1 : 0;
    for (std::size_t i = 0; i < 9; ++i) {
        const char digit = i < places.size() ? places[i] : '0';
        if (digit < '0' || digit > '9') {
            throw bad();
        }
        value = value * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    if (value > unit) {
        throw bad();
    }
    return of_billionths(value);
}

std::string Time::text() const {
    if (billionths_ == unit) {
        return "1";
    }
    if (billionths_ == 0) {
        return "0";
    }
    std::string places = fmt::format("0.{:09}", billionths_);
    places.erase(places.find_last_not_of('0') + 1);
    return places;
}

}  // namespace limitcheck
