// Comparisons beyond "at most", "at least" and "within": equality in law, exponents, order of regimes,
// commuting limits. Each becomes conditions on means or on one distribution, so that the same tools decide
// it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <type_traits>
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

/// The margin of Ordered: it has to be given, and may be 0.
struct Margin {
    CellNumber number;

    template <class Number>
    requires std::is_convertible_v<Number, CellNumber> Margin(Number given)
        : number(std::move(given)) {}  // NOLINT(google-explicit-constructor): it is one
    template <class Nothing = void>
    Margin() {
        static_assert(
            detail::never<Nothing>,
            "limitcheck: .ordered({...}) has no margin: give .margin a number at a cell, 0 or more");
    }
};

/// The tolerance of Commuting: it has to be given.
struct Tolerance {
    CellNumber number;

    template <class Number>
    requires std::is_convertible_v<Number, CellNumber> Tolerance(Number given)
        : number(std::move(given)) {}  // NOLINT(google-explicit-constructor): it is one
    template <class Nothing = void>
    Tolerance() {
        static_assert(detail::never<Nothing>,
                      "limitcheck: .commutes({...}) has no tolerance: give .tolerance a number at a cell");
    }
};

/// What grows while the other stays: the number of neurons or the number of layers.
enum class Axis { width, depth };

/// E X shrinks as (width or depth)^-p with p in [least, most], between floor(n/factor) and n:
///     rho^least <= E X(floor(n/factor)) / E X(n) <= rho^most,   rho = n/floor(n/factor),   E X > 0.
/// rho is the cell's own ratio: `factor` where it divides n, more elsewhere. The claim's domain must start at
/// `factor` on that axis. rho^least and rho^most are enclosed, and the end that makes the verdict harder is
/// used. The report shows the exponent, log of the ratio of the two means over log(rho), within
/// (most - least)/2 of (most + least)/2.
struct Rate {
    std::string observable = {};  ///< X, measured as nonnegative(...) or bounded(...)
    Axis along = Axis::width;
    std::uint32_t factor = 4;  ///< at least 2; n/factor is rounded down
    double least = 0;          ///< exponents, read as exactly these doubles; least < most
    double most = 0;
    SecondMoment moment;  ///< of X, at the cell and at its shrunk cell; has to be given
};

/// E X_1 + margin <= E X_2, E X_2 + margin <= E X_3, and so on: regimes in their order. Bounded observables
/// need no moments; for others `moments` has one of each difference X_{i+1} - X_i. The report shows the least
/// of the differences, held against the margin.
struct Ordered {
    std::vector<std::string> observables;  ///< at least two, in increasing order
    Margin margin;                         ///< 0 or more
    std::vector<SecondMoment> moments = {};
};

/// Growing the width and growing the depth give the same: |E X(factor n, L) - E X(n, factor L)| <= tolerance.
/// A bounded X needs no moment; for another it is of the difference of the two draws. The report shows the
/// difference of the two means, within the tolerance of 0.
struct Commuting {
    std::string observable;
    std::uint32_t factor = 4;  ///< at least 2
    Tolerance tolerance;
    std::vector<SecondMoment> moment = {};  ///< none or one
};

}  // namespace limitcheck
