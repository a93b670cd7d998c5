#include "limitcheck/claim/registry.hpp"

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"

using namespace limitcheck;
using Catch::Matchers::Contains;

namespace {

precise::Enclosure half(const Cell&) { return precise::Enclosure::ratio(1, 2); }

Test uniform_test(const std::string& estimate = "u") {
    Measurement uniform;
    uniform.description = "a uniform number";
    uniform.observables = [](const Cell&) { return std::vector{bounded("u", 1)}; };
    uniform.draw = [](const Cell&, random::StreamKey, std::uint64_t, std::size_t, std::span<double>) {};
    uniform.cost = [](const Cell&) { return 1.0; };
    return measuring(uniform).at_most(half).decided_by({mean("u").at_most(half)}).estimated_by(estimate);
}

theorems::Theorem source() {
    theorems::Theorem theorem;
    theorem.source.paper = "a paper";
    return theorem;
}

theorems::Theorem resting_on(std::string lemma) {
    theorems::Theorem theorem = source();
    theorem.lemmas = {std::move(lemma)};
    return theorem;
}

auto complete(double effect, const std::string& estimate = "u", const theorems::Theorem& theorem = source()) {
    return claim()
        .title("t")
        .states("s", "s")
        .from(theorem)
        .over(cells())
        .tests(uniform_test(estimate))
        .falsified_by("near", "e", effect, uniform_test(), {"n=1,L=1"})
        .falsified_by("far", "e", 1.0, uniform_test(), {"n=1,L=1"});
}

/// A complete claim, changed; looked at through one maker.
Claim spoiled;

LIMITCHECK_CLAIM("registry/spoiled") { return spoiled; }
LIMITCHECK_CLAIM("registry/good") { return complete(0.25); }
LIMITCHECK_CLAIM("registry/too-coarse") { return complete(0.26); }
LIMITCHECK_CLAIM("registry/unmeasured") { return complete(0.25, "v"); }
LIMITCHECK_CLAIM("registry/rests-on-a-lemma") { return complete(0.25, "u", resting_on("covariance/chi")); }
LIMITCHECK_CLAIM("registry/rests-on-nothing") { return complete(0.25, "u", resting_on("covariance/chii")); }
LIMITCHECK_CLAIM("registry/rests-on-text") {
    return complete(0.25, "u", resting_on("f is nondecreasing on its whole domain, as everybody knows"));
}

}  // namespace

TEST_CASE("claims are found by id and glob") {
    CHECK(claim_ids() == std::vector<std::string>{"registry/good", "registry/rests-on-a-lemma",
                                                  "registry/rests-on-nothing", "registry/rests-on-text",
                                                  "registry/spoiled", "registry/too-coarse",
                                                  "registry/unmeasured"});
    CHECK(select_claims({}).size() == 7);
    CHECK(select_claims({"registry/*"}).size() == 7);
    CHECK(select_claims({"*/too-*", "registry/too-coarse"}) ==
          std::vector<std::string>{"registry/too-coarse"});
    CHECK(select_claims({"registry/goo?"}) == std::vector<std::string>{"registry/good"});
}

TEST_CASE("an unknown claim is refused with the nearest one") {
    CHECK_THROWS_WITH(select_claims({"registry/god"}), Contains("did you mean registry/good?"));
    CHECK_THROWS_WITH(select_claims({"zzz"}), Contains("limitcheck list"));
}

TEST_CASE("what the compiler cannot see is checked when a claim is made") {
    CHECK(make_claim("registry/good").id == "registry/good");
    CHECK_THROWS_WITH(make_claim("registry/too-coarse"), Contains("within a quarter of the truth"));
    CHECK_THROWS_WITH(make_claim("registry/unmeasured"), Contains("'v', which is not measured"));
}

TEST_CASE("a claim whose texts, names or cells are amiss is refused with its id") {
    const auto refused = [](void (*spoil)(Claim&), const std::string& message) {
        spoiled = complete(0.25);
        spoil(spoiled);
        CHECK_THROWS_WITH(make_claim("registry/spoiled"),
                          Contains("claim registry/spoiled") && Contains(message));
    };
    refused([](Claim& claim) { claim.source = {}; }, "its source is empty");
    refused([](Claim& claim) { claim.title = ""; }, "its title or statement is empty");
    refused([](Claim& claim) { claim.plain_statement = ""; }, "its title or statement is empty");
    refused([](Claim& claim) { claim.falsifications[1].name = "near"; },
            "two falsifications are named 'near'");
    refused([](Claim& claim) { claim.falsifications[1].name = ""; }, "a falsification has no name");
    refused([](Claim& claim) { claim.falsifications[0].cells = {"n=8,L=4,t=0.2"}; },
            "cell n=8,L=4,t=0.2 has floor(tL) = 0");
    refused([](Claim& claim) { claim.falsifications[0].cells.clear(); }, "it has no cell");
    refused(
        [](Claim& claim) {
            claim.ladders.resize(2);
            claim.ladders[0].name = claim.ladders[1].name = "growth";
        },
        "two ladders are named 'growth'");
    spoiled = complete(0.25);
    CHECK(make_claim("registry/spoiled").falsifications.size() == 2);
}

TEST_CASE("a list computes none of a claim's numbers") {
    spoiled = complete(0.25);
    spoiled.falsifications[0].test.verify = [](const Cell&) -> std::vector<Condition> {
        throw Error("a number was computed");
    };
    CHECK(claim_as_written("registry/spoiled").falsifications.size() == 2);
    CHECK_THROWS_WITH(make_claim("registry/spoiled"), Contains("a number was computed"));
    spoiled.source = {};
    CHECK_THROWS_WITH(claim_as_written("registry/spoiled"), Contains("its source is empty"));
}

TEST_CASE("a claim rests on lemmas that the compiler proved, by their names") {
    CHECK(make_claim("registry/rests-on-a-lemma").source.lemmas ==
          std::vector<std::string>{"covariance/chi"});
    CHECK_THROWS_WITH(make_claim("registry/rests-on-nothing"),
                      Contains("no lemma 'covariance/chii'") && Contains("did you mean covariance/chi?"));
    CHECK_THROWS_WITH(make_claim("registry/rests-on-text"), Contains("limitcheck lemmas"));
}

TEST_CASE("the nearest word is the one a typist meant") {
    const std::vector<std::string> words{"quick", "standard", "deep"};
    CHECK(nearest("quik", words) == "quick");
    CHECK(nearest("standart", words) == "standard");
    CHECK(nearest("xxxxxxxxxxx", words).empty());
}
