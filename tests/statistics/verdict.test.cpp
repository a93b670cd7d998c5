#include "limitcheck/statistics/verdict.hpp"

#include <vector>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"

using namespace limitcheck::statistics;
using enum Verdict;

TEST_CASE("verdicts have three words, and no other text is one") {
    CHECK(to_text(verified) == "verified");
    CHECK(to_text(refuted) == "refuted");
    CHECK(to_text(undecided) == "undecided");
    for (const Verdict v : {verified, refuted, undecided}) {
        CHECK(parse_verdict(to_text(v)) == v);
    }
    CHECK_THROWS_AS(parse_verdict("VERIFIED"), limitcheck::Error);
    CHECK_THROWS_AS(parse_verdict(""), limitcheck::Error);
}

TEST_CASE("a claim is verified if all its cells are, refuted if one is, else undecided") {
    using List = std::vector<Verdict>;
    CHECK(combine(List{}) == undecided);
    CHECK(combine(List{verified, verified}) == verified);
    CHECK(combine(List{verified, undecided}) == undecided);
    CHECK(combine(List{undecided, refuted, verified}) == refuted);
    CHECK(combine(List{refuted}) == refuted);
}

TEST_CASE("a falsification that is not refuted takes VERIFIED away and never hides a refutation") {
    using List = std::vector<Verdict>;
    CHECK(judge_claim(List{verified, verified}, List{refuted, refuted}).verdict == verified);
    CHECK(judge_claim(List{verified, verified}, List{refuted, refuted}).reason.empty());
    for (const Verdict failed : {undecided, verified}) {
        const Judgement judgement = judge_claim(List{verified, verified}, List{refuted, failed});
        CHECK(judgement.verdict == undecided);
        CHECK(judgement.reason == "the check has no power: 1 of 2 falsifications not refuted");
        CHECK(judge_claim(List{verified, refuted}, List{failed}).verdict == refuted);
    }
    CHECK(judge_claim(List{verified, refuted}, List{refuted}).reason == "1 of 2 cells refuted");
    CHECK(judge_claim(List{verified, undecided}, List{refuted}).reason == "1 of 2 cells undecided");
    CHECK(judge_claim(List{}, List{refuted}).reason == "no cell was run");
}
