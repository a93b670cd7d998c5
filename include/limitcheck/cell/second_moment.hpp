// Which second moments inputs may have.
#pragma once

namespace limitcheck {

/// Networks and bounds stay far from the ends of float on this range. The theorems' statements scale, so that
/// other inputs are served by rescaling them.
inline constexpr double least_second_moment = 1e-20;
inline constexpr double most_second_moment = 1e20;

/// Whether q0 is a second moment that samplers can start from: in [1e-20, 1e20].
[[nodiscard]] constexpr bool usable_second_moment(double q0) {
    return q0 >= least_second_moment && q0 <= most_second_moment;
}

}  // namespace limitcheck
