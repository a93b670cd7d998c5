// Second moments of k inputs, and square roots of such matrices (docs/theory/resnet-commute, section 1).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "limitcheck/cell/inputs.hpp"

namespace limitcheck::network {

/// K_0, k x k: K_0[i][j] = <x_i, x_j>/d. Symmetric, positive semidefinite, 1 <= k <= most_inputs. Singular
/// matrices are allowed: equal, opposite, dependent and zero inputs.
class GramMatrix {
  public:
    /// `values` is row-major, k*k. Throws Error when its size is wrong, an entry is not finite, or it is not
    /// symmetric and positive semidefinite (entries may be rounded by 1e-9 sqrt(K_ii K_jj)).
    GramMatrix(std::uint32_t inputs, std::vector<double> values);
    GramMatrix(
        const Inputs& inputs);  // NOLINT(google-explicit-constructor): the same thing, by another floor

    /// One input of second moment q0; two of equal second moment q0 and correlation c, |c| <= 1.
    static GramMatrix one(double q0 = 1.0);
    static GramMatrix pair(double correlation, double q0 = 1.0);

    /// The number k of inputs.
    [[nodiscard]] std::uint32_t inputs() const { return inputs_; }
    [[nodiscard]] double operator()(std::uint32_t i, std::uint32_t j) const {
        return values_[std::size_t{i} * inputs_ + j];
    }
    /// The whole matrix, row-major, k x k.
    [[nodiscard]] std::span<const double> values() const { return values_; }

    friend bool operator==(const GramMatrix&, const GramMatrix&) = default;

  private:
    std::uint32_t inputs_;
    std::vector<double> values_;
};

/// Lower triangular S, k x k row-major, with S S^T = A for a positive semidefinite A given row-major. A pivot
/// below 2^-44 of its diagonal entry counts as zero, and its column is zero. Equal and opposite inputs,
/// c = +-1, stay exactly equal and opposite. `root` has k*k entries and may not overlap `matrix`.
void cholesky(std::uint32_t k, std::span<const double> matrix, std::span<double> root);

}  // namespace limitcheck::network
