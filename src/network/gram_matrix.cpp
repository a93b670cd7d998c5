#include "limitcheck/network/gram_matrix.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "limitcheck/cell/error.hpp"
#include "network/semidefinite.hpp"

namespace limitcheck::network {

GramMatrix::GramMatrix(std::uint32_t inputs, std::vector<double> values)
    : inputs_(inputs), values_(std::move(values)) {
    if (inputs < 1 || inputs > most_inputs) {
        throw Error("a Gram matrix of " + std::to_string(inputs) + " inputs: give 1 to " +
                    std::to_string(most_inputs));
    }
    if (values_.size() != std::size_t{inputs} * inputs) {
        throw Error("a Gram matrix of " + std::to_string(inputs) + " inputs has " +
                    std::to_string(values_.size()) + " entries: give k*k, row by row");
    }
    for (std::uint32_t i = 0; i < inputs; ++i) {
        for (std::uint32_t j = 0; j < inputs; ++j) {
            const double entry = (*this)(i, j);
            if (!std::isfinite(entry)) {
                throw Error("entry (" + std::to_string(i) + ", " + std::to_string(j) +
                            ") of a Gram matrix is not finite");
            }
            if (entry != (*this)(j, i)) {
                throw Error("entry (" + std::to_string(i) + ", " + std::to_string(j) +
                            ") of a Gram matrix differs from its mirror image: make it symmetric");
            }
        }
        if ((*this)(i, i) < 0) {
            throw Error("a Gram matrix has a negative diagonal entry " + std::to_string(i));
        }
    }
    // Rounding by 1e-9 of the entries leaves less than 1e-8 where it matters.
    if (detail::eliminate(inputs, values_, 1e-9).rest > 1e-8) {
        throw Error("a Gram matrix of inputs is not positive semidefinite: give inner products of vectors");
    }
}

GramMatrix::GramMatrix(const Inputs& inputs)
    : GramMatrix(static_cast<std::uint32_t>(inputs.count()), inputs.gram()) {}

GramMatrix GramMatrix::one(double q0) { return {1, {q0}}; }

GramMatrix GramMatrix::pair(double correlation, double q0) {
    return {2, {q0, q0 * correlation, q0 * correlation, q0}};
}

void cholesky(std::uint32_t k, std::span<const double> matrix, std::span<double> root) {
    const double negligible = 0x1p-44;
    std::fill(root.begin(), root.end(), 0.0);
    for (std::uint32_t j = 0; j < k; ++j) {
        double square = 0;
        for (std::uint32_t i = j; i < k; ++i) {
            double rest = matrix[std::size_t{i} * k + j];
            for (std::uint32_t p = 0; p < j; ++p) {
                rest -= root[std::size_t{i} * k + p] * root[std::size_t{j} * k + p];
            }
            double& entry = root[std::size_t{i} * k + j];
            if (i == j) {
                square = rest > negligible * matrix[std::size_t{j} * k + j] ? rest : 0.0;
                entry = std::sqrt(square);
            } else {
                // Through the ratio, so that a ratio of +-1 is exact.
                entry = square > 0 ? rest / square * root[std::size_t{j} * k + j] : 0.0;
            }
        }
    }
}

}  // namespace limitcheck::network
