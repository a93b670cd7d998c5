#include "network/semidefinite.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace limitcheck::network::detail {
namespace {

/// A pivot below this share of its diagonal entry is rounding: of sums of some thousand doubles.
constexpr double negligible = 0x1p-44;

double inner(const std::array<double, most_inputs>& a, const std::array<double, most_inputs>& b,
             std::uint32_t size) {
    double sum = 0;
    for (std::uint32_t p = 0; p < size; ++p) {
        sum += a[p] * b[p];
    }
    return sum;
}

}  // namespace

Elimination eliminate(std::uint32_t k, std::span<const double> matrix, double threshold) {
    const auto entry = [&](std::uint32_t i, std::uint32_t j) { return matrix[std::size_t{i} * k + j]; };
    Elimination result;
    std::array<bool, most_inputs> done{};
    const auto rest = [&](std::uint32_t i, std::uint32_t j) {
        return entry(i, j) - inner(result.rows[i], result.rows[j], result.rank);
    };
    while (result.rank < k) {
        double largest = 0;
        std::uint32_t pivot = k;
        for (std::uint32_t i = 0; i < k; ++i) {
            const double share = done[i] || !(entry(i, i) > 0) ? 0 : rest(i, i) / entry(i, i);
            if (share > largest) {
                largest = share;
                pivot = i;
            }
        }
        if (!(largest > threshold)) {
            break;
        }
        const double square = rest(pivot, pivot);
        const double root = std::sqrt(square);
        std::array<double, most_inputs> column{};
        for (std::uint32_t i = 0; i < k; ++i) {
            if (!done[i]) {
                // Through the ratio, so that equal and opposite rows stay so. In exact arithmetic no entry
                // exceeds the root of what is left of its own row.
                const double most = std::sqrt(std::fmax(0.0, rest(i, i)));
                column[i] = std::clamp(rest(i, pivot) / square * root, -most, most);
            }
        }
        for (std::uint32_t i = 0; i < k; ++i) {
            result.rows[i][result.rank] = column[i];
        }
        result.rows[pivot][result.rank] = root;
        done[pivot] = true;
        ++result.rank;
    }
    for (std::uint32_t i = 0; i < k; ++i) {
        for (std::uint32_t j = 0; j <= i; ++j) {
            const double left = std::fabs(rest(i, j));
            const double scale =
                std::sqrt(std::fmax(0.0, entry(i, i))) * std::sqrt(std::fmax(0.0, entry(j, j)));
            if (left > 0) {
                result.rest = std::fmax(result.rest,
                                        scale > 0 ? left / scale : std::numeric_limits<double>::infinity());
            }
        }
    }
    return result;
}

void semidefinite_root(std::uint32_t k, std::span<const double> matrix, std::span<double> root) {
    cholesky(k, matrix, root);
    bool singular = false;
    for (std::size_t diagonal = 0; diagonal < std::size_t{k} * k; diagonal += std::size_t{k} + 1) {
        singular = singular || root[diagonal] * root[diagonal] < 0x1p-30 * matrix[diagonal];
    }
    if (k <= 2 || !singular) {
        return;
    }
    Elimination whole = eliminate(k, matrix, negligible);
    std::fill(root.begin(), root.end(), 0.0);
    // Rows made orthogonal to those before them, in the order of the inputs: S = L Q.
    for (std::uint32_t j = 0; j < k; ++j) {
        const std::array<double, most_inputs> direction = whole.rows[j];
        const double square = inner(direction, direction, whole.rank);
        if (!(square > negligible * matrix[std::size_t{j} * k + j])) {
            continue;
        }
        const double length = std::sqrt(square);
        for (std::uint32_t i = j; i < k; ++i) {
            const double share = inner(whole.rows[i], direction, whole.rank) / square;
            root[std::size_t{i} * k + j] = share * length;
            for (std::uint32_t p = 0; p < whole.rank; ++p) {
                whole.rows[i][p] -= share * direction[p];
            }
        }
    }
}

}  // namespace limitcheck::network::detail
