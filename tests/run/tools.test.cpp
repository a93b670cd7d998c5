// Every tool of docs/statistics.md is reached from a claim's conditions, verifies what is true, refutes what
// is false, and prints the hypothesis that it rests on.
#include <cmath>

#include "catch.hpp"
#include "limitcheck/claim/draws.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/run/property.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;
using precise::Enclosure;
using statistics::Verdict;

namespace {

CellNumber number(std::int64_t hundredths) {
    return [hundredths](const Cell&) { return Enclosure::ratio(hundredths, 100); };
}

run::CellResult decide(Measurement measurement, Condition condition) {
    Claim claim;
    claim.id = "toy/tools";
    claim.test = toy::test_of(std::move(measurement), condition);
    return run::judge_cell(claim, parse_cell("n=1,L=1"), 1, 7, 1e6);
}

struct Named {
    const char* tool;
    const char* hypothesis;
};

void expect(const run::CellResult& cell, Verdict verdict, const Named& verify, const Named& refute) {
    CHECK(cell.verdict == verdict);
    for (const run::PartResult& part : cell.parts) {
        const Named& expected = part.side == "verify" ? verify : refute;
        CHECK(part.tool == expected.tool);
        CHECK_THAT(part.hypothesis, Catch::Matchers::Contains(expected.hypothesis));
    }
    CHECK(cell.parts.size() == 2);
}

/// 1 with probability 0.3.
Measurement hit() {
    return draws(event("hit"), [](DrawStream& stream) { return stream.uniform() < 0.3 ? 1.0 : 0.0; });
}
/// Exponential, mean 1, second moment 2.
Measurement exponential() {
    return draws(nonnegative("x"), [](DrawStream& stream) { return -std::log(stream.uniform()); });
}
Measurement normal() {
    return draws(real("z"), [](DrawStream& stream) { return stream.normal(); });
}

}  // namespace

TEST_CASE("events: a probability from zeros and ones") {
    const Named tool{"mixture over the probability", "0 or 1"};
    expect(decide(hit(), mean("hit").at_most(number(40))), Verdict::verified, tool, tool);
    expect(decide(hit(), mean("hit").at_most(number(20))), Verdict::refuted, tool, tool);
    expect(decide(hit(), mean("hit").at_least(number(20))), Verdict::verified, tool, tool);
    expect(decide(hit(), mean("hit").at_least(number(40))), Verdict::refuted, tool, tool);
}

TEST_CASE("clipping: a loose second moment costs the clip alone") {
    const Named clipped{"betting on a clipped mean", "(ten times too large)"};
    const Named plain{"betting on a nonnegative mean", "X >= 0"};
    const SecondMoment loose = second_moment(number(2000), "ten times too large");
    const Condition two = mean("x").at_most(number(200)) | loose | clipped_at(number(2500));
    const run::CellResult verified = decide(exponential(), two);
    expect(verified, Verdict::verified, clipped, plain);
    expect(decide(exponential(), mean("x").at_most(number(50)) | loose | clipped_at(number(2500))),
           Verdict::refuted, clipped, plain);
    // Where the clip leaves nothing of the level, the quadratic bet takes its place.
    const run::CellResult too_low =
        decide(exponential(), mean("x").at_most(number(150)) | loose | clipped_at(number(300)));
    CHECK(too_low.parts.at(0).tool == "quadratic bet");
}

TEST_CASE("Catoni: a signed draw of known variance, its centre unknown") {
    const Named tool{"Catoni's e-process", "variance at most 1 (unit variance)"};
    const auto with = [](Condition condition) {
        return decide(normal(), std::move(condition) | variance_at_most(number(100), "unit variance"));
    };
    expect(with(mean("z").at_most(number(30))), Verdict::verified, tool, tool);
    expect(with(mean("z").at_most(number(-30))), Verdict::refuted, tool, tool);
    expect(with(mean("z").at_least(number(-30))), Verdict::verified, tool, tool);
    expect(with(mean("z").at_least(number(30))), Verdict::refuted, tool, tool);
}

TEST_CASE("an assumed variance taints the verdict and names what is assumed") {
    const run::CellResult cell = decide(
        normal(), mean("z").at_most(number(30)) | assumed_variance(number(100), "unit-variance: Var z <= 1"));
    CHECK(cell.verdict == Verdict::verified);
    CHECK(cell.rigor_bound == "assumed");
    REQUIRE(cell.assumptions.size() == 1);
    CHECK(cell.assumptions[0] == "unit-variance: Var z <= 1");
}

TEST_CASE("a verdict by a certificate of the theorem says given, one by the range or the sign does not") {
    const SecondMoment crude = second_moment_about(number(0), number(100), "known");
    const SecondMoment theirs = given("section 5.1", crude);
    const run::CellResult resting = decide(normal(), mean("z").at_most(number(-30)) | theirs);
    CHECK(resting.verdict == Verdict::refuted);
    REQUIRE(resting.given.size() == 1);
    CHECK(resting.given[0] == "section 5.1");
    CHECK_THAT(resting.reason, Catch::Matchers::Contains("given section 5.1"));
    CHECK(decide(normal(), mean("z").at_most(number(-30)) | crude).given.empty());
    // No moment is used, though one is given.
    CHECK(decide(exponential(),
                 mean("x").at_most(number(50)) | given("section 5.1", second_moment(number(200), "s")))
              .given.empty());
    // Verifying rests on what its moments take for true as well.
    const run::CellResult verified = decide(normal(), mean("z").at_most(number(30)) | theirs);
    CHECK(verified.verdict == Verdict::verified);
    CHECK(verified.given == std::vector<std::string>{"section 5.1"});
    CHECK(verified.reason.empty());
}
