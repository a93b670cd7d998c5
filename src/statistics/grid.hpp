// The fixed grid of bets that the moment-based tools mix: 25 values, geometric from 0.001 to 3 over a scale.
#pragma once

#include <vector>

namespace limitcheck::statistics::detail {

inline constexpr int grid_size = 25;

/// lambda_k = 0.001 * 3000^(k/24) / scale. The values need not be exact: each is a bet in its own right.
[[nodiscard]] std::vector<double> lambda_grid(double scale);

}  // namespace limitcheck::statistics::detail
