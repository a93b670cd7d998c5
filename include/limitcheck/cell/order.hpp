// An order of growth: how width and depth go to infinity together, as a finite sequence of points.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace limitcheck {

/// One (width, depth) on an order of growth.
struct Point {
    std::uint32_t width = 1;
    std::uint32_t depth = 1;
    friend bool operator==(const Point&, const Point&) = default;
};

/// The number of points at which a claim about an order of growth looks, the end included.
inline constexpr std::size_t order_points = 3;

/// How a pair (width, depth) is reached. Its text form (id) is one of
///   width-first     width is at its end from the start, depth grows:      (n, L/4^k) .. (n, L)
///   depth-first     depth is at its end from the start, width grows:      (n/4^k, L) .. (n, L)
///   diagonal        both grow by the same factor
///   power:P         depth grows as width^P, P > 0 a decimal
///   staircase:H     at each step width or depth grows by a factor 2, 4 or 8, as the bits of H (hexadecimal)
///   say
class Order {
  public:
    enum class Kind { width_first, depth_first, diagonal, power, staircase };

    /// Width first, depth first, and both at once.
    static Order width_first() { return Order(Kind::width_first, 0, 0); }
    static Order depth_first() { return Order(Kind::depth_first, 0, 0); }
    static Order diagonal() { return Order(Kind::diagonal, 0, 0); }
    /// The exponent in thousandths (500 is depth = width^0.5 up to a constant).
    static Order power(std::uint32_t thousandths);
    static Order staircase(std::uint32_t bits) { return Order(Kind::staircase, 0, bits); }
    /// Reads an id; throws Error with the mend otherwise.
    static Order parse(std::string_view id);

    /// The text form, and which kind of order it is.
    [[nodiscard]] std::string id() const;
    [[nodiscard]] Kind kind() const { return kind_; }
    /// Up to `count` points that end at `end`, width and depth nondecreasing, min(width, depth) strictly
    /// increasing (points that would repeat a minimum are left out). At least the end itself.
    [[nodiscard]] std::vector<Point> points(Point end, std::size_t count) const;
    /// Simpler orders than this one, the boldest steps first; empty for the diagonal. The order of simplicity
    /// is diagonal, width-first, depth-first, power, staircase; among powers the rounder exponent (a multiple
    /// of 1, 1/2, 1/4), then the smaller; among staircases the smaller number. Every chain of steps ends.
    [[nodiscard]] std::vector<Order> simpler() const;

    friend bool operator==(const Order&, const Order&) = default;

  private:
    Order(Kind kind, std::uint32_t thousandths, std::uint32_t bits)
        : kind_(kind), thousandths_(thousandths), bits_(bits) {}
    Kind kind_;
    std::uint32_t thousandths_;
    std::uint32_t bits_;
};

}  // namespace limitcheck
