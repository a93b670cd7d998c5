// Moments of functions of Gaussian variables by certified quadrature: E f(u)^2 and E f(u) f(v), for f
// analytic between finitely many kinks. Rests on Taylor cells with Lagrange's remainder (taylor.hpp), a bound
// of the tails, and Hermite's expansion.
#pragma once

#include <vector>

#include "limitcheck/precise/taylor.hpp"

namespace limitcheck::precise {

/// A function R -> R, as certified quadrature needs to know it.
///
///     // x tanh(x)
///     const SmoothFunction f{.series = [](const Series& x) { return x * tanh(x); }, .slope = 1};
struct SmoothFunction {
    /// f on series. Where f has kinks, the piece is the one that holds on both sides of x[0].mid().
    SeriesFunction series;
    /// |f(x)| <= offset + slope |x| for all x. Taken at its word: nothing checks it.
    double offset = 0;
    double slope = 0;
    /// Half-width of a cell around x in which the Taylor series converges well: a sixth of the distance to
    /// the nearest singularity in the complex plane is good. Correctness does not depend on it.
    CellSize cell = [](double) { return 0.25; };
    /// Where f is not analytic, in increasing order.
    std::vector<double> kinks = {};
};

/// E f(sqrt(q) Z)^2 for a standard normal Z; q >= 0, a point or thin. Rigor: interval, given offset and
/// slope. The width is below 1e-12 for functions like tanh and q up to 10; a tenth of a second.
[[nodiscard]] Enclosure second_moment(const SmoothFunction& f, const Enclosure& q);

/// E f(u) f(v) for centred Gaussian u, v of variances q_u, q_v > 0 and the given covariance, as
/// sum a_k b_k rho^k, with a_k = E f(sqrt(q_u) Z) He_k(Z)/sqrt(k!) for k < `terms`, rho the correlation; the
/// rest is at most |rho|^terms times the root of the product of E f^2 - sum a_k^2 and E f^2 - sum b_k^2.
/// Rigor: interval, given offset and slope. Seconds; std::logic_error if the correlation is outside [-1, 1].
[[nodiscard]] Enclosure product_moment(const SmoothFunction& f, const Enclosure& q_u, const Enclosure& q_v,
                                       const Enclosure& covariance, int terms = 40);

}  // namespace limitcheck::precise
