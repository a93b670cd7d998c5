// Effect ladders of toy claims with known truth: uniform draws of mean 1/2.
#include "limitcheck/run/ladder.hpp"
#include "limitcheck/run/shadow.hpp"

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;
using precise::Enclosure;
using run::RunOptions;
using statistics::Verdict;

namespace {

/// "E X = (1 + d) truth", both ways, with a range or with a second moment about `centre`.
Test mean_is(const Enclosure& d, const Enclosure& truth) {
    const CellNumber level = [d, truth](const Cell&) { return (1 + d) * truth; };
    return measuring(toy::uniform())
        .within([](const Cell&) { return Enclosure(0); }, level)
        .estimated_by("x")
        .decided_by({mean("x").at_most(level), mean("x").at_least(level)});
}

EffectLadder uniform_ladder(const Enclosure& truth = Enclosure::ratio(1, 2)) {
    EffectLadder ladder;
    ladder.name = "uniform-mean";
    ladder.title = "the mean is (1+d)/2";
    ladder.statement = "E X = (1+d)/2";
    ladder.test = [truth](const Enclosure& d) { return mean_is(d, truth); };
    ladder.cells = {"n=1,L=2", "n=2,L=2"};
    ladder.likely = [](const Cell&) { return LikelyDraw{0.5, 1.0 / 3, 1}; };
    ladder.quick = {"0.1", "0.05"};
    ladder.standard = {"0.05", "0.02"};
    ladder.deep = {"0.02", "0.01"};
    return ladder;
}

Claim with(EffectLadder ladder) {
    Claim claim = toy::uniform_claim(60);
    claim.ladders = {std::move(ladder)};
    return claim;
}

/// The ladder with draws that a repetition finds off by this much.
EffectLadder repeated_ladder(double off) {
    EffectLadder ladder = uniform_ladder();
    ladder.test = [off](const Enclosure& d) {
        Test test = mean_is(d, Enclosure::ratio(1, 2));
        test.measurement.shadow = [off, draw = test.measurement.draw](
                                      const Cell& cell, random::StreamKey key, std::size_t count,
                                      std::span<double> out, network::ShadowNoise&) {
            draw(cell, key, 0, count, out);
            for (double& x : out) {
                x += off;
            }
        };
        return test;
    };
    return ladder;
}

/// A certified ladder: the number 1 against 1 + d, told apart by any d beyond 1/30.
EffectLadder number_ladder() {
    EffectLadder ladder = uniform_ladder();
    ladder.name = "number";
    ladder.test = [](const Enclosure& d) {
        return certifying([d](const Cell& cell) {
            const Enclosure width = Enclosure::ratio(1, cell.depth);
            return CertifiedComparison{1, 1 + d - width, 1 + d + width, "one"};
        });
    };
    ladder.cells = {"n=1,L=1000", "n=1,L=30", "n=1,L=3"};
    ladder.likely = {};
    ladder.separates = [](const Enclosure& d, const Cell& cell) {
        return certainly_less(Enclosure::ratio(1, cell.depth), abs(d)) == precise::Certainty::yes;
    };
    return ladder;
}

}  // namespace

LIMITCHECK_CLAIM("ladder/uniform") { return with(uniform_ladder()); }
// The certificate says that the mean is 0.53: at d = 0 the statement is false.
LIMITCHECK_CLAIM("ladder/wrong-certificate") { return with(uniform_ladder(Enclosure::ratio(53, 100))); }
LIMITCHECK_CLAIM("ladder/to-its-goal") {
    EffectLadder ladder = uniform_ladder();
    ladder.quick.least = ladder.quick.goal;
    return with(std::move(ladder));
}
LIMITCHECK_CLAIM("ladder/repeated") { return with(repeated_ladder(0.001)); }
LIMITCHECK_CLAIM("ladder/number") { return with(number_ladder()); }
LIMITCHECK_CLAIM("ladder/shallow") {
    EffectLadder ladder = uniform_ladder();
    ladder.cells.emplace_back("n=64,L=1");
    return with(std::move(ladder));
}
LIMITCHECK_CLAIM("ladder/unplanned") {
    EffectLadder ladder = uniform_ladder();
    ladder.likely = {};
    return with(std::move(ladder));
}
LIMITCHECK_CLAIM("ladder/broken") {
    EffectLadder ladder = uniform_ladder();
    ladder.test = [](const Enclosure& d) {
        Test test = mean_is(d, Enclosure::ratio(1, 2));
        test.measurement.draw = [](const Cell&, random::StreamKey, std::uint64_t, std::size_t,
                                   std::span<double>) { throw std::runtime_error("a bug in the draw"); };
        return test;
    };
    return with(std::move(ladder));
}

namespace {

RunOptions quick(std::uint32_t threads = 1) {
    RunOptions options;
    options.profile = run::profile_named("quick");
    options.threads = threads;
    options.budget = 1e6;
    return options;
}

run::LadderResult climbed(const std::string& id, const RunOptions& options = quick()) {
    return run::climb_ladders({id}, options).ladders.at(0);
}

}  // namespace

TEST_CASE("a ladder is climbed down to the profile's least effect, and the true statement stays") {
    const run::LadderResult ladder = climbed("ladder/uniform");
    CHECK(ladder.least_above == "0.05");
    CHECK(ladder.least_below == "0.05");
    CHECK(ladder.goal == "0.1");
    CHECK(ladder.at_goal);
    CHECK(ladder.cost_unit == "normals");
    REQUIRE(ladder.rungs.size() == 6);
    const char* effects[] = {"+0.2", "-0.2", "+0.1", "-0.1", "+0.05", "-0.05"};
    for (std::size_t i = 0; i < 6; ++i) {
        const run::RungResult& rung = ladder.rungs[i];
        CHECK(rung.effect == effects[i]);
        CHECK(rung.tried);
        CHECK(rung.cell.verdict == Verdict::refuted);
        CHECK(rung.cell.index == i / 2 + 1);
        CHECK(rung.cell.log_evidence_refute >= rung.cell.threshold_refute);
        CHECK_FALSE(rung.cell.counts);
        CHECK(rung.cost == static_cast<double>(rung.cell.samples));
        // The plan is near what it took.
        CHECK(static_cast<double>(rung.cell.samples) < 2 * rung.planned_networks);
        CHECK(static_cast<double>(rung.cell.samples) > rung.planned_networks / 3);
    }
    CHECK(ladder.rungs[4].cell.threshold_refute > ladder.rungs[0].cell.threshold_refute);
    CHECK(ladder.control.effect == "0");
    CHECK(ladder.control.tried);
    CHECK(ladder.control.cell.verdict == Verdict::undecided);
    CHECK(static_cast<double>(ladder.control.cell.samples) >= ladder.rungs[5].planned_networks);
}

TEST_CASE("a goal that is the last rung is reached there") {
    const run::LadderResult ladder = climbed("ladder/to-its-goal");
    CHECK(ladder.goal == "0.1");
    CHECK(ladder.least_above == "0.1");
    CHECK(ladder.least_below == "0.1");
    CHECK(ladder.at_goal);
}

TEST_CASE("a profile that asks for more climbs further") {
    RunOptions options = quick();
    options.profile = run::profile_named("standard");
    const run::LadderResult ladder = climbed("ladder/uniform", options);
    CHECK(ladder.goal == "0.05");
    CHECK(ladder.least_above == "0.02");
    CHECK(ladder.rungs.size() == 8);
    CHECK_THAT(ladder.control.cell.reproduce,
               Catch::Matchers::Contains(
                   "falsify --ladder 'ladder/uniform' --seed 1 --budget 1000000 --profile standard"));
}

TEST_CASE("a wrong certificate shows in the control, and the goal is then not reached") {
    const run::LadderResult ladder = climbed("ladder/wrong-certificate");
    CHECK(ladder.control.cell.verdict == Verdict::refuted);
    CHECK_FALSE(ladder.at_goal);
}

TEST_CASE("a certified ladder needs no draws and takes the cheapest cell that separates") {
    const run::LadderResult ladder = climbed("ladder/number");
    REQUIRE(ladder.rungs.size() == 6);
    CHECK(ladder.rungs[0].cell.cell.depth == 30);  // 1/3 is not below 0.2
    CHECK(ladder.rungs[0].cost == 30);
    CHECK(ladder.least_below == "0.05");
    CHECK(ladder.at_goal);
    CHECK(ladder.control.cell.verdict == Verdict::verified);
    CHECK(ladder.cost_unit == "layers of the recursion");
}

TEST_CASE("the reach ends at the first rung that is not refuted") {
    RunOptions options = quick();
    options.budget = 400;  // enough for 0.2, not for 0.1
    const run::LadderResult ladder = climbed("ladder/uniform", options);
    CHECK(ladder.least_above == "0.2");
    CHECK(ladder.least_below == "0.2");
    CHECK_FALSE(ladder.at_goal);
    const run::RungResult& dear = ladder.rungs[2];
    CHECK_FALSE(dear.tried);
    CHECK(dear.cell.samples == 0);
    CHECK(dear.cell.verdict == Verdict::undecided);
    CHECK(dear.planned_cost > 400);
    CHECK_THAT(dear.cell.reason, Catch::Matchers::Contains("above the budget of 400"));
    options.budget = 1;
    const run::LadderResult none = climbed("ladder/uniform", options);
    CHECK(none.least_above.empty());
    CHECK_FALSE(none.control.tried);
}

TEST_CASE("results of a ladder do not depend on threads") {
    const auto text = [](const run::SuiteResult& suite) {
        std::string all;
        for (const run::LadderResult& ladder : suite.ladders) {
            for (const run::RungResult& rung : ladder.rungs) {
                all += rung.effect + " " + std::to_string(rung.cell.samples) + " " +
                       std::to_string(rung.cell.log_evidence_refute) + " " +
                       std::to_string(rung.cell.estimate) + "\n";
                for (const double x : rung.cell.draws) {
                    all += std::to_string(x) + ",";
                }
            }
            all += std::to_string(ladder.control.cell.log_evidence_refute) + "\n";
        }
        return all;
    };
    const std::vector<std::string> ids{"ladder/uniform", "ladder/wrong-certificate", "ladder/number"};
    const std::string one = text(run::climb_ladders(ids, quick(1)));
    CHECK(one == text(run::climb_ladders(ids, quick(2))));
    CHECK(one == text(run::climb_ladders(ids, quick(7))));
}

TEST_CASE("each rung has a stream of its own, and long draws leave the report") {
    const run::LadderResult ladder = climbed("ladder/uniform");
    const auto first = [&](std::size_t rung) { return ladder.rungs[rung].cell.draws.at(0); };
    CHECK(first(0) != first(1));
    CHECK(first(0) != first(2));
    CHECK(ladder.rungs[0].cell.draws.size() == ladder.rungs[0].cell.samples);
    CHECK(ladder.rungs[4].cell.samples > 4096);
    CHECK(ladder.rungs[4].cell.draws.empty());
}

TEST_CASE("a rung is planned and judged with what the shadow run found") {
    // The repetition finds every draw 0.001 larger, at both cells.
    const EffectLadder repeated = repeated_ladder(0.001);
    network::ShadowNoise noise;
    const run::ShadowResult shadow = run::shadow_ladder(repeated, 1, noise);
    REQUIRE(shadow.observables.size() == 1);
    REQUIRE(shadow.cells.size() == 2);
    const Cell cell = parse_cell("n=1,L=2");
    const double w = run::widening(shadow, "x", 0.5, cell).value();
    CHECK(w == Approx(run::shadow_safety * 0.001).epsilon(1e-9));
    const statistics::Thresholds thresholds = statistics::ErrorBudget{}.cell(1);
    const Enclosure d = Enclosure::decimal("0.2");
    const auto plain = run::plan_rung(uniform_ladder(), d, thresholds);
    const auto widened = run::plan_rung(repeated, d, thresholds, shadow);
    REQUIRE(plain);
    REQUIRE(widened);
    CHECK(widened->networks > 1.2 * plain->networks);
    // A widening beyond the effect leaves no power at any cell.
    CHECK_FALSE(run::plan_rung(repeated, Enclosure::decimal("0.01"), thresholds, shadow));
    CHECK(run::plan_rung(repeated, Enclosure::decimal("0.01"), thresholds));

    const run::LadderResult ladder = climbed("ladder/repeated");
    CHECK(ladder.shadow.observables.at(0).gap == shadow.observables[0].gap);
    for (const run::RungResult* rung : {&ladder.rungs.at(0), &ladder.rungs.at(1), &ladder.control}) {
        CHECK(rung->cell.rigor_simulation == "shadowed");
        for (const run::PartResult& part : rung->cell.parts) {
            CHECK(part.widening > 0.01);
        }
    }
    CHECK(ladder.rungs.at(0).cell.verdict == Verdict::refuted);
    CHECK(climbed("ladder/uniform").rungs.at(0).cell.rigor_simulation == "assumed");
}

TEST_CASE("what is wrong with a ladder is said") {
    CHECK_THROWS_WITH(climbed("ladder/shallow"), Catch::Matchers::Contains("fewer than two layers"));
    CHECK_THROWS_WITH(climbed("ladder/unplanned"), Catch::Matchers::Contains("likely"));
    CHECK_THROWS_WITH(run::climb_ladders({"toy/true"}, quick()), Catch::Matchers::Contains("effect ladder"));
    const run::LadderResult broken = climbed("ladder/broken");
    CHECK_THAT(broken.error, Catch::Matchers::Contains("a bug in the draw"));
    CHECK_FALSE(broken.at_goal);
    const std::atomic<bool> stop{true};
    RunOptions options = quick();
    options.stop = &stop;
    CHECK_THROWS_AS(climbed("ladder/uniform", options), run::Interrupted);
}

TEST_CASE("a plan has no cell where nothing has power") {
    const statistics::Thresholds thresholds = statistics::ErrorBudget{}.cell(1);
    CHECK_FALSE(run::plan_rung(uniform_ladder(), Enclosure(0), thresholds));
    CHECK_FALSE(run::plan_rung(number_ladder(), Enclosure::decimal("0.0005"), thresholds));
    const auto plan = run::plan_rung(uniform_ladder(), Enclosure::decimal("-0.1"), thresholds);
    REQUIRE(plan);
    CHECK(plan->cost == plan->networks);
    EffectLadder half = uniform_ladder();
    half.likely = [](const Cell&) { return LikelyDraw{0.5, 1.0 / 3, 0.5}; };
    CHECK(run::plan_rung(half, Enclosure::decimal("-0.1"), thresholds)->networks ==
          Approx(2 * plan->networks).margin(16));
}

TEST_CASE("effects go down by factors of two and two and a half") {
    CHECK(ladder_effects("0.02") == std::vector<std::string>{"0.2", "0.1", "0.05", "0.02"});
    CHECK(ladder_effects("0.0005").size() == 9);
    CHECK_THROWS_AS(ladder_effects("0.03"), std::logic_error);
    CHECK_THROWS_AS(ladder_effects("0.00000001"), std::logic_error);
}
