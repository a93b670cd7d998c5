#include "limitcheck/statistics/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/statistics/process.hpp"

using namespace limitcheck::statistics;

namespace {

DistributionSpec spec(Null against, double distance, double error = 0.0) {
    return {against, Certified::exactly(distance), error};
}

double width(double t, double a) {
    return 0.85 * std::sqrt((std::log(std::log(std::exp(1.0) * t)) + 0.8 * std::log(1612.0 / a)) / t);
}

}  // namespace

TEST_CASE("distributions: the empirical distance is the supremum over all levels") {
    std::mt19937_64 engine(2);
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    DistributionProcess process(spec(Null::mean_at_most, 0.1));
    std::vector<double> draws;
    for (int i = 0; i < 57; ++i) {
        const double u = uniform(engine);
        draws.push_back(u);
        process.observe(u);
    }
    double supremum = 0.0;
    for (int k = 0; k <= 200000; ++k) {
        const double level = k / 200000.0;
        const auto below =
            static_cast<double>(std::ranges::count_if(draws, [&](double u) { return u <= level; }));
        supremum = std::max(supremum, std::fabs(below / 57.0 - level));
    }
    CHECK(process.empirical_distance() == Approx(supremum).margin(1e-5));
}

TEST_CASE("distributions: the evidence is the level at which the inequality just excludes the null") {
    // All draws equal to 1/2: the empirical distance is 1/2 at any time.
    DistributionProcess refute(spec(Null::mean_at_most, 0.2));
    DistributionProcess verify(spec(Null::mean_at_least, 0.7));
    for (int t = 1; t <= 2000; ++t) {
        refute.observe(0.5);
        verify.observe(0.5);
        for (const auto& [process, excess] : {std::pair{&refute, 0.3}, {&verify, 0.2}}) {
            const double log_level = process->value().log().value;
            if (log_level > 0.0) {
                const double at_level = width(t, std::exp(-log_level));
                CHECK(at_level <= excess);
                CHECK(at_level == Approx(excess).epsilon(1e-9));
            }
        }
    }
    CHECK(refute.value().log().value > 50.0);
    CHECK(verify.value().log().value > 50.0);
}

TEST_CASE(
    "distributions: no evidence without excess, and an inexact transform costs its error on both sides") {
    DistributionProcess plain(spec(Null::mean_at_most, 0.45));
    DistributionProcess none(spec(Null::mean_at_most, 0.55));
    DistributionProcess blurred(spec(Null::mean_at_most, 0.45, 0.01));
    DistributionProcess narrower(spec(Null::mean_at_most, 0.46));
    DistributionProcess up(spec(Null::mean_at_least, 0.6, 0.01));
    DistributionProcess up_narrower(spec(Null::mean_at_least, 0.59));
    for (int t = 0; t < 5000; ++t) {
        for (DistributionProcess* p : {&plain, &none, &blurred, &narrower, &up, &up_narrower}) {
            p->observe(0.5);
        }
    }
    CHECK(none.value().log().value == Approx(-std::log(1612.0)));
    CHECK(blurred.value().log().value == Approx(narrower.value().log().value));
    CHECK(up.value().log().value == Approx(up_narrower.value().log().value));
    CHECK(blurred.value() < plain.value());
}

TEST_CASE("distributions: what is no probability is refused, and no average may hold one") {
    DistributionProcess process(spec(Null::mean_at_most, 0.1));
    CHECK_THROWS_AS(process.observe(1.5), limitcheck::Error);
    CHECK_THROWS_AS(process.observe(NAN), limitcheck::Error);
    CHECK_THROWS_AS(DistributionProcess(spec(Null::mean_at_most, 0.0)), std::logic_error);
    CHECK_THROWS_AS(DistributionProcess(spec(Null::mean_at_most, 0.5, -1.0)), std::logic_error);
    CHECK_FALSE(EProcess(spec(Null::mean_at_most, 0.1)).may_be_averaged());
}
