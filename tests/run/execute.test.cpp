#include "limitcheck/run/execute.hpp"

#include <chrono>
#include <string>
#include <thread>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "quick_options.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;
using run::RunOptions;
using run::SuiteResult;
using statistics::Verdict;

LIMITCHECK_CLAIM("toy/true") { return toy::uniform_claim(60); }
LIMITCHECK_CLAIM("toy/false") { return toy::uniform_claim(45); }
LIMITCHECK_CLAIM("toy/powerless") { return toy::uniform_claim(60, 60); }
LIMITCHECK_CLAIM("toy/dying") { return toy::uniform_claim(60, 40, 0.25); }
LIMITCHECK_CLAIM("toy/broken") {
    Claim broken = toy::uniform_claim(60);
    broken.test.measurement.draw = [](const Cell&, random::StreamKey, std::uint64_t, std::size_t,
                                      std::span<double>) { throw std::runtime_error("a bug in the draw"); };
    return broken;
}
LIMITCHECK_CLAIM("toy/broken-everywhere") {
    // Every task of a wave throws words of its own, the first of them last.
    Claim broken = toy::uniform_claim(60);
    broken.test.measurement.draw = [](const Cell&, random::StreamKey, std::uint64_t first, std::size_t,
                                      std::span<double>) {
        if (first == 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        throw std::runtime_error("a bug in draw " + std::to_string(first));
    };
    return broken;
}
LIMITCHECK_CLAIM("toy/empty") {
    Claim empty = toy::uniform_claim(60);
    empty.test.trivial = [](const Cell& cell) {
        if (cell.width % 64 == 0) {
            std::this_thread::sleep_for(std::chrono::microseconds(10));
        }
        return precise::Enclosure(0);
    };
    return empty;
}
LIMITCHECK_CLAIM("toy/empty-too") {
    Claim empty = toy::uniform_claim(60);
    empty.test.trivial = [](const Cell&) { return precise::Enclosure(0); };
    return empty;
}
LIMITCHECK_CLAIM("toy/broken-plan") {
    Claim broken = toy::uniform_claim(60);
    broken.test.trivial = [](const Cell&) -> precise::Enclosure {
        throw std::domain_error("a bug in the bound");
    };
    return broken;
}
LIMITCHECK_CLAIM("toy/broken-figure") {
    Claim broken = toy::uniform_claim(60);
    broken.figures = {
        [](std::uint64_t, const std::string&) -> Figure { throw std::domain_error("a bug in the figure"); },
        [](std::uint64_t, const std::string&) {
            Figure figure;
            figure.id = "whole";
            return figure;
        }};
    return broken;
}
LIMITCHECK_CLAIM("toy/close") { return toy::uniform_claim(50); }

namespace {

RunOptions small(std::uint32_t threads = 1) { return toy::quick_options(5, 2e4, threads); }

run::ClaimResult only(const std::string& id, const RunOptions& options = small()) {
    return run::run_suite({id}, options).claims.at(0);
}

}  // namespace

TEST_CASE("a true claim is verified, a false one refuted, one at the bound undecided") {
    const auto good = only("toy/true");
    CHECK(good.verdict == Verdict::verified);
    CHECK(good.cells.size() == 5);
    CHECK(good.falsifications.size() == 2);
    CHECK(good.coverage.cells == 5);
    CHECK(good.coverage.undecided == 0);
    const auto bad = only("toy/false");
    CHECK(bad.verdict == Verdict::refuted);
    CHECK_THAT(bad.reason, Catch::Matchers::Contains("cell #1"));
    const auto close = only("toy/close");
    CHECK(close.verdict == Verdict::undecided);
    CHECK_THAT(close.reason, Catch::Matchers::Contains("budget"));
    CHECK(close.coverage.undecided == 5);
    CHECK(close.coverage.violating_mass == 1.0);
}

TEST_CASE("a claim whose falsification is not refuted has no power and is undecided") {
    const auto claim = only("toy/powerless");
    CHECK(claim.verdict == Verdict::undecided);
    CHECK_THAT(claim.reason, Catch::Matchers::Contains("no power"));
}

TEST_CASE("results do not depend on threads") {
    const auto text = [](const SuiteResult& suite) {
        std::string all;
        for (const auto& claim : suite.claims) {
            for (const auto& cell : claim.cells) {
                all += to_text(cell.cell) + " " + std::to_string(cell.samples) + " " +
                       std::to_string(cell.estimate) + " " + std::to_string(cell.log_evidence_verify) + "\n";
                for (const double x : cell.draws) {
                    all += std::to_string(x) + ",";
                }
            }
        }
        return all;
    };
    const std::vector<std::string> ids{"toy/close", "toy/dying", "toy/false", "toy/true"};
    const std::string one = text(run::run_suite(ids, small(1)));
    CHECK(one == text(run::run_suite(ids, small(2))));
    CHECK(one == text(run::run_suite(ids, small(7))));
}

TEST_CASE("which failure is told does not depend on threads") {
    for (const std::uint32_t threads : {1U, 2U, 7U}) {
        for (const run::CellResult& cell : only("toy/broken-everywhere", small(threads)).cells) {
            CHECK_THAT(cell.reason, Catch::Matchers::EndsWith("a bug in draw 0"));
        }
        // Two claims whose cells cannot be planned: the first as they are named, though it takes longer.
        CHECK_THROWS_WITH(run::run_suite({"toy/empty", "toy/empty-too"}, small(threads)),
                          Catch::Matchers::Contains("toy/empty:"));
    }
}

TEST_CASE("a claim's results do not depend on which other claims run") {
    const auto alone = only("toy/true");
    const auto together = run::run_suite({"toy/false", "toy/true"}, small()).claims.at(1);
    REQUIRE(alone.cells.size() == together.cells.size());
    for (std::size_t i = 0; i < alone.cells.size(); ++i) {
        CHECK(alone.cells[i].draws == together.cells[i].draws);
        CHECK(alone.cells[i].threshold_verify == together.cells[i].threshold_verify);
    }
}

TEST_CASE("a claim whose own code fails is an error, and the others keep their verdicts") {
    const auto suite = run::run_suite({"toy/broken", "toy/true"}, small(2));
    CHECK(suite.claims[0].verdict == Verdict::undecided);
    CHECK_THAT(suite.claims[0].error, Catch::Matchers::Contains("a bug in the draw"));
    CHECK(suite.claims[1].verdict == Verdict::verified);
    CHECK(suite.claims[1].error.empty());
}

TEST_CASE("a claim that fails while it is planned or drawn is an error, and the others keep their verdicts") {
    const auto suite = run::run_suite({"toy/broken-figure", "toy/broken-plan", "toy/true"}, small(2));
    CHECK(suite.claims[0].verdict == Verdict::verified);
    CHECK(suite.claims[0].error == "drawing figure 1: a bug in the figure");
    REQUIRE(suite.claims[0].figures.size() == 1);
    CHECK(suite.claims[0].figures[0].id == "whole");
    CHECK(suite.claims[1].verdict == Verdict::undecided);
    CHECK(suite.claims[1].error == "planning its cells: a bug in the bound");
    CHECK(suite.claims[1].falsifications.at(0).verdict == Verdict::refuted);
    CHECK(suite.claims[2].verdict == Verdict::verified);
    CHECK(suite.claims[2].error.empty());
}

TEST_CASE("the draws are those of the cell's stream, each once and in order") {
    const auto cell = only("toy/close").cells.at(0);
    const random::StreamKey key{stream_key(1, "toy/close", cell.cell)};
    // More than one wave of several tasks.
    REQUIRE(cell.draws.size() == 20001);
    for (std::size_t i = 0; i < cell.draws.size(); ++i) {
        REQUIRE(cell.draws[i] == random::uniform(key, i));
    }
}

TEST_CASE("void draws are skipped and counted apart") {
    const auto claim = only("toy/dying");
    CHECK(claim.verdict == Verdict::verified);
    for (const auto& cell : claim.cells) {
        CHECK(cell.void_samples > 0);
        CHECK(cell.draws.size() == cell.samples);
        for (const double x : cell.draws) {
            CHECK_FALSE(std::isnan(x));
        }
    }
}

TEST_CASE("one cell can be asked for by text or number; its level travels with it") {
    RunOptions options = small();
    const auto all = only("toy/true");
    options.cell = "#3";
    const auto third = only("toy/true", options);
    REQUIRE(third.cells.size() == 1);
    CHECK(third.cells[0].draws == all.cells[2].draws);
    CHECK(third.cells[0].threshold_verify == all.cells[2].threshold_verify);
    options.cell = "#3:" + to_text(all.cells[2].cell);
    CHECK(only("toy/true", options).cells[0].log_evidence_verify == all.cells[2].log_evidence_verify);
    options.cell = to_text(all.cells[2].cell);
    CHECK(only("toy/true", options).cells[0].threshold_verify == all.cells[0].threshold_verify);
    for (const char* bad : {"#0", "#x", "n=4", "n=65,L=1", "n=4,L=4,t=0.1", "n=4,L=4,inputs=pair:0",
                            "n=4,L=4,order=diagonal"}) {
        options.cell = bad;
        INFO(bad);
        CHECK_THROWS_AS(only("toy/true", options), Error);
    }
}

TEST_CASE("the budget counts draws consumed, at any thread count") {
    for (const std::uint32_t threads : {1U, 2U, 7U}) {
        const auto close = only("toy/close", small(threads));
        for (const auto& cell : close.cells) {
            CHECK(cell.samples == 20001);
        }
    }
}

TEST_CASE("a stop request ends the run") {
    const std::atomic<bool> stop{true};
    RunOptions options = small();
    options.stop = &stop;
    CHECK_THROWS_AS(run::run_suite({"toy/true"}, options), run::Interrupted);
    // Planning hundreds of cells takes long enough to be interrupted too.
    CHECK_THROWS_AS(run::planned_cells(make_claim("toy/true"), options), run::Interrupted);
}

TEST_CASE("profiles are named, and a misspelt one is answered with the nearest") {
    CHECK(run::profile_named("standard").cells == 300);
    CHECK_THROWS_WITH(run::profile_named("quik"), Catch::Matchers::Contains("did you mean quick?"));
}
