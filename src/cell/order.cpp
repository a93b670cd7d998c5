#include "limitcheck/cell/order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>

#include "limitcheck/cell/error.hpp"

namespace limitcheck {
namespace {

Error bad_order(std::string_view id) {
    return Error(
        fmt::format("'{}' is not an order of growth: give width-first, depth-first, diagonal, power:P (P in "
                    "(0, 8], at most three "
                    "places) or staircase:H (at most eight hexadecimal digits)",
                    id));
}

std::uint32_t shrink(std::uint32_t value, std::uint32_t factor) { return std::max(1U, value / factor); }

/// Units of an exponent's thousandths, the roundest first.
constexpr std::array<std::uint32_t, 4> units{1000, 500, 250, 1};

std::size_t coarseness(std::uint32_t thousandths) {
    std::size_t rank = 0;
    while (thousandths % units[rank] != 0) {
        ++rank;
    }
    return rank;
}

}  // namespace

Order Order::power(std::uint32_t thousandths) {
    if (thousandths == 0 || thousandths > 8000) {
        throw Error("an order's exponent lies in (0, 8]");
    }
    return Order(Kind::power, thousandths, 0);
}

Order Order::parse(std::string_view id) {
    if (id == "width-first") {
        return width_first();
    }
    if (id == "depth-first") {
        return depth_first();
    }
    if (id == "diagonal") {
        return diagonal();
    }
    constexpr std::string_view power_prefix = "power:";
    constexpr std::string_view staircase_prefix = "staircase:";
    if (id.starts_with(power_prefix)) {
        const std::string_view text = id.substr(power_prefix.size());
        double exponent = 0;
        const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), exponent);
        const double thousandths = std::round(exponent * 1000);
        if (status != std::errc{} || end != text.data() + text.size() ||
            !(thousandths >= 1 && thousandths <= 8000) || std::abs(exponent * 1000 - thousandths) > 1e-6) {
            throw bad_order(id);
        }
        return power(static_cast<std::uint32_t>(thousandths));
    }
    if (id.starts_with(staircase_prefix)) {
        const std::string_view text = id.substr(staircase_prefix.size());
        std::uint32_t bits = 0;
        const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), bits, 16);
        if (text.empty() || text.size() > 8 || status != std::errc{} || end != text.data() + text.size()) {
            throw bad_order(id);
        }
        return staircase(bits);
    }
    throw bad_order(id);
}

std::string Order::id() const {
    switch (kind_) {
        case Kind::width_first:
            return "width-first";
        case Kind::depth_first:
            return "depth-first";
        case Kind::diagonal:
            return "diagonal";
        case Kind::power:
            return fmt::format("power:{}", thousandths_ / 1000.0);
        case Kind::staircase:
            return fmt::format("staircase:{:x}", bits_);
    }
    return {};
}

std::vector<Point> Order::points(Point end, std::size_t count) const {
    require(count >= 1 && end.width >= 1 && end.depth >= 1,
            "Order::points: count, width and depth are at least 1");
    // Built backwards from the end; the factor 4 a step separates the points clearly at every size.
    std::vector<Point> backwards{end};
    Point point = end;
    for (std::size_t step = 0; step < 64 && backwards.size() < count; ++step) {
        switch (kind_) {
            case Kind::width_first:
                point.depth = shrink(point.depth, 4);
                break;
            case Kind::depth_first:
                point.width = shrink(point.width, 4);
                break;
            case Kind::diagonal:
                point = {shrink(point.width, 4), shrink(point.depth, 4)};
                break;
            case Kind::power: {
                // Depth falls as width^P: of the two, the slower one falls by 4 so that neither leaps to 1.
                const double exponent = thousandths_ / 1000.0;
                const double width_factor = exponent <= 1 ? 4.0 : std::pow(4.0, 1 / exponent);
                const double depth_factor = exponent <= 1 ? std::pow(4.0, exponent) : 4.0;
                point.width = std::max(1U, static_cast<std::uint32_t>(point.width / width_factor));
                point.depth = std::max(1U, static_cast<std::uint32_t>(point.depth / depth_factor));
                break;
            }
            case Kind::staircase: {
                // Three bits a step: which side moves, and by how much.
                const std::uint32_t bits = bits_ >> (3 * (step % 10));
                const std::uint32_t factor = std::uint32_t{2} << ((bits >> 1) % 3);
                if ((bits & 1U) != 0) {
                    point.width = shrink(point.width, factor);
                } else {
                    point.depth = shrink(point.depth, factor);
                }
                break;
            }
        }
        const Point& last = backwards.back();
        if (std::min(point.width, point.depth) < std::min(last.width, last.depth)) {
            backwards.push_back(point);
        }
        if (point.width == 1 && point.depth == 1) {
            break;
        }
    }
    std::reverse(backwards.begin(), backwards.end());
    return backwards;
}

std::vector<Order> Order::simpler() const {
    std::vector<Order> orders;
    const auto offer = [&](const Order& order) {
        if (std::find(orders.begin(), orders.end(), order) == orders.end()) {
            orders.push_back(order);
        }
    };
    for (const Order& order : {diagonal(), width_first(), depth_first(), power(1000)}) {
        if (order.kind_ == kind_) {
            break;
        }
        offer(order);
    }
    if (kind_ == Kind::power) {
        const std::size_t rank = coarseness(thousandths_);
        for (std::size_t i = 0; i <= rank; ++i) {
            // The two neighbours that are multiples of the unit; below, when it is the exponent's own unit.
            const std::uint32_t below = (thousandths_ - (i == rank ? 1 : 0)) / units[i] * units[i];
            if (below > 0) {
                offer(power(below));
            }
            if (i < rank && below + units[i] <= 8000) {
                offer(power(below + units[i]));
            }
        }
    }
    if (kind_ == Kind::staircase) {
        if (bits_ != 0) {
            offer(staircase(0));
        }
        for (std::uint32_t left = bits_; left != 0;) {
            const std::uint32_t highest = std::bit_floor(left);
            offer(staircase(bits_ ^ highest));
            left ^= highest;
        }
    }
    return orders;
}

}  // namespace limitcheck
