// The samplers' inner loops over neurons, for sixteen networks at once, with the vector width chosen at run
// time. Every sum runs over neurons in order within a lane, so the bits do not depend on the width.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "limitcheck/random/lanes.hpp"
#include "limitcheck/random/stream.hpp"

namespace limitcheck::network::detail {

using random::lanes;

/// Number of entries of a symmetric or triangular k x k matrix, stored row by row: (0,0), (1,0), (1,1), ...
constexpr std::size_t packed(std::size_t k) { return k * (k + 1) / 2; }

/// Neurons of a part, whose products are summed in Real before the sum is added to a double: a layer is cut
/// into parts of as many, and a last one of the rest. More would be as fast for one or two inputs; at eight,
/// fewer would spend two per cent and more on adding.
inline constexpr std::uint32_t summed_in_real = 128;

/// Neurons are taken four at a time, so that what is loaded for one serves four.
inline constexpr std::uint32_t tile = 4;

/// Some consecutive neurons of a layer: arrays [neuron][input][lane].
template <class Real>
struct Rows {
    std::uint32_t inputs;  ///< k, 1..8
    std::uint32_t neurons;
    bool skip;
};

/// Where a layer's normals come from.
struct Noise {
    random::StreamKey key;
    std::uint64_t first_network;
    std::uint32_t layer;
};

/// Rows of lanes whose normals are made at a time, where they pass through the first-level cache.
inline constexpr std::uint32_t piece_rows = 256;
/// A run: the columns from weight number `first` of a dense layer on, `left` to the end of its row, whose
/// products are summed in Real. Runs end where rows do, and at every `piece_rows` weights.
constexpr std::uint32_t run_columns(std::uint64_t first, std::uint32_t left) {
    return std::min({summed_in_real, left, piece_rows - static_cast<std::uint32_t>(first % piece_rows)});
}

/// Rows of lanes that whole blocks of normals take.
constexpr std::size_t whole_blocks(std::size_t rows) { return (rows + 3) / 4 * 4; }

/// gram[entry][lane] += sum over neurons of phi(Y(a)) phi(Y(b)) with phi(x) = x for x > 0, slope x otherwise;
/// nothing where gram is null.
struct GramSums {
    double* gram;
    double slope;
};

/// Y = [Y] + g S^T for lower triangular S, packed [entry][lane], for some neurons from `first_neuron`, the
/// start of a part, on; state [neuron][input][lane] of theirs, with room for whole_blocks of their rows.
/// Sums what `into` says.
template <class Real>
void step_gram(const Noise& noise, std::uint32_t first_neuron, Rows<Real> rows, const Real* root, Real* state,
               GramSums into);

/// Sums what `into` says over the neurons of a part; values[neuron][input][lane]. The products of
/// post-activations that are there already have slope 1.
template <class Real>
void accumulate(Rows<Real> rows, const Real* values, GramSums into);

/// Sums over neurons that a coupled step adds to, [entry][lane] each; null to leave them, the last two
/// together.
struct CoupledSums {
    double* gram = nullptr;   ///< of relu(Y(a)) relu(Y(b))
    double* limit = nullptr;  ///< of relu(Yt(a)) relu(Yt(b))
    double* apart = nullptr;  ///< of Y(a) Y(b) - Yt(a) Yt(b)
};

/// Square roots, full matrices, that move a coupled layer: S [k*k][lane], H [k*k].
template <class Real>
struct CoupledRoots {
    const Real* network;
    const Real* limit;
};

/// Y = [Y] + g S^T and Yt = [Yt] + g H^T for some neurons as in step_gram, room included; k = 1 or 2.
template <class Real>
void step_coupled(const Noise& noise, std::uint32_t first_neuron, Rows<Real> rows,
                  const CoupledRoots<Real>& roots, Real* state, Real* limit, CoupledSums into);

/// Root of a Gram matrix in each lane: root[entry][lane] = scale * cholesky(gram/width), packed, with the
/// pivots of network::cholesky.
template <class Real>
void roots(std::uint32_t k, const double* gram, double width, double scale, Real* root);

/// Whether the sum of squares of an input in some lane, a diagonal entry of gram, is neither zero nor in
/// [least, most]; a NaN is in no range.
bool outside_range(std::uint32_t k, const double* gram, double least, double most);

/// For two inputs: root[4][lane], row-major, the root of scale^2 gram/width that is nearest to `target`, 2
/// x 2.
template <class Real>
void nearest_roots(const double* gram, double width, double scale, const double* target, Real* root);

/// The excess's step from one layer to the next (excess_sampler.hpp), for 1 or 3 packed entries.
struct ExcessStep {
    std::size_t entries;
    double width;
    bool skip;
    double scale;                                     ///< alpha^2 weights
    std::array<std::array<double, 3>, 3> derivative;  ///< DF, [entry][by]
};
/// x[entry][lane] of the next layer, from the sums of this one.
void step_excess(const ExcessStep& step, const CoupledSums& sums, double* x);

/// dense: sums[row][input][lane] += sum over columns of weight times post[column][input][lane] for
/// rows.neurons rows and columns; weight (row, column) is normal number row * rows.neurons + column.
template <class Real>
void weigh_gaussian(const Noise& noise, Rows<Real> rows, const Real* post, double* sums);

/// The same for a run of rows.neurons columns of one row, with weights[column][lane] given.
template <class Real>
void weigh(Rows<Real> rows, const Real* weights, const Real* post, double* sum);

/// One layer of the correlation chain for `neurons` neurons, normals [2 * neuron][lane]: adds to the sums
/// [5][lane] of x^2, x d, d^2, y^2, and the number of neurons where x or y is not zero; x = relu(u),
/// y = relu(u + step d'), d = (y - x)/step.
void correlate(std::uint32_t neurons, const double* normals, const double* one_minus_rho, double* sums);

}  // namespace limitcheck::network::detail
