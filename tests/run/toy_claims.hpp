// Toy claims with known truth, for tests of the engine: a draw is a uniform number, its mean is 1/2.
#pragma once

#include <limits>

#include "limitcheck/claim/registry.hpp"

namespace limitcheck::toy {

/// What every toy claim cites.
inline theorems::Theorem source() {
    theorems::Theorem theorem;
    theorem.source.where = "tests";
    return theorem;
}

/// Uniform draws on [0, 1] from the cell's stream; "x" is bounded by 1. When `dead_share` is positive, that
/// share of the draws is void.
inline Measurement uniform(double dead_share = 0) {
    Measurement measurement;
    measurement.description = "a uniform number";
    measurement.observables = [](const Cell&) { return std::vector{bounded("x", 1)}; };
    measurement.draw = [dead_share](const Cell&, random::StreamKey key, std::uint64_t first,
                                    std::size_t count, std::span<double> out) {
        for (std::size_t i = 0; i < count; ++i) {
            const bool dead = random::uniform(random::derive(key, "dead"), first + i) < dead_share;
            out[i] = dead ? std::numeric_limits<double>::quiet_NaN() : random::uniform(key, first + i);
        }
    };
    measurement.cost = [](const Cell&) { return 1.0; };
    measurement.void_unless = dead_share > 0 ? "the draw is alive" : "";
    return measurement;
}

/// One number that may be anything at all, for plans that draw nothing.
inline Measurement measured(const Observable& observable) {
    Measurement measurement = uniform();
    measurement.observables = [observable](const Cell&) { return std::vector{observable}; };
    return measurement;
}

/// The statement that one condition is.
inline Test test_of(Measurement measurement, const Condition& condition) {
    auto test = measuring(std::move(measurement));
    return (condition.side == Side::at_most ? std::move(test).at_most(condition.level)
                                            : std::move(test).at_least(condition.level))
        .estimated_by(condition.observable)
        .decided_by({condition});
}

/// "E X is at most hundredths/100".
inline Test mean_at_most(int hundredths, double dead_share = 0) {
    const CellNumber level = [hundredths](const Cell&) { return precise::Enclosure::ratio(hundredths, 100); };
    return measuring(uniform(dead_share))
        .at_most(level)
        .decided_by({mean("x").at_most(level)})
        .estimated_by("x");
}

inline Claim uniform_claim(int hundredths, int falsified_hundredths = 40, double dead_share = 0) {
    Claim made = claim()
                     .title("the mean of a uniform number")
                     .states("E X", "E X")
                     .from(source())
                     .over(cells().width(1, 64).depth(1, 64))
                     .tests(mean_at_most(hundredths, dead_share))
                     .falsified_by("a fifth too low", "mean 0.5 against 0.4", 0.2,
                                   mean_at_most(falsified_hundredths), {"n=1,L=1"})
                     .falsified_by("far too low", "mean 0.5 against 0.1", 0.8, mean_at_most(10), {"n=1,L=1"});
    made.id = "toy/uniform";
    return made;
}

}  // namespace limitcheck::toy
