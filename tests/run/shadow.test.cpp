// The rounding of the simulation as part of a verdict: a planted loss of digits is seen and takes a verdict
// away, honest floats cost next to nothing, and what was not repeated stays a named assumption.
#include "limitcheck/run/shadow.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"
#include "limitcheck/claim/compose.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/run/execute.hpp"
#include "limitcheck/run/plan.hpp"
#include "limitcheck/run/property.hpp"
#include "quick_options.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;
using precise::Enclosure;
using statistics::Verdict;

namespace {

/// |Y|^2/n summed in the state's own type from a large start, which costs a float its last digits.
Quantity<NetworkView> careless_norm() {
    return {nonnegative("Q"), [](const auto& view, const Cell&) {
                network::LaneValues values{};
                for (std::size_t lane = 0; lane < values.size(); ++lane) {
                    auto sum = std::decay_t<decltype(view.pre(0, 0)[0])>(5000000);
                    for (std::uint32_t i = 0; i < view.width(); ++i) {
                        sum += view.pre(i, 0)[lane] * view.pre(i, 0)[lane];
                    }
                    values[lane] = static_cast<double>(sum - 5000000) / view.width();
                }
                return values;
            }};
}

Measurement networks(Quantity<NetworkView> quantity) {
    return measure_networks(network::resnet(), {std::move(quantity)});
}

CellNumber number(std::int64_t p, std::int64_t q = 1) {
    return [p, q](const Cell&) { return Enclosure::ratio(p, q); };
}

/// "E Q is at most percent/100"; it is (1 + 1/(2L))^L, at most e^(1/2).
Test norm_at_most(Measurement measurement, std::int64_t percent) {
    const CellNumber level = number(percent, 100);
    return measuring(std::move(measurement))
        .at_most(level)
        .decided_by({mean("Q").at_most(level) | second_moment(number(12), "crude")})
        .estimated_by("Q");
}

Claim norm_claim(Quantity<NetworkView> quantity, std::int64_t percent = 250) {
    return claim()
        .title("the norm of a residual network")
        .states("E Q", "E Q")
        .from(toy::source())
        .over(cells().width(4, 64).depth(1, 64))
        .tests(norm_at_most(networks(quantity), percent))
        .falsified_by("near", "a level a quarter too low", 0.25, norm_at_most(networks(quantity), 120),
                      {"n=64,L=16"})
        .falsified_by("far", "a level far too low", 0.5, norm_at_most(networks(quantity), 80), {"n=16,L=16"});
}

run::RunOptions small(std::uint64_t cells = 4) { return toy::quick_options(cells, 2e7); }

run::ClaimResult only(const std::string& id, const run::RunOptions& options = small()) {
    return run::run_suite({id}, options).claims.at(0);
}

bool assumes(const run::ClaimResult& claim, const std::string& words) {
    return std::any_of(
        claim.assumptions.begin(), claim.assumptions.end(),
        [&](const std::string& assumption) { return assumption.find(words) != std::string::npos; });
}

}  // namespace

LIMITCHECK_CLAIM("shadow/honest") { return norm_claim(second_moment_of<NetworkView>(0)); }
LIMITCHECK_CLAIM("shadow/careless") { return norm_claim(careless_norm()); }
LIMITCHECK_CLAIM("shadow/other-networks") {
    // True networks, and falsifications of careless ones and of ones that are too large to be repeated.
    Claim made = norm_claim(second_moment_of<NetworkView>(0));
    made.falsifications.at(0).test = norm_at_most(networks(careless_norm()), 80);
    made.falsifications.at(1).cells = {"n=16384,L=16"};
    return made;
}
LIMITCHECK_CLAIM("shadow/blind") {
    // A function of a float view alone.
    return norm_claim({nonnegative("Q"),
                       [](const NetworkView& view, const Cell&) { return network::second_moment(view, 0); }});
}
LIMITCHECK_CLAIM("shadow/event") {
    Claim made = norm_claim(second_moment_of<NetworkView>(0));
    const CellNumber often = number(9, 10);
    const CellNumber level = number(5, 2);
    made.test =
        measuring(with_computed(
                      networks(second_moment_of<NetworkView>(0)), [](const Cell&) { return event("Q>4"); },
                      [](const Cell&, std::span<const double> row) { return row[0] > 4 ? 1.0 : 0.0; }))
            .at_most(level)
            .decided_by(
                {mean("Q").at_most(level) | second_moment(number(12), "crude"), mean("Q>4").at_most(often)})
            .estimated_by("Q");
    return made;
}

TEST_CASE("honest floats are verified, with a widening that is seen and small") {
    const run::ClaimResult claim = only("shadow/honest");
    INFO(claim.reason);
    CHECK(claim.verdict == Verdict::verified);
    REQUIRE(claim.shadow.observables.size() == 1);
    const double gap = claim.shadow.observables[0].gap;
    CHECK(gap > 1e-10);
    CHECK(gap < 1e-7);
    CHECK(run::shadowed_size(claim.shadow) > 500);
    CHECK_THAT(claim.rigor_simulation, Catch::Matchers::StartsWith("shadowed up to n L = "));
    for (const run::CellResult& cell : claim.cells) {
        for (const run::PartResult& part : cell.parts) {
            const double n = cell.cell.width;
            const double depth = cell.cell.depth;
            const double scale = std::sqrt(12.0);
            CHECK(part.widening == Approx(16 * gap * scale * (std::sqrt(n) + std::sqrt(depth))));
            // Against us: down for "at most 2.5" where it is verified, up where it is refuted.
            const double moved = part.side == "verify" ? 2.5 - part.bound.mid() : part.bound.mid() - 2.5;
            CHECK(moved == Approx(part.widening).epsilon(1e-6));
        }
    }
}

TEST_CASE("a loss of digits in a measurement is seen and takes the verdict away") {
    const double honest = only("shadow/honest").shadow.observables.at(0).gap;
    const run::ClaimResult claim = only("shadow/careless");
    CHECK(claim.shadow.observables.at(0).gap > 100 * honest);
    CHECK(claim.verdict == Verdict::undecided);
    CHECK_THAT(claim.reason, Catch::Matchers::Contains("for rounding"));
    for (const run::CellResult& cell : claim.cells) {
        INFO(cell.reason);
        CHECK(cell.verdict != Verdict::refuted);
    }
}

TEST_CASE("what was not repeated stays an assumption, named") {
    const run::ClaimResult blind = only("shadow/blind");
    INFO(blind.reason);
    CHECK(blind.verdict == Verdict::verified);
    CHECK(blind.rigor_simulation == "assumed: simulation-rounding");
    CHECK(assumes(blind, "simulation-rounding"));
    CHECK(blind.cells.at(0).rigor_simulation == "assumed");
    const run::ClaimResult of_event = only("shadow/event");
    INFO(of_event.reason);
    CHECK(of_event.verdict == Verdict::verified);
    CHECK(assumes(of_event, "moves no mean of Q>4"));
    CHECK(of_event.cells.at(0).rigor_simulation == "assumed");
    CHECK(of_event.cells.at(0).parts.at(1).tool == "mixture over the probability");
    CHECK(of_event.cells.at(0).parts.at(1).widening == 0);
    REQUIRE(of_event.shadow.observables.size() == 1);
    CHECK(of_event.shadow.observables[0].observable == "Q");
}

TEST_CASE("a falsification is widened by the rounding of its own networks") {
    const run::ClaimResult honest = only("shadow/honest");
    const run::ClaimResult other = only("shadow/other-networks");
    CHECK(other.shadow.observables.at(0).gap < 1e-6);
    const run::FalsificationResult& careless = other.falsifications.at(0);
    CHECK(careless.shadow.observables.at(0).gap > 100 * other.shadow.observables.at(0).gap);
    CHECK(careless.cells.at(0).parts.at(0).widening > 100 * other.cells.at(0).parts.at(0).widening);
    CHECK(careless.cells.at(0).rigor_simulation == "shadowed");
    // The claim's own shadow says nothing of networks that were not repeated.
    const run::FalsificationResult& large = other.falsifications.at(1);
    CHECK(large.shadow.cells.empty());
    CHECK(large.cells.at(0).rigor_simulation == "assumed");
    CHECK(large.cells.at(0).parts.at(0).widening == 0);
}

TEST_CASE("an observable that no condition watches has no scale and no gap") {
    const Measurement two = networks(second_moment_of<NetworkView>(0));
    const Measurement renamed = side_by_side({two, networks(second_moment_of<NetworkView>(0, "unwatched"))});
    network::ShadowNoise noise;
    const std::vector<Cell> cells{parse_cell("n=4,L=2")};
    const run::ShadowResult shadow = run::shadow_test(norm_at_most(renamed, 250), cells, 1, noise);
    REQUIRE(shadow.observables.size() == 1);
    CHECK(shadow.observables[0].observable == "Q");
    CHECK(shadow.observables[0].gap > 0);
}

TEST_CASE("beyond the cells that were repeated the assumption is named, within them it is not") {
    const run::ClaimResult claim = only("shadow/honest", small(12));
    const std::uint64_t size = run::shadowed_size(claim.shadow);
    bool beyond = false;
    for (const run::CellResult& cell : claim.cells) {
        const bool outside = std::uint64_t{cell.cell.width} * cell.cell.depth > size;
        CHECK(cell.rigor_simulation == (outside ? "assumed" : "shadowed"));
        beyond = beyond || outside;
    }
    CHECK(assumes(claim, "simulation-rounding") == beyond);
}

TEST_CASE("a widening depends on the claim and the seed, and on nothing else") {
    const auto gap = [](const run::RunOptions& options, const std::vector<std::string>& ids) {
        for (const run::ClaimResult& claim : run::run_suite(ids, options).claims) {
            if (claim.id == "shadow/honest") {
                return claim.shadow.observables.at(0).gap;
            }
        }
        return std::numeric_limits<double>::quiet_NaN();
    };
    const double alone = gap(small(), {"shadow/honest"});
    CHECK(gap(small(9), {"shadow/honest"}) == alone);
    run::RunOptions options = small();
    options.threads = 3;
    CHECK(gap(options, {"shadow/careless", "shadow/honest"}) == alone);
    options.cell = "#2";
    CHECK(gap(options, {"shadow/honest"}) == alone);
    options.cell.reset();
    options.seed = 2;
    CHECK(gap(options, {"shadow/honest"}) != alone);
}

TEST_CASE("the cells that are repeated are small ones: the largest, the widest, the deepest, the smallest") {
    const Test test = norm_at_most(networks(second_moment_of<NetworkView>(0)), 250);
    const std::vector<Cell> cells{parse_cell("n=65536,L=4"), parse_cell("n=100,L=100"), parse_cell("n=8,L=8"),
                                  parse_cell("n=4096,L=2"), parse_cell("n=4,L=2000")};
    const auto chosen = run::shadow_cells(test, cells);
    REQUIRE(chosen.size() == 4);
    CHECK(chosen[0].index == 2);
    CHECK(chosen[1].index == 4);
    CHECK(chosen[2].index == 5);
    CHECK(chosen[3].index == 3);
    CHECK(chosen[3].networks == 16);
    CHECK(chosen[0].networks == 1);
    CHECK(run::shadow_cells(test, std::span(cells).first(1)).empty());
}

TEST_CASE("levels, moments and transforms move against us, on both sides") {
    run::ShadowResult shadow;
    shadow.cells.push_back({1, "n=1,L=1,t=1", {1, 1}, 1});
    shadow.observables.push_back({"x", 1.0 / 64});
    const Cell cell = parse_cell("n=1,L=1");
    const auto test = [](const Observable& observable, const Condition& condition) {
        return toy::test_of(toy::measured(observable), condition);
    };
    // 16 times 1/64, times the scale 2, times sqrt 1 + sqrt 1.
    const double w = 1;
    const auto bounds = [&](Side side) {
        Condition condition = mean("x").at_most(number(2)) | second_moment_about(number(5), number(4), "s");
        condition.side = side;
        const auto plan = run::plan_cell(test(real("x"), condition), cell, shadow);
        CHECK(plan.verify.at(0).widening == w);
        for (const auto& part : {plan.test.verify.at(0), plan.test.refute.at(0)}) {
            const auto& spec = std::get<statistics::QuadraticBetSpec>(part.spec);
            CHECK(spec.second_moment.upper == Approx(9));
            CHECK(spec.centre.lower == 5);
        }
        return std::pair(statistics::bound_of(plan.test.verify[0].spec).upper,
                         statistics::bound_of(plan.test.refute[0].spec).upper);
    };
    CHECK(bounds(Side::at_most) == std::pair(1.0, 3.0));
    CHECK(bounds(Side::at_least) == std::pair(3.0, 1.0));

    Condition law = mean("x").at_most(number(1, 8));
    law.transform_error = 0.25;
    const auto plan = run::plan_cell(test(bounded("x", 1), law), cell, shadow);
    const auto& spec = std::get<statistics::DistributionSpec>(plan.test.verify.at(0).spec);
    CHECK(spec.distance.upper == 0.125);
    CHECK(spec.transform_error == 0.25 + 1.0 / 16);

    shadow.observables[0].gap = std::numeric_limits<double>::infinity();
    const auto lost = run::plan_cell(
        test(nonnegative("x"), mean("x").at_most(number(2)) | second_moment(number(4), "s")), cell, shadow);
    CHECK(lost.test.verify.empty());
    CHECK(lost.test.refute.empty());
    CHECK_THAT(lost.cannot_verify, Catch::Matchers::Contains("for rounding"));
    CHECK_FALSE(lost.cannot_refute.empty());
}

TEST_CASE("an observable's own error moves levels and moments with the shadow's, and without one") {
    Observable off = nonnegative("x");
    off.error = 0.25;
    const auto test = [&](const Observable& observable) {
        return toy::test_of(toy::measured(observable),
                            mean("x").at_most(number(2)) | second_moment(number(4), "s"));
    };
    const Cell cell = parse_cell("n=1,L=1");
    const auto check = [&](const run::ShadowResult& shadow, double w) {
        const run::CellPlan plan = run::plan_cell(test(off), cell, shadow);
        CHECK(plan.verify.at(0).widening == w);
        CHECK(plan.refute.at(0).widening == w);
        const auto& verify = std::get<statistics::QuadraticBetSpec>(plan.test.verify.at(0).spec);
        CHECK(verify.bound.lower == 2 - w);
        CHECK(verify.second_moment.upper == Approx((2 + w) * (2 + w)).epsilon(1e-14));
        CHECK(statistics::bound_of(plan.test.refute.at(0).spec).upper == 2 + w);
        CHECK(plan.rigor.shadowed == !shadow.observables.empty());
    };
    check({}, 0.25);
    run::ShadowResult shadow;
    shadow.cells.push_back({1, "n=1,L=1,t=1", {1, 1}, 1});
    shadow.observables.push_back({"x", 1.0 / 64});
    check(shadow, 1.25);

    Observable law = bounded("x", 1);
    law.error = 0.125;
    Condition condition = mean("x").at_most(number(1, 8));
    condition.transform_error = 0.25;
    Test of_law = test(law);
    of_law.verify = of_law.refute = [condition](const Cell&) { return std::vector{condition}; };
    const auto plan = run::plan_cell(of_law, cell);
    const auto& spec = std::get<statistics::DistributionSpec>(plan.test.verify.at(0).spec);
    CHECK(spec.distance.upper == 0.125);
    CHECK(spec.transform_error == 0.375);
}

TEST_CASE("a verdict whose margin is within the error of its draws is not given, and says so") {
    const auto judged = [](double error) {
        Claim made = toy::uniform_claim(60);
        made.test.measurement.observables = [error](const Cell&) {
            Observable x = bounded("x", 1);
            x.error = error;
            return std::vector{x};
        };
        return run::judge_cell(made, parse_cell("n=4,L=4"), 1, 1, 1e5);
    };
    CHECK(judged(0.01).verdict == Verdict::verified);
    CHECK(judged(0.01).samples > judged(0).samples);
    const run::CellResult lost = judged(0.15);
    CHECK(lost.verdict == Verdict::undecided);
    CHECK_THAT(lost.reason, Catch::Matchers::Contains("the margin is below the widening 0.15 for rounding"));
}

TEST_CASE("a property judges its cells with the claim's shadow run, as the command line does") {
    run::PropertyOptions options;
    options.cases = 3;
    options.normals_a_cell = 2e7;
    const run::PropertyResult careless = run::check_claim(make_claim("shadow/careless"), options);
    CHECK_FALSE(careless.holds);
    CHECK_THAT(careless.message, Catch::Matchers::Contains("for rounding"));
    CHECK(run::check_claim(make_claim("shadow/honest"), options).holds);
    // The same cell by both ways: the same evidence.
    options.cell = "#2:n=16,L=16";
    options.normals_a_cell = 4e4;
    const std::string message = run::check_claim(make_claim("shadow/careless"), options).message;
    run::RunOptions by_command = small();
    by_command.cell = options.cell;
    by_command.budget = options.normals_a_cell;
    const run::CellResult cell = only("shadow/careless", by_command).cells.at(0);
    CHECK(cell.verdict == Verdict::undecided);
    CHECK_THAT(message, Catch::Matchers::Contains(cell.reason));
}

TEST_CASE("a draw that is void in one of the two alone says that nothing is known") {
    Measurement measurement = networks(second_moment_of<NetworkView>(0));
    measurement.draw = [inner = measurement.draw](const Cell& cell, random::StreamKey key,
                                                  std::uint64_t first, std::size_t count,
                                                  std::span<double> out) {
        inner(cell, key, first, count, out);
        out[0] = std::numeric_limits<double>::quiet_NaN();
    };
    network::ShadowNoise noise;
    const std::vector<Cell> cells{parse_cell("n=4,L=2")};
    const run::ShadowResult shadow = run::shadow_test(norm_at_most(measurement, 250), cells, 1, noise);
    CHECK(std::isinf(shadow.observables.at(0).gap));
}
