// The commands that repeat a part of a run name the program that ran and every option that mattered.
#include "catch.hpp"
#include "limitcheck/run/execute.hpp"
#include "limitcheck/run/ladder.hpp"
#include "limitcheck/run/property.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;
using Catch::Matchers::StartsWith;

LIMITCHECK_CLAIM("reproduce/false") {
    Claim made = toy::uniform_claim(45);
    EffectLadder ladder;
    ladder.name = "mean";
    ladder.title = ladder.statement = "the mean is (1+d)/2";
    ladder.test = [](const precise::Enclosure& d) {
        const CellNumber level = [d](const Cell&) { return (1 + d) / 2; };
        return Test(measuring(toy::uniform())
                        .within([](const Cell&) { return precise::Enclosure(0); }, level)
                        .of("x"));
    };
    ladder.cells = {"n=1,L=2"};
    ladder.likely = [](const Cell&) { return LikelyDraw{0.5, 1.0 / 3, 1}; };
    ladder.quick = ladder.standard = ladder.deep = {"0.2", "0.2"};
    made.ladders = {ladder};
    return made;
}

namespace {

run::RunOptions options_of(const std::string& suite) {
    run::RunOptions options;
    options.suite = suite;
    options.profile = run::profile_named("quick");
    options.profile.cells = 2;
    options.seed = 7;
    options.attempt = 2;
    options.budget = 1e6;
    options.threads = 1;
    return options;
}

}  // namespace

TEST_CASE("cells, falsifications, counterexamples and rungs are repeated by the program that ran them") {
    const run::RunOptions options = options_of("mine");
    const run::SuiteResult suite = run::run_suite({"reproduce/false"}, options);
    CHECK(suite.suite == "mine");
    const run::ClaimResult& claim = suite.claims.at(0);
    const std::string rest = " --seed 7 --budget 1000000 --attempt 2";
    CHECK(claim.cells.at(1).reproduce ==
          "mine run 'reproduce/false' --cell '#2:" + to_text(claim.cells.at(1).cell) + "'" + rest);
    CHECK(claim.falsifications.at(0).cells.at(0).reproduce == "mine falsify 'reproduce/false'" + rest);
    CHECK(claim.counterexample.value().cell.reproduce ==
          "mine run 'reproduce/false' --cell '#confirm:n=1,L=1,t=1'" + rest);
    const run::SuiteResult ladders = run::climb_ladders({"reproduce/false"}, options);
    CHECK(ladders.suite == "mine");
    CHECK(ladders.ladders.at(0).rungs.at(1).cell.reproduce ==
          "mine falsify --ladder 'reproduce/false'" + rest);
}

TEST_CASE("a property's message names the program that repeats it") {
    run::PropertyOptions options;
    options.suite = "mine";
    options.normals_a_cell = 1e6;
    const std::string message = run::check_claim(make_claim("reproduce/false"), options).message;
    CHECK_THAT(message.substr(message.find("repeat: ")),
               StartsWith("repeat: mine run 'reproduce/false' --cell '#1:n="));
    CHECK_THAT(
        message.substr(message.find("smallest: ")),
        Catch::Matchers::EndsWith(
            "repeat: mine run 'reproduce/false' --cell '#confirm:n=1,L=1,t=1' --seed 1 --budget 1000000\n"));
}
