// Roots of positive semidefinite matrices that are singular, or nearly: elimination with the largest pivot
// first.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "limitcheck/network/gram_matrix.hpp"

namespace limitcheck::network::detail {

/// What an elimination with the largest pivot first makes of a symmetric matrix A of at most most_inputs
/// rows. Pivots are compared as shares of their diagonal entries.
struct Elimination {
    using Rows = std::array<std::array<double, most_inputs>, most_inputs>;
    Rows rows{};  ///< S with S S^T = A up to what is left; row i of A in row i, `rank` columns
    std::uint32_t rank = 0;
    /// The largest |rest_ij|/sqrt(A_ii A_jj) of what is left; infinite where a diagonal entry of 0 has
    /// another entry beside it, or is negative.
    double rest = 0;
};

/// Eliminates while the largest pivot is above `threshold` of its diagonal entry. `matrix` is k x k,
/// row-major, symmetric.
[[nodiscard]] Elimination eliminate(std::uint32_t k, std::span<const double> matrix, double threshold);

/// `cholesky`, but where a pivot is below 2^-30 of its diagonal entry and k > 2. There that would divide
/// rounding by rounding, and S S^T could be anything; here S is lower triangular with a column of
/// zeros for each row that depends on those before it, |(S S^T - A)_ij| is at most about 2^-43 sqrt(A_ii
/// A_jj) beyond what rounding made of A, and rows of equal or opposite inputs stay exactly so.
void semidefinite_root(std::uint32_t k, std::span<const double> matrix, std::span<double> root);

}  // namespace limitcheck::network::detail
