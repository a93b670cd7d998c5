#include "limitcheck/network/gram_matrix.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "limitcheck/cell/error.hpp"

namespace limitcheck::network {

namespace {

/// Smallest pivot of a symmetric elimination, relative to its diagonal entry; negative when indefinite.
double least_pivot(std::uint32_t k, std::vector<double> a) {
    double least = 0;
    for (std::uint32_t p = 0; p < k; ++p) {
        const double pivot = a[p * k + p];
        for (std::uint32_t i = p + 1; i < k; ++i) {
            const double factor = pivot > 0 ? a[i * k + p] / pivot : 0.0;
            const double before = a[i * k + i];
            for (std::uint32_t j = p + 1; j <= i; ++j) {
                a[i * k + j] -= factor * a[j * k + p];
            }
            // A zero pivot with a nonzero entry beside it is a negative direction too.
            const double beside = pivot > 0 ? 0.0 : std::fabs(a[i * k + p]);
            least = std::min({least, before > 0 ? a[i * k + i] / before : a[i * k + i], -beside});
        }
    }
    return least;
}

}  // namespace

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
    double largest = 0;
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
        largest = std::max(largest, (*this)(i, i));
        if ((*this)(i, i) < 0) {
            throw Error("a Gram matrix has a negative diagonal entry " + std::to_string(i));
        }
    }
    std::vector<double> scaled = values_;
    for (double& entry : scaled) {
        entry /= largest > 0 ? largest : 1.0;
    }
    if (least_pivot(inputs, scaled) < -1e-9) {
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
