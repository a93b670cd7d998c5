// Replay of a report: the same bits where nothing was touched; whatever was touched is found and named.
#include "limitcheck/run/replay.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/run/execute.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;
using run::CellResult;
using run::Replay;
using run::SuiteResult;

LIMITCHECK_CLAIM("toy/replayed") { return toy::uniform_claim(60); }
LIMITCHECK_CLAIM("toy/replayed-false") { return toy::uniform_claim(45); }
LIMITCHECK_CLAIM("toy/replayed-close") { return toy::uniform_claim(50, 40, 0.25); }

namespace {

run::RunOptions with_threads(std::uint32_t threads) {
    run::RunOptions options;
    options.threads = threads;
    return options;
}

run::RunOptions small() {
    run::RunOptions options = with_threads(2);
    options.profile = run::profile_named("quick");
    options.profile.cells = 5;
    options.budget = 2e3;
    options.attempt = 3;
    return options;
}

const std::vector<std::string> claims{"toy/replayed", "toy/replayed-false", "toy/replayed-close"};

const SuiteResult& report() {
    static const SuiteResult suite = run::run_suite(claims, small());
    return suite;
}

/// Three claims of five cells and two falsifications each, and the counterexample of the false one.
constexpr std::size_t all_cells = 3 * 7 + 1;

std::vector<std::string> names(const Replay& replay) {
    std::vector<std::string> all;
    for (const run::ReplayedCell& cell : replay.different) {
        all.push_back(cell.claim + " " + cell.where);
    }
    return all;
}

/// What a replay says of a report whose first cell was edited.
std::string said_of(const std::function<void(CellResult&)>& edit) {
    SuiteResult edited = report();
    edit(edited.claims[0].cells[0]);
    const Replay replay = run::replay(edited, 1, with_threads(1));
    REQUIRE(replay.different.size() == 1);
    CHECK(replay.different[0].claim == "toy/replayed");
    CHECK(replay.different[0].where.starts_with("#1 n="));
    REQUIRE(replay.different[0].differs.size() == 1);
    return replay.different[0].differs[0];
}

}  // namespace

TEST_CASE("a report replays to the last bit, on any number of threads") {
    REQUIRE(report().claims[2].verdict == statistics::Verdict::undecided);
    REQUIRE(report().claims[1].counterexample);
    for (const std::uint32_t threads : {1U, 2U, 5U}) {
        const Replay replay = run::replay(report(), 1, with_threads(threads));
        CHECK(replay.kept == all_cells);
        CHECK(replay.replayed == all_cells);
        CHECK(names(replay).empty());
    }
}

TEST_CASE("a report of one cell, of a confirmation, or of falsifications alone replays too") {
    for (const char* cell : {"#3", "#2:n=4,L=4,t=1", "#confirm:n=4,L=4,t=1"}) {
        run::RunOptions options = small();
        options.cell = cell;
        const Replay replay =
            run::replay(run::run_suite({"toy/replayed-close"}, options), 1, with_threads(1));
        INFO(cell);
        CHECK(replay.replayed == 1);
        CHECK(replay.different.empty());
    }
    run::RunOptions options = small();
    options.falsify_only = true;
    const Replay replay = run::replay(run::run_suite(claims, options), 1, with_threads(1));
    CHECK(replay.replayed == 6);
    CHECK(replay.different.empty());
}

TEST_CASE("one bit of one number is found and named") {
    const auto bit = [](double& x) { x = std::nextafter(x, 2 * x); };
    CHECK(said_of([&](CellResult& cell) { bit(cell.draws[0]); }) == "draws from network 1 on");
    CHECK(said_of([&](CellResult& cell) { bit(cell.draws[6]); }) == "draws from network 7 on");
    CHECK(said_of([&](CellResult& cell) { cell.draws.pop_back(); }).starts_with("draws from network "));
    CHECK(said_of([&](CellResult& cell) { ++cell.samples; }).starts_with("samples: "));
    CHECK(said_of([&](CellResult& cell) { ++cell.void_samples; }) == "void samples: 1 there, 0 here");
    CHECK(said_of([&](CellResult& cell) {
              bit(cell.log_evidence_verify);
          }).starts_with("log evidence to verify: "));
    CHECK(said_of([&](CellResult& cell) {
              cell.log_evidence_refute = -1;
          }).starts_with("log evidence to refute: "));
    CHECK(
        said_of([&](CellResult& cell) { bit(cell.threshold_verify); }).starts_with("threshold to verify: "));
    CHECK(
        said_of([&](CellResult& cell) { bit(cell.threshold_refute); }).starts_with("threshold to refute: "));
    CHECK(said_of([&](CellResult& cell) { bit(cell.estimate); }).starts_with("estimate: "));
    CHECK(said_of([&](CellResult& cell) { bit(cell.estimate_low); }).starts_with("estimate's lower end"));
    CHECK(said_of([&](CellResult& cell) { bit(cell.estimate_high); }).starts_with("estimate's upper end"));
    CHECK(said_of([&](CellResult& cell) { cell.bound = precise::Enclosure::ratio(6, 11); }) == "bound");
    CHECK(said_of([&](CellResult& cell) { cell.target = precise::Enclosure(1); }) == "target");
    CHECK(said_of([&](CellResult& cell) { cell.comparison = "at_least"; }) == "comparison");
    CHECK(said_of([&](CellResult& cell) { bit(cell.observables[0].mean); }) == "summaries of observables");
    CHECK(said_of([&](CellResult& cell) { bit(cell.parts[0].log_evidence); }) == "e-processes");
    CHECK(said_of([&](CellResult& cell) { cell.parts[0].widening = 1; }) == "e-processes");
    CHECK(said_of([&](CellResult& cell) { cell.parts.pop_back(); }) == "e-processes");
    CHECK(said_of([&](CellResult& cell) { cell.points.push_back({1, 1}); }) == "points");
    CHECK(said_of([&](CellResult& cell) { cell.rigor_bound = "exact"; }) == "rigor");
}

TEST_CASE("cells of falsifications and counterexamples are named by what they belong to") {
    SuiteResult edited = report();
    edited.claims[1].falsifications[0].cells[0].samples += 1;
    edited.claims[1].counterexample->cell.samples += 1;
    const std::vector<std::string> found = names(run::replay(edited, 1, with_threads(1)));
    REQUIRE(found.size() == 2);
    CHECK(found[0].starts_with("toy/replayed-false counterexample #1001 n="));
    CHECK(found[1] == "toy/replayed-false falsification 'a fifth too low' #1 n=1,L=1,t=1");
}

TEST_CASE("the same share is the same cells, a larger one holds them, and the least is one") {
    // Of another seed every cell that is replayed differs, which tells which those are.
    SuiteResult other = report();
    other.seed = 77;
    std::set<std::string> before;
    for (const double share : {1e-9, 0.1, 0.3, 0.5, 0.9, 1.0}) {
        const Replay replay = run::replay(other, share, with_threads(2));
        const std::vector<std::string> found = names(replay);
        INFO(share);
        CHECK(replay.replayed == static_cast<std::size_t>(std::ceil(share * all_cells)));
        CHECK(found.size() == replay.replayed);
        CHECK(found == names(run::replay(other, share, with_threads(1))));
        const std::set<std::string> now(found.begin(), found.end());
        CHECK(now.size() == found.size());
        CHECK(std::includes(now.begin(), now.end(), before.begin(), before.end()));
        before = now;
    }
    CHECK(before.size() == all_cells);
}

TEST_CASE("what cannot be replayed is refused with the reason") {
    using Catch::Matchers::Contains;
    const auto refused = [](const std::function<void(SuiteResult&)>& edit, const std::string& reason) {
        SuiteResult edited = report();
        edit(edited);
        CHECK_THROWS_WITH(run::replay(edited, 1, with_threads(1)), Contains(reason));
        CHECK_THROWS_AS(run::replay(edited, 1, with_threads(1)), Error);
    };
    refused([](SuiteResult& suite) { suite.stream_version = 77; }, "stream version 77");
    refused([](SuiteResult& suite) { suite.claims[0].id = "toy/none"; }, "claim 'toy/none', which");
    refused([](SuiteResult& suite) { suite.claims[0].falsifications[0].name = "none"; },
            "falsification 'none' of claim 'toy/replayed'");
    refused([](SuiteResult& suite) { suite.claims.clear(); }, "keeps no draws");
    refused([](SuiteResult& suite) { suite.profile = "mine"; }, "unknown profile");
    CHECK_THROWS_AS(run::replay(report(), 0, with_threads(1)), std::logic_error);
    CHECK_THROWS_AS(run::replay(report(), 1.01, with_threads(1)), std::logic_error);
    const std::atomic<bool> stop{true};
    run::RunOptions how;
    how.stop = &stop;
    CHECK_THROWS_AS(run::replay(report(), 1, how), run::Interrupted);
}
