// A report of effect ladders alone: its place in every format, the record read back, hostile texts, the plot.
#include <algorithm>

#include "catch.hpp"
#include "golden.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/report/json.hpp"
#include "limitcheck/report/plot.hpp"
#include "limitcheck/report/render.hpp"
#include "limitcheck/report/write.hpp"

using namespace limitcheck;
using statistics::Verdict;

namespace {

constexpr const char* hostile = "</script><b> & \"q\" | `c` *b* ]]> $x$";

run::RungResult rung(const char* effect, bool tried, Verdict verdict) {
    run::RungResult made;
    made.effect = effect;
    made.planned_networks = 32;
    made.planned_cost = 524288;
    made.tried = tried;
    made.cost = tried ? 409600 : 0;
    made.cell.index = 1;
    made.cell.cell = parse_cell("n=256,L=64,t=1");
    made.cell.counts = false;
    made.cell.comparison = "within";
    made.cell.samples = tried ? 25 : 0;
    made.cell.threshold_verify = made.cell.threshold_refute = 21.5;
    made.cell.log_evidence_refute = verdict == Verdict::refuted ? 22.25 : 0.5;
    made.cell.rigor_bound = "interval";
    made.cell.verdict = verdict;
    made.cell.reason = tried ? "" : hostile;
    made.cell.reproduce = "limitcheck falsify --ladder 'resnet/covariance-limit/norm' --seed 1";
    return made;
}

run::SuiteResult ladder_suite() {
    run::SuiteResult suite;
    suite.version = "0.0.1";
    suite.profile = "quick";
    run::LadderResult ladder;
    ladder.claim = "resnet/covariance-limit/norm";
    ladder.name = "variance-growth";
    ladder.title = "The variance grows as e^((1/2+d)t)";
    ladder.statement = "q0 e^((1/2+d)t) - b <= E Q_l <= q0 e^((1/2+d)t) + b";
    ladder.given = "2.4";
    ladder.cost_unit = "normals";
    ladder.goal = "0.1";
    ladder.least_above = ladder.least_below = "0.1";
    ladder.at_goal = true;
    ladder.rungs = {rung("+0.2", true, Verdict::refuted),    rung("-0.2", true, Verdict::refuted),
                    rung("+0.1", true, Verdict::refuted),    rung("-0.1", true, Verdict::refuted),
                    rung("+0.05", true, Verdict::undecided), rung("-0.05", false, Verdict::undecided)};
    ladder.control = rung("0", true, Verdict::undecided);
    run::LadderResult other = ladder;
    other.name = "collapse-constant";
    other.title = other.statement = hostile;
    other.given.clear();
    other.cost_unit = "layers of the recursion";
    other.least_below.clear();
    other.at_goal = false;
    other.control = rung("0", true, Verdict::refuted);
    suite.ladders = {ladder, other};
    return suite;
}

bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a report of ladders is the approved text, and its record reads back") {
    const run::SuiteResult suite = ladder_suite();
    const std::string json = report::to_json(suite);
    CHECK(report::to_json(report::read_report(json)) == json);
    test::check_golden("ladder.json", json);
    test::check_golden("ladder.md", report::to_markdown(suite));
}

TEST_CASE("ladders are told in the page and to continuous integration") {
    const run::SuiteResult suite = ladder_suite();
    const std::vector<report::Plot> plots = report::draw_all(suite);
    REQUIRE(plots.size() == 1);
    CHECK(plots[0].claim == "effect-ladders");
    const std::string page = report::to_html(suite, plots);
    CHECK(contains(page, "<title>limitcheck: 1 of 2 effect ladders at their goals</title>"));
    CHECK(contains(page, "<svg"));
    CHECK(contains(page, "25 (32 planned)"));
    CHECK(contains(page, "22.2 of 21.5"));
    CHECK(contains(page, "REFUTED: a certificate or the program is wrong"));
    CHECK_FALSE(contains(page, "</script><b>"));
    const std::string junit = report::to_junit(suite);
    CHECK(contains(junit, "tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\""));
    CHECK(contains(junit, "refuted down to +0.1 and none"));
    run::SuiteResult failed = suite;
    failed.ladders[1].error = hostile;
    failed.ladders[0].at_goal = false;
    CHECK(contains(report::to_junit(failed), "failures=\"0\" errors=\"1\" skipped=\"1\""));
}

TEST_CASE("the plot of ladders is a file of the report") {
    const std::vector<report::File> files = report::render(report::to_json(ladder_suite()));
    CHECK(std::any_of(files.begin(), files.end(), [](const report::File& file) {
        return file.path == "plots/effect-ladders/effect-against-cost.svg" && contains(file.content, "<svg");
    }));
}

TEST_CASE("a ladder that is no ladder is refused at its place") {
    std::string json = report::to_json(ladder_suite());
    const std::size_t at = json.find("\"goal\": \"0.1\"");
    REQUIRE(at != std::string::npos);
    json.replace(at, 13, "\"goal\": \"ten\"");
    CHECK_THROWS_WITH(report::read_report(json), Catch::Matchers::Contains("ladders[0].goal"));
}
