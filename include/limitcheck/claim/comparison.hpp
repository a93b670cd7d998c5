// Comparisons beyond "at most", "at least" and "within": equality in law, exponents, order of regimes,
// commuting limits. Each becomes conditions on means or on one distribution, so that the same tools decide
// it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "limitcheck/claim/condition.hpp"
#include "limitcheck/claim/measurement.hpp"

namespace limitcheck {

/// A measurement whose draws are pairs (Y, Y') of which Y' has exactly the law that the statement names, so
/// that E |Y - Y'|^2 bounds the squared distance of the laws. measure_coupled makes one; coupled() declares
/// that a measurement of one's own is one.
struct CoupledMeasurement {
    Measurement measurement;
    operator Measurement() const { return measurement; }  // NOLINT(google-explicit-constructor): it is one
};

/// Declares that `measurement` draws pairs as CoupledMeasurement says.
[[nodiscard]] inline CoupledMeasurement coupled(Measurement measurement) { return {std::move(measurement)}; }

/// Equality in law through a coupling, in the distance W2: see by_coupling.
struct ByCoupling {
    std::string distance;  ///< the observable U with E U = E |Y - Y'|^2
    SecondMoment moment;   ///< of U
    CellNumber gap;        ///< W2 of the law of Y' and the law that the statement names; empty: 0
};
/// W2(law of Y, target) <= sqrt(E U) + gap <= bound verifies. What refutes is given apart (.refuted_unless):
/// a coupling may be large though the laws are near (docs/statistics.md, "Tools", item 7).
[[nodiscard]] inline ByCoupling by_coupling(std::string distance, SecondMoment moment, CellNumber gap = {}) {
    return {std::move(distance), std::move(moment), std::move(gap)};
}

/// W2(law of Y, N(0, variance)) <= bound implies (sqrt variance - bound)^2 <= E Y^2 <= (sqrt variance +
/// bound)^2: conditions for .refuted_unless. `square` is a nonnegative observable of mean E Y^2; `moment` is
/// of that observable and serves the lower side.
[[nodiscard]] std::vector<Condition> second_moment_near(std::string square, CellNumber variance,
                                                        CellNumber bound, SecondMoment moment);

/// Equality in law by the time-uniform Dvoretzky-Kiefer-Wolfowitz inequality, in the distance
/// sup |F - F0|: verifies and refutes. Independent draws: one number a network, never several neurons of one.
/// Distances below 0.03 take more than 30,000 draws, and time grows as their square.
struct ByDistribution {
    std::string observable;
    std::function<double(const Cell&, double)> distribution;  ///< F0, continuous in its second argument
    /// The computed F0 is this near to the exact one, an error of the observable itself included.
    double transform_error = 1e-9;
};
[[nodiscard]] inline ByDistribution by_distribution(std::string observable,
                                                    std::function<double(const Cell&, double)> distribution,
                                                    double transform_error = 1e-9) {
    return {std::move(observable), std::move(distribution), transform_error};
}
/// The distribution function of N(0, variance); computed to 1e-15.
[[nodiscard]] double normal_distribution(double x, double variance);

enum class Axis { width, depth };

/// E X shrinks as (width or depth)^-p with p in [least, most], between n/factor and n:
///     factor^least <= E X(n/factor) / E X(n) <= factor^most,   E X > 0.
/// The claim's domain must start at `factor` on that axis. The two ends are read as the doubles that are
/// nearest to factor^least and factor^most.
struct Rate {
    std::string observable = {};  ///< X >= 0
    Axis along = Axis::width;
    std::uint32_t factor = 4;  ///< at least 2; n/factor is rounded down
    double least = 0;          ///< exponents; least < most
    double most = 0;
    SecondMoment moment = {};  ///< of X, at the cell and at its shrunk cell
};

/// E X_1 + margin <= E X_2, E X_2 + margin <= E X_3, and so on: regimes in their order. Bounded observables
/// need no moments; for others `moments` has one of each difference X_{i+1} - X_i.
struct Ordered {
    std::vector<std::string> observables;  ///< at least two, in increasing order
    CellNumber margin = {};                ///< 0 or more
    std::vector<SecondMoment> moments = {};
};

/// Growing the width and growing the depth give the same: |E X(factor n, L) - E X(n, factor L)| <= tolerance.
/// A bounded X needs no moment; for another it is of the difference of the two draws.
struct Commuting {
    std::string observable;
    std::uint32_t factor = 4;  ///< at least 2
    CellNumber tolerance = {};
    std::vector<SecondMoment> moment = {};  ///< none or one
};

}  // namespace limitcheck
