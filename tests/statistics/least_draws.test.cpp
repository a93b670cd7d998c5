// The fewest draws: the best sequence there is reaches the threshold exactly then, and none sooner.
#include "limitcheck/statistics/least_draws.hpp"

#include <cmath>
#include <random>

#include "catch.hpp"

using namespace limitcheck::statistics;

namespace {

Certified is(double x) { return Certified::exactly(x); }
constexpr LogThreshold level{21.8};

/// Draws until a constant draw x has crossed; nothing within `most`.
double draws_with(const ProcessSpec& spec, double x, int most = 200000) {
    EProcess process(spec);
    for (int i = 1; i <= most; ++i) {
        process.observe(x);
        if (process.reaches(level)) {
            return i;
        }
    }
    return HUGE_VAL;
}

}  // namespace

TEST_CASE("least draws: the best draws need about as many, and no draws fewer") {
    struct Case {
        ProcessSpec spec;
        double best;
        double worst;
    };
    const Case cases[] = {
        {BoundedBetSpec{Null::mean_at_least, is(0.5), is(1.0)}, 0.0, 1.0},
        {BoundedBetSpec{Null::mean_at_least, is(0.05), is(2.0)}, 0.0, 2.0},
        {BoundedBetSpec{Null::mean_at_most, is(0.2), is(1.0)}, 1.0, 0.0},
        {EventSpec{Null::mean_at_least, is(0.3)}, 0.0, 1.0},
        {EventSpec{Null::mean_at_most, is(0.3)}, 1.0, 0.0},
        {ClippedBetSpec{is(2.0), is(3.0), 3.0}, 0.0, 9.0},
        {MaurerSpec{is(1.0), is(2.0)}, 0.0, 9.0},
    };
    for (const Case& of : cases) {
        CAPTURE(EProcess(of.spec).tool());
        const double least = least_draws(of.spec, level);
        const double reached = draws_with(of.spec, of.best);
        CHECK(reached >= least);
        // What is lost to the mixture over bets.
        CHECK(reached <= 1.35 * least + 4);
        CHECK(draws_with(of.spec, of.worst, 2000) > 2000);
    }
    CHECK(least_draws(BoundedBetSpec{Null::mean_at_least, is(0.5), is(1.0)}, level) == 32);
}

TEST_CASE("least draws: a law's empirical distance cannot shrink faster") {
    for (const double distance : {0.3, 0.1}) {
        const DistributionSpec spec{Null::mean_at_least, is(distance), 0.0};
        const double least = least_draws(spec, level);
        // The most even draws there are: midpoints of a fine grid, in an order that keeps them even.
        EProcess process(spec);
        double t = 0;
        for (double u = 0.5; !process.reaches(level); u = std::fmod(u + 0.6180339887498949, 1.0)) {
            process.observe(u);
            ++t;
        }
        CHECK(t >= least);
        CHECK(t <= 1.4 * least);
    }
}

TEST_CASE("least draws: the quadratic bet does not decide sooner, even on draws made for it") {
    // Two points, the second moment used up: far from the level as often as the hypothesis allows.
    const QuadraticBetSpec spec{Null::mean_at_least, is(1.0), is(0.0), is(4.0)};
    const double least = least_draws(spec, level);
    CHECK(least > 2);
    std::mt19937_64 engine(5);
    int sooner = 0;
    for (const double rare : {1.0, 0.5, 0.1, 0.01}) {
        const double far = -2 / std::sqrt(rare);
        for (int repetition = 0; repetition < 500; ++repetition) {
            EProcess process(spec);
            for (double t = 1; t < least; ++t) {
                process.observe(std::bernoulli_distribution(rare)(engine) ? far : 0.0);
                sooner += process.reaches(level) ? 1 : 0;
            }
        }
    }
    CHECK(sooner == 0);
}

TEST_CASE("least draws: more evidence takes more draws, and tools without a bound are never hopeless") {
    const ProcessSpec spec = QuadraticBetSpec{Null::mean_at_least, is(1.0), is(0.0), is(4.0)};
    CHECK(least_draws(spec, LogThreshold{40}) > least_draws(spec, level));
    CHECK(least_draws(NonnegativeBetSpec{is(1.0)}, level) == 1);
    CHECK(least_draws(CatoniSpec{Null::mean_at_most, is(0.0), is(1.0)}, level) == 1);
}
