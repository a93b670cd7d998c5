// Time t = l/L of a residual network, an exact decimal in [0, 1]: floor(tL) must not depend on a rounding.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace limitcheck {

/// Time t in [0, 1], stored as an exact multiple of 10^-9.
class Time {
  public:
    static constexpr std::uint32_t unit = 1'000'000'000;

    /// t = 1.
    constexpr Time() = default;
    /// t = billionths / 10^9. Throws Error when that is above 1.
    static Time of_billionths(std::uint64_t billionths);
    /// Reads a decimal of at most nine places: "1", "0.5", "0.0625". Throws Error with the mend otherwise.
    static Time parse(std::string_view text);

    /// t in billionths: 0 .. unit.
    [[nodiscard]] constexpr std::uint32_t billionths() const { return billionths_; }
    /// The nearest double; for display and plots only.
    [[nodiscard]] constexpr double approximate() const { return static_cast<double>(billionths_) / unit; }
    /// floor(t L), exactly: the layer at which a network of depth L is read at this time.
    [[nodiscard]] constexpr std::uint32_t layer(std::uint32_t depth) const {
        return static_cast<std::uint32_t>(static_cast<std::uint64_t>(billionths_) * depth / unit);
    }
    /// True when t L is an integer, so that l/L = t exactly.
    [[nodiscard]] constexpr bool hits_layer(std::uint32_t depth) const {
        return static_cast<std::uint64_t>(billionths_) * depth % unit == 0;
    }
    /// Shortest decimal text; parse(text()) gives the same time.
    [[nodiscard]] std::string text() const;

    friend constexpr auto operator<=>(const Time&, const Time&) = default;

  private:
    explicit constexpr Time(std::uint32_t billionths) : billionths_(billionths) {}
    std::uint32_t billionths_ = unit;
};

}  // namespace limitcheck
