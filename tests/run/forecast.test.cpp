// What `show` says of a cell: held against what its run then does.
#include "limitcheck/run/forecast.hpp"

#include <algorithm>
#include <cmath>

#include "catch.hpp"
#include "limitcheck/cell/hash.hpp"
#include "limitcheck/claim/draws.hpp"
#include "limitcheck/run/property.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;
using statistics::Verdict;

namespace {

CellNumber hundredths(int level) {
    return [level](const Cell&) { return precise::Enclosure::ratio(level, 100); };
}

/// "E x at most level/100" of a uniform number, missing in three quarters of the draws or in none.
Test uniform(int level, bool voids = false) {
    return measuring(void_unless(voids ? "it is there" : "",
                                 draws("a uniform number", {bounded("x", 1)},
                                       [voids](const Cell&, DrawStream& stream, std::span<double> out) {
                                           out[0] = stream.uniform();
                                           if (voids && stream.uniform() < 0.75) {
                                               out[0] = std::nan("");
                                           }
                                       })))
        .at_most(hundredths(level))
        .estimated_by("x")
        .decided_by({mean("x").at_most(hundredths(level))});
}

run::Forecast forecast_of(const Test& test, double normals, const run::ShadowResult& shadow = {}) {
    const Cell cell = parse_cell("n=3,L=2");
    return run::forecast(test, cell, random::StreamKey{stream_key(1, "forecast#pilot", cell)},
                         statistics::ErrorBudget{}.cell(1), normals, shadow);
}

run::CellResult run_of(const Test& test, double normals) {
    Claim claim = toy::uniform_claim(60);
    claim.id = "forecast/run";
    claim.test = test;
    return run::judge_cell(claim, parse_cell("n=3,L=2"), 1, 1, normals);
}

}  // namespace

TEST_CASE("a forecast's range holds the networks that the run takes, void ones included") {
    for (const bool voids : {false, true}) {
        for (const int level : {52, 55, 60, 75}) {
            const run::Forecast forecast = forecast_of(uniform(level, voids), 1e6);
            const run::CellResult cell = run_of(uniform(level, voids), 1e6);
            REQUIRE(cell.verdict == Verdict::verified);
            const auto taken = static_cast<double>(cell.samples + cell.void_samples);
            CAPTURE(level, voids, forecast.verify.low, forecast.verify.likely, forecast.verify.high, taken);
            CHECK(forecast.verify.low <= forecast.verify.likely);
            CHECK(forecast.verify.high <= 4 * forecast.verify.low);
            CHECK(taken > forecast.verify.low / 1.5);
            CHECK(taken < forecast.verify.high * 1.5);
            CHECK(forecast.void_share == Approx(voids ? 0.75 : 0).margin(0.15));
            CHECK(forecast.least <= taken);
        }
    }
}

TEST_CASE("a pilot that cannot tell grows, and a close cell is not given up") {
    CHECK(forecast_of(uniform(95), 1e6).pilot == run::pilot_networks);
    const run::Forecast close = forecast_of(uniform(51), 1e6);
    CHECK(close.hopeless.empty());
    CHECK(close.pilot >= 64 * run::pilot_networks);
    CHECK(std::isfinite(close.verify.likely));
    // At a level of 0.5 exactly nothing can be told: the pilot ends, and no network is promised.
    const run::Forecast edge = forecast_of(uniform(50), 1e6);
    CHECK(edge.pilot == run::pilot_most);
    CHECK(edge.hopeless.empty());
    CHECK(std::isinf(edge.verify.high));
}

TEST_CASE("beyond its level a mean is forecast to be refuted, not called hopeless") {
    const run::Forecast forecast = forecast_of(uniform(40), 1e6);
    CHECK(forecast.hopeless.empty());
    CHECK(std::isinf(forecast.verify.low));
    const run::CellResult cell = run_of(uniform(40), 1e6);
    REQUIRE(cell.verdict == Verdict::refuted);
    CHECK(static_cast<double>(cell.samples) > forecast.refute.low / 1.5);
    CHECK(static_cast<double>(cell.samples) < forecast.refute.high * 1.5);
}

TEST_CASE("only certified numbers are called hopeless, and then no pilot is drawn") {
    const run::Forecast forecast = forecast_of(uniform(60), 10);
    CHECK_THAT(forecast.hopeless,
               Catch::Matchers::StartsWith("hopeless: nothing is decided by fewer than 2"));
    CHECK(forecast.pilot == 0);
    CHECK(run_of(uniform(60), 10).reason == forecast.hopeless);
}

TEST_CASE("the gap that a budget detects is one that its run decides, on both sides") {
    const run::Forecast forecast = forecast_of(uniform(60), 3000);
    REQUIRE(forecast.detectable.size() == 2);
    const run::Detectable& below = forecast.detectable[0];
    const run::Detectable& beyond = forecast.detectable[1];
    CHECK(below.verifying);
    CHECK_FALSE(beyond.verifying);
    CHECK(below.observable == "x");
    REQUIRE(below.gap < 0.1);
    REQUIRE(beyond.gap < 0.1);
    const auto at = [](double gap) { return 50 + static_cast<int>(std::ceil(100 * gap)); };
    CHECK(run_of(uniform(at(1.3 * below.gap)), 3000).verdict == Verdict::verified);
    CHECK(run_of(uniform(at(below.gap / 3) - 1), 3000).verdict == Verdict::undecided);
    CHECK(run_of(uniform(100 - at(1.3 * beyond.gap)), 3000).verdict == Verdict::refuted);
}

TEST_CASE("every condition of a statement has its gap") {
    const Test both =
        measuring(draws(bounded("x", 1), [](DrawStream& stream) { return stream.uniform(); }))
            .within(hundredths(10), hundredths(50))
            .estimated_by("x")
            .decided_by({mean("x").at_most(hundredths(60)), mean("x").at_least(hundredths(40))});
    const run::Forecast forecast = forecast_of(both, 1e6);
    CHECK(forecast.plan.verify.size() == 2);
    CHECK(std::count_if(forecast.detectable.begin(), forecast.detectable.end(),
                        [](const run::Detectable& one) { return one.verifying; }) == 2);
}

TEST_CASE("a cell whose margin is below its widening is forecast to be undecided") {
    run::ShadowResult shadow;
    shadow.cells = {{1, "n=3,L=2", {3, 2}, 16}};
    shadow.observables = {{"x", 0.01}};  // a widening of 0.3 from the level of 0.6
    const run::Forecast narrow = forecast_of(uniform(60), 1e6, shadow);
    CHECK(narrow.plan.cannot_verify.empty());
    CHECK(std::isinf(narrow.verify.low));
    CHECK(std::isfinite(forecast_of(uniform(60), 1e6).verify.high));
    shadow.observables = {{"x", 0.05}};
    CHECK_THAT(forecast_of(uniform(60), 1e6, shadow).cannot_verify, Catch::Matchers::Contains("widening"));
}
