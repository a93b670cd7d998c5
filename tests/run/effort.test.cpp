// Before and during a run: what is hopeless is said at once and draws nothing, budgets are given out in
// rounds without a trace in the results, and attempts and added cells change no old threshold.
#include <cmath>

#include "catch.hpp"
#include "limitcheck/claim/draws.hpp"
#include "limitcheck/run/execute.hpp"
#include "limitcheck/run/property.hpp"
#include "quick_options.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;
using run::RunOptions;
using statistics::Verdict;

LIMITCHECK_CLAIM("effort/true") { return toy::uniform_claim(60); }
LIMITCHECK_CLAIM("effort/vacuous-when-narrow") {
    Claim made = toy::uniform_claim(60);
    made.test.trivial = [](const Cell& cell) {
        return precise::Enclosure::ratio(cell.width < 4 ? 1 : 9, 10);
    };
    return made;
}
LIMITCHECK_CLAIM("effort/near") { return toy::uniform_claim(52); }

namespace {

RunOptions with(double normals, std::uint64_t cells = 4) { return toy::quick_options(cells, normals, 2); }

run::ClaimResult only(const std::string& id, const RunOptions& options) {
    return run::run_suite({id}, options).claims.at(0);
}

}  // namespace

TEST_CASE("a hopeless budget is said before anything is drawn, and nothing is drawn") {
    // A uniform draw against 3/5: a factor is at most 5/2 one way and 5/3 the other, and e^22 takes 24 of
    // them.
    RunOptions options = with(10);
    run::Projection said;
    std::size_t calls = 0;
    options.before = [&](const run::Projection& projection) {
        said = projection;
        ++calls;
    };
    const run::ClaimResult claim = only("effort/true", options);
    CHECK(calls == 1);
    CHECK(claim.verdict == Verdict::undecided);
    for (const run::CellResult& cell : claim.cells) {
        CHECK(cell.samples == 0);
        CHECK_THAT(cell.reason, Catch::Matchers::StartsWith("hopeless: nothing is decided by fewer than 2"));
    }
    CHECK(claim.coverage.undecided == claim.coverage.cells);
    REQUIRE(said.hopeless.size() >= 4);
    CHECK_THAT(said.hopeless[0], Catch::Matchers::StartsWith("effort/true, cell n="));
}

TEST_CASE("where only verifying is out of reach, refuting is still tried and the reason says so") {
    // The mean of draws in [0, 1] against 1/100: verifying takes 22/log(100/99), refuting 22/log 100.
    Claim claim = toy::uniform_claim(60);
    claim.id = "effort/tight";
    claim.test = toy::mean_at_most(1);
    const run::CellResult refuted = run::judge_cell(claim, parse_cell("n=1,L=1"), 1, 1, 500);
    CHECK(refuted.verdict == Verdict::refuted);
    claim.test =
        measuring(draws(bounded("x", 1), [](DrawStream&) { return 0.0; }))
            .at_most([](const Cell&) { return precise::Enclosure::ratio(1, 100); })
            .decided_by({mean("x").at_most([](const Cell&) { return precise::Enclosure::ratio(1, 100); })})
            .estimated_by("x");
    const run::CellResult cell = run::judge_cell(claim, parse_cell("n=1,L=1"), 1, 1, 500);
    CHECK(cell.verdict == Verdict::undecided);
    CHECK(cell.samples == 501);
    CHECK_THAT(cell.reason, Catch::Matchers::StartsWith("nothing is verified by fewer than 2"));
    CHECK(run::judge_cell(claim, parse_cell("n=1,L=1"), 1, 1, 5000).verdict == Verdict::verified);
}

TEST_CASE("a budget that suffices is projected between its least and its most") {
    RunOptions options = with(1e5);
    run::Projection said;
    options.before = [&](const run::Projection& projection) { said = projection; };
    double drawn = 0;
    for (const run::ClaimResult& claim : run::run_suite({"effort/true"}, options).claims) {
        for (const run::CellResult& cell : claim.cells) {
            drawn += static_cast<double>(cell.samples);
        }
        for (const run::FalsificationResult& falsification : claim.falsifications) {
            drawn += static_cast<double>(falsification.cells.at(0).samples);
        }
    }
    CHECK(said.hopeless.empty());
    CHECK(said.cells == 6);
    CHECK(said.least.normals <= said.likely.normals);
    CHECK(said.likely.normals <= said.most.normals);
    CHECK(said.most.normals == 6e5);
    CHECK(drawn >= said.least.normals);
    CHECK(drawn <= said.most.normals);
}

TEST_CASE("rounds of the budget leave no trace: a cell has the draws of one that is run alone") {
    const RunOptions options = with(3e5);
    const run::ClaimResult claim = only("effort/near", options);
    const Claim made = make_claim("effort/near");
    bool late = false;
    for (const run::CellResult& cell : claim.cells) {
        const run::CellResult alone = run::judge_cell(made, cell.cell, cell.index, 1, 3e5);
        CHECK(cell.verdict == alone.verdict);
        CHECK(cell.draws == alone.draws);
        CHECK(cell.log_evidence_verify == alone.log_evidence_verify);
        CHECK(cell.reason == alone.reason);
        // Decided beyond the first round's portion.
        late = late || static_cast<double>(cell.samples) > 3e5 / 64;
    }
    CHECK(late);
}

TEST_CASE(
    "a later attempt has higher thresholds, each by the same factor, and a longer profile the same ones") {
    RunOptions options = with(1e5);
    const run::ClaimResult first = only("effort/true", options);
    options.attempt = 3;
    const run::ClaimResult third = only("effort/true", options);
    const double step = std::log(M_PI * M_PI * 9 / 6) - std::log(M_PI * M_PI / 6);
    const run::ClaimResult longer = only("effort/true", with(1e5, 7));
    for (std::size_t j = 0; j < first.cells.size(); ++j) {
        CHECK(third.cells[j].threshold_verify - first.cells[j].threshold_verify == Approx(step));
        CHECK(third.cells[j].threshold_refute - first.cells[j].threshold_refute == Approx(step));
        CHECK(longer.cells[j].threshold_verify == first.cells[j].threshold_verify);
        CHECK(longer.cells[j].draws == first.cells[j].draws);
        CHECK(longer.cells[j].verdict == first.cells[j].verdict);
    }
    CHECK(longer.coverage.cells == 7);
    CHECK(longer.coverage.violating_mass < first.coverage.violating_mass);
}

TEST_CASE("a cell asked for by hand says nothing of the domain") {
    RunOptions options = with(1e5);
    options.cell = "n=3,L=3";
    const run::ClaimResult claim = only("effort/true", options);
    CHECK_FALSE(claim.cells.at(0).counts);
    CHECK(claim.coverage.cells == 0);
    CHECK(claim.coverage.violating_mass == 1.0);
}

TEST_CASE("a long cell's draws are not kept, and no long one fills the memory") {
    // A mean of 1/2 against 1/2: never decided. One number a draw, each of cost 1.
    Claim claim = toy::uniform_claim(50);
    claim.id = "effort/true";
    const double most = 1 << 19;
    const run::CellResult kept = run::judge_cell(claim, parse_cell("n=4,L=4"), 1, 1, most - 100);
    CHECK(kept.verdict == Verdict::undecided);
    CHECK(static_cast<double>(kept.samples) > most - 200);
    CHECK(kept.draws.size() == kept.samples);
    const run::CellResult dropped = run::judge_cell(claim, parse_cell("n=4,L=4"), 1, 1, most + 100);
    CHECK(dropped.samples > kept.samples);
    CHECK(dropped.draws.empty());
    CHECK(dropped.draws.capacity() == 0);
    CHECK(dropped.estimate == Approx(kept.estimate).epsilon(1e-3));
}

TEST_CASE("a cell asked for by hand verifies itself alone, and a vacuous one not even itself") {
    RunOptions options = with(1e6);
    options.cell = "n=4,L=3";
    const run::ClaimResult wide = only("effort/vacuous-when-narrow", options);
    CHECK(wide.cells.at(0).verdict == Verdict::verified);
    CHECK(wide.verdict == Verdict::undecided);
    CHECK(wide.reason ==
          "one cell, asked for by hand, is verified: a cell's verdict, not the claim's, and outside the "
          "error budget");
    options.cell = "n=3,L=3";
    const run::ClaimResult narrow = only("effort/vacuous-when-narrow", options);
    CHECK(narrow.cells.at(0).verdict == Verdict::undecided);
    CHECK_THAT(narrow.cells.at(0).reason, Catch::Matchers::StartsWith("vacuous: "));
}
