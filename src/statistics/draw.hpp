// The check that every tool makes of every draw: a number, within what the tool's hypothesis allows.
#pragma once

#include <fmt/format.h>

#include <cmath>

#include "limitcheck/cell/error.hpp"

namespace limitcheck::statistics::detail {

inline void require_finite_draw(const char* tool, double x) {
    if (!std::isfinite(x)) {
        throw Error(fmt::format(
            "{}: a draw is {}; the simulation or the measurement overflowed, so no verdict can rest on it",
            tool, x));
    }
}

inline void require_draw_within(const char* tool, double x, double low, double high) {
    require_finite_draw(tool, x);
    if (x < low || x > high) {
        throw Error(fmt::format(
            "{}: a draw is {}, outside [{}, {}]; choose a tool whose hypothesis the measurement satisfies",
            tool, x, low, high));
    }
}

}  // namespace limitcheck::statistics::detail
