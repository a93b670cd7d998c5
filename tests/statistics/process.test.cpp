#include "limitcheck/statistics/process.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "catch.hpp"

using namespace limitcheck::statistics;

namespace {

Certified is(double x) { return Certified::exactly(x); }

// One spec of each tool, with a draw that its hypothesis admits.
struct Example {
    ProcessSpec spec;
    std::string tool;
    std::string hypothesis;
    Null against;
    bool averages;
};

std::vector<Example> examples() {
    const Certified b = is(0.5);
    return {
        {NonnegativeBetSpec{b}, "betting on a nonnegative mean",
         "independent draws X >= 0; no moment is assumed", Null::mean_at_most, true},
        {BoundedBetSpec{Null::mean_at_least, b, is(2.0)}, "betting on a bounded mean",
         "independent draws 0 <= X <= 2", Null::mean_at_least, true},
        {ClippedBetSpec{b, is(0.5), 1.0}, "betting on a clipped mean",
         "independent draws X >= 0 with E X^2 <= 0.5; clipped at 1", Null::mean_at_least, true},
        {QuadraticBetSpec{Null::mean_at_most, b, is(0.25), is(3.0)}, "quadratic bet",
         "independent draws with E (X - 0.25)^2 <= 3", Null::mean_at_most, true},
        {MaurerSpec{b, is(3.0)}, "Maurer's exponential", "independent draws X >= 0 with E X^2 <= 3",
         Null::mean_at_least, true},
        {CatoniSpec{Null::mean_at_most, b, is(3.0)}, "Catoni's e-process",
         "independent draws with variance at most 3", Null::mean_at_most, true},
        {EventSpec{Null::mean_at_least, b}, "mixture over the probability",
         "independent draws that are 0 or 1; nothing else is assumed", Null::mean_at_least, true},
        {DistributionSpec{Null::mean_at_least, b, 0.125}, "time-uniform DKW",
         "independent draws F0(Y), one neuron a network, F0 continuous, computed within 0.125",
         Null::mean_at_least, false},
    };
}

}  // namespace

TEST_CASE("processes: each names its tool, its hypothesis with the numbers it uses, and its null") {
    CHECK(examples().size() == std::variant_size_v<ProcessSpec>);
    for (const Example& example : examples()) {
        EProcess process(example.spec);
        CHECK(process.tool() == example.tool);
        CHECK(process.hypothesis() == example.hypothesis);
        CHECK(null_of(example.spec) == example.against);
        CHECK(bound_of(example.spec).lower == 0.5);
        CHECK(process.may_be_averaged() == example.averages);
        CHECK(process.empirical_distance().has_value() != example.averages);
        CHECK(process.log_evidence().value == 0.0);
        process.observe(1.0);
        CHECK(std::isfinite(process.log_evidence().value));
    }
}

TEST_CASE("processes: copies are independent, and reaching agrees with the log-evidence") {
    for (const Example& example : examples()) {
        EProcess process(example.spec);
        const EProcess fresh = process;
        for (int i = 0; i < 60; ++i) {
            process.observe(i % 7 == 0 ? 1.0 : 0.0);
            const double log = process.log_evidence().value;
            CHECK(process.reaches(LogThreshold{log}));
            CHECK_FALSE(process.reaches(LogThreshold{std::nextafter(log, 1e9)}));
            CHECK_FALSE(process.reaches(LogThreshold{log + 5.0}));
        }
        CHECK(fresh.log_evidence().value == 0.0);
    }
}

TEST_CASE("processes: the example of the documentation") {
    const std::vector<double> draws(200, 0.25);
    EProcess against_large_mean(QuadraticBetSpec{.against = Null::mean_at_least,
                                                 .bound = Certified::exactly(1.0),
                                                 .centre = Certified::exactly(0.0),
                                                 .second_moment = Certified::exactly(0.5)});
    for (double x : draws) against_large_mean.observe(x);
    bool verified = against_large_mean.reaches(LogThreshold{21.2});
    CHECK(verified);
}
