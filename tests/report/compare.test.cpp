// Two reports held against each other: what counts as worse, what is only another number, what is left out.
#include "limitcheck/report/compare.hpp"

#include <algorithm>
#include <functional>
#include <limits>

#include "catch.hpp"
#include "limitcheck/report/json.hpp"
#include "sample.hpp"

using namespace limitcheck;
using report::Bearing;
using report::Change;
using report::Comparison;
using statistics::Verdict;

namespace {

/// What one edit of the sample suite changes.
Comparison after(const std::function<void(run::SuiteResult&)>& edit) {
    run::SuiteResult now = test::sample_suite();
    edit(now);
    return report::compare(test::sample_suite(), now);
}

/// The one change that an edit makes.
Change only_change(const std::function<void(run::SuiteResult&)>& edit) {
    const Comparison comparison = after(edit);
    REQUIRE(comparison.changes.size() == 1);
    CHECK(comparison.notes.empty());
    CHECK(report::regressed(comparison) == (comparison.changes[0].bearing == Bearing::regression));
    return comparison.changes[0];
}

run::ClaimResult& first(run::SuiteResult& suite) { return suite.claims[0]; }

}  // namespace

TEST_CASE("a report does not differ from itself, from the same one read back, or from another machine's") {
    const Comparison none = after([](run::SuiteResult&) {});
    CHECK(none.changes.empty());
    CHECK(none.notes.empty());
    CHECK(report::to_text(none) == "no change\n");
    CHECK_FALSE(report::regressed(none));
    CHECK(report::compare(test::sample_suite(), test::sample_suite_elsewhere()).changes.empty());
    const run::SuiteResult read = report::read_report(report::to_json(test::sample_suite()));
    CHECK(report::to_text(report::compare(test::sample_suite(), read)) == "no change\n");
    run::SuiteResult no_estimate = test::sample_suite();
    first(no_estimate).cells[0].estimate = std::numeric_limits<double>::quiet_NaN();
    CHECK(report::compare(no_estimate, no_estimate).changes.empty());
}

TEST_CASE("verdicts of claims and cells are worse from verified over undecided to refuted") {
    const std::vector<Verdict> best_first{Verdict::verified, Verdict::undecided, Verdict::refuted};
    for (std::size_t was = 0; was < 3; ++was) {
        for (std::size_t is = 0; is < 3; ++is) {
            run::SuiteResult before = test::sample_suite();
            first(before).verdict = first(before).cells[1].verdict = best_first[was];
            run::SuiteResult now = before;
            first(now).verdict = first(now).cells[1].verdict = best_first[is];
            const Comparison comparison = report::compare(before, now);
            INFO(was << " to " << is);
            REQUIRE(comparison.changes.size() == (was == is ? 0 : 2));
            for (const Change& change : comparison.changes) {
                CHECK(change.what == "verdict");
                CHECK(change.claim == first(now).id);
                CHECK(change.bearing == (is > was ? Bearing::regression : Bearing::improvement));
                CHECK(change.was == statistics::to_text(best_first[was]));
            }
            CHECK(report::regressed(comparison) == (is > was));
        }
    }
}

TEST_CASE("a falsification should be refuted: less is worse") {
    const Change verdict =
        only_change([](run::SuiteResult& now) { first(now).falsifications[0].verdict = Verdict::undecided; });
    CHECK(verdict.bearing == Bearing::regression);
    CHECK(verdict.where == "falsification 'variance grows as e^t'");
    const Change cell = only_change(
        [](run::SuiteResult& now) { first(now).falsifications[1].cells[0].verdict = Verdict::undecided; });
    CHECK(cell.bearing == Bearing::regression);
    CHECK(cell.where == "falsification 'branch scale 1/L' #2 n=256,L=64,t=1");
    CHECK(only_change([](run::SuiteResult& now) {
              now.claims[1].falsifications[0].cells[0].verdict = Verdict::refuted;
          }).bearing == Bearing::improvement);
}

TEST_CASE("what is gone is a regression, what is new is not, and cells are counted") {
    const Change claim = only_change([](run::SuiteResult& now) { now.claims.erase(now.claims.begin()); });
    CHECK(claim.bearing == Bearing::regression);
    CHECK(claim.what == "gone");
    CHECK(claim.claim == "resnet/gaussian-limit/marginal");
    CHECK(claim.was == "verified");
    const Change falsification =
        only_change([](run::SuiteResult& now) { first(now).falsifications.pop_back(); });
    CHECK(falsification.bearing == Bearing::regression);
    const Change fresh = only_change([](run::SuiteResult& now) {
        now.claims.push_back(now.claims[2]);
        now.claims.back().id = "mlp/another";
    });
    CHECK(fresh.bearing == Bearing::neutral);
    CHECK(fresh.what == "new");
    const Change cells = only_change([](run::SuiteResult& now) {
        first(now).cells.pop_back();
        first(now).cells[1].cell = parse_cell("n=5,L=5,t=1");
    });
    CHECK(cells.bearing == Bearing::neutral);
    CHECK(cells.was == "3");
    CHECK(cells.is == "2 (1 new, 2 gone)");
}

TEST_CASE(
    "the same draws give the same estimate: any other bit has moved; other draws may lie two errors apart") {
    const auto nudge = [](run::SuiteResult& now) { first(now).cells[0].estimate += 1e-16; };
    const Change moved = only_change(nudge);
    CHECK(moved.what == "estimate");
    CHECK(moved.bearing == Bearing::neutral);
    CHECK(moved.where == "#1 n=64,L=128,t=0.5");
    const auto other_seed = [&](double by) {
        return after([&](run::SuiteResult& now) {
            now.seed = 3;
            for (double* end : {&first(now).cells[0].estimate, &first(now).cells[0].estimate_low,
                                &first(now).cells[0].estimate_high}) {
                *end += by;
            }
        });
    };
    // The range of the first cell is 0.2 to 0.29.
    CHECK(other_seed(0.089).changes.empty());
    CHECK(other_seed(-0.089).changes.empty());
    CHECK(other_seed(0.091).changes.size() == 1);
    CHECK(other_seed(-0.091).changes.size() == 1);
    const Comparison streams = after([&](run::SuiteResult& now) {
        ++now.stream_version;
        nudge(now);
    });
    CHECK(streams.changes.empty());
    CHECK(streams.notes.size() == 1);
}

TEST_CASE("other bounds, targets, statements, effects and rigor are told") {
    using precise::Enclosure;
    const auto what = [](const std::function<void(run::SuiteResult&)>& edit) {
        const Change change = only_change(edit);
        CHECK(change.bearing == Bearing::neutral);
        return change.what;
    };
    CHECK(what([](auto& now) { first(now).cells[0].bound = Enclosure::ratio(2, 3); }) == "bound");
    CHECK(what([](auto& now) { first(now).cells[1].target = Enclosure(2); }) == "target");
    CHECK(what([](auto& now) { first(now).cells[1].target.reset(); }) == "target");
    CHECK(what([](auto& now) { first(now).plain_statement = "another"; }) == "statement");
    CHECK(what([](auto& now) { first(now).rigor_simulation = "assumed"; }) == "rigor");
    CHECK(what([](auto& now) { first(now).cells[0].rigor_bound = "assumed"; }) == "rigor");
    CHECK(what([](auto& now) { first(now).falsifications[0].effect = "another"; }) == "effect");
    CHECK(what([](auto& now) { now.claims[1].counterexample.reset(); }) == "counterexample");
    CHECK(what([](auto& now) { first(now).error = "a crash"; }) == "error");
}

TEST_CASE("runs that were asked for other things say so") {
    const Comparison comparison = after([](run::SuiteResult& now) {
        now.seed = 2;
        now.profile = "standard";
        now.attempt = 1;
        now.inputs_file_sha256.clear();
        now.version = "0.0.2";
    });
    CHECK(comparison.changes.empty());
    REQUIRE(comparison.notes.size() == 5);
    const std::string text = report::to_text(comparison);
    CHECK_THAT(text, Catch::Matchers::Contains("seed 18446744073709551615 before, 2 now"));
    CHECK_THAT(text, Catch::Matchers::Contains("profile quick before, standard now"));
    CHECK_THAT(text, Catch::Matchers::Contains("attempt 2 before, 1 now"));
    CHECK_THAT(text, Catch::Matchers::EndsWith("no change\n"));
}

TEST_CASE("a ladder that loses its goal is worse, one that climbs down further is not") {
    run::SuiteResult before;
    run::LadderResult ladder;
    ladder.claim = "a/b";
    ladder.name = "constant";
    ladder.goal = "0.05";
    ladder.least_above = ladder.least_below = "0.05";
    ladder.at_goal = true;
    before.ladders = {ladder};
    run::SuiteResult now = before;
    CHECK(report::compare(before, now).changes.empty());
    now.ladders[0].least_below = "0.02";
    CHECK_FALSE(report::regressed(report::compare(before, now)));
    CHECK(report::compare(before, now).changes.at(0).is == "refuted down to +0.05 and -0.02, goal 0.05 met");
    now.ladders[0].least_below.clear();
    now.ladders[0].at_goal = false;
    CHECK(report::regressed(report::compare(before, now)));
    CHECK_FALSE(report::regressed(report::compare(now, before)));
    now.ladders.clear();
    CHECK(report::regressed(report::compare(before, now)));
}

TEST_CASE("the table has one line a change, whatever the texts hold") {
    const std::string text = report::to_text(after([](run::SuiteResult& now) {
        first(now).verdict = Verdict::refuted;
        now.claims[1].plain_statement = "a | b\nc";
    }));
    CHECK(std::count(text.begin(), text.end(), '\n') == 6);
    CHECK_THAT(text, Catch::Matchers::Contains("| worse | verdict   | resnet/gaussian-limit/marginal |"));
    CHECK_THAT(text, Catch::Matchers::Contains("| a \\| b c |"));
    CHECK_THAT(text, Catch::Matchers::EndsWith("\n2 changes, 1 for the worse\n"));
}
