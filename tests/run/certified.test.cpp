// Claims that an enclosure decides, without a draw.
#include "catch.hpp"
#include "limitcheck/run/execute.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;
using precise::Enclosure;
using statistics::Verdict;

namespace {

/// A value in [0.4, 0.6] held against the ends given, in hundredths.
Test held_against(std::optional<int> lo, std::optional<int> hi) {
    return certifying([lo, hi](const Cell&) {
        CertifiedComparison comparison;
        comparison.value = Enclosure::between(0.4, 0.6);
        if (lo) {
            comparison.lo = Enclosure::ratio(*lo, 100);
        }
        if (hi) {
            comparison.hi = Enclosure::ratio(*hi, 100);
        }
        return comparison;
    });
}

Claim certified_claim(std::optional<int> lo, std::optional<int> hi) {
    return claim()
        .title("a number between 0.4 and 0.6")
        .states("x", "x")
        .from(toy::source())
        .over(cells().width(1, 64).depth(1, 64))
        .tests(held_against(lo, hi))
        .falsified_by("a fifth too large", "above 0.61", 0.2, held_against(61, 90), {"n=1,L=1"})
        .falsified_by("a half too small", "below 0.3", 0.5, held_against(10, 30), {"n=1,L=1"});
}

run::ClaimResult run_of(const std::string& id) {
    run::RunOptions options;
    options.profile = run::profile_named("quick");
    options.profile.cells = 3;
    return run::run_suite({id}, options).claims.at(0);
}

}  // namespace

LIMITCHECK_CLAIM("certified/inside") { return certified_claim(30, 80); }
LIMITCHECK_CLAIM("certified/above") { return certified_claim(10, 39); }
LIMITCHECK_CLAIM("certified/below") { return certified_claim(61, 80); }
LIMITCHECK_CLAIM("certified/across") { return certified_claim(50, 80); }
LIMITCHECK_CLAIM("certified/least") { return certified_claim(30, {}); }
LIMITCHECK_CLAIM("certified/most") { return certified_claim({}, 80); }

TEST_CASE("an enclosure between its ends verifies, one outside refutes, one across an end does neither") {
    CHECK(run_of("certified/inside").verdict == Verdict::verified);
    CHECK(run_of("certified/above").verdict == Verdict::refuted);
    CHECK(run_of("certified/below").verdict == Verdict::refuted);
    const auto across = run_of("certified/across");
    CHECK(across.verdict == Verdict::undecided);
    CHECK_THAT(across.reason, Catch::Matchers::Contains("overlaps an end"));
    CHECK(run_of("certified/least").verdict == Verdict::verified);
    CHECK(run_of("certified/most").verdict == Verdict::verified);
}

TEST_CASE("a certified cell is reported in the words of a comparison") {
    const run::CellResult within = run_of("certified/inside").cells.at(0);
    CHECK(within.comparison == "within");
    CHECK(within.target.value().mid() == Approx(0.55));
    CHECK(within.bound.mid() == Approx(0.25));
    CHECK(within.estimate == Approx(0.5));
    CHECK(within.samples == 0);
    const run::CellResult least = run_of("certified/least").cells.at(0);
    CHECK(least.comparison == "at_least");
    CHECK(least.bound.mid() == Approx(0.3));
    const run::CellResult most = run_of("certified/most").cells.at(0);
    CHECK(most.comparison == "at_most");
    CHECK(most.bound.mid() == Approx(0.8));
}

TEST_CASE("cells that enclosures decide lose no confidence to chance") {
    const run::ClaimResult result = run_of("certified/inside");
    CHECK(result.kind == "certified");
    CHECK(result.coverage.cells == 3);
    CHECK(result.coverage.confidence > 0.95 - 1e-12);
}
