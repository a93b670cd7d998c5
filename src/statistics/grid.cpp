#include "grid.hpp"

#include <cmath>

namespace limitcheck::statistics::detail {

std::vector<double> lambda_grid(double scale) {
    std::vector<double> lambdas;
    for (int k = 0; k < grid_size; ++k) {
        // Rounded to float: the grid must not depend on the last bit of the library's pow.
        const auto relative =
            static_cast<float>(1e-3 * std::pow(3e3, static_cast<double>(k) / (grid_size - 1)));
        lambdas.push_back(static_cast<double>(relative) / scale);
    }
    return lambdas;
}

}  // namespace limitcheck::statistics::detail
