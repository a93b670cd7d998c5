// Planted falsehoods: statements that are false exactly where they are made so. What is reported as the
// smallest counterexample must be the boundary, through the property module and through a run.
#include "limitcheck/run/shrink.hpp"

#include <fmt/format.h>

#include <string>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/data_set.hpp"
#include "limitcheck/run/execute.hpp"
#include "limitcheck/run/property.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;
using statistics::Verdict;

namespace {

using Where = bool (*)(const Cell&);

/// A uniform number, of mean 1/2; where `wrong` holds, one of mean 0.9. Its mean is claimed to be at most
/// 0.6.
Test planted_test(Where wrong) {
    Measurement measurement = toy::uniform();
    measurement.draw = [wrong](const Cell& cell, random::StreamKey key, std::uint64_t first,
                               std::size_t count, std::span<double> out) {
        for (std::size_t i = 0; i < count; ++i) {
            const double u = random::uniform(key, first + i);
            out[i] = wrong(cell) ? 1 - u / 5 : u;
        }
    };
    const CellNumber level = [](const Cell&) { return precise::Enclosure::ratio(6, 10); };
    return measuring(measurement).at_most(level).decided_by({mean("x").at_most(level)}).estimated_by("x");
}

Claim planted_claim(Where wrong, bool orders = false) {
    const Domain domain = cells()
                              .width(1, 4096)
                              .depth(1, 4096)
                              .time("0", "1")
                              .inputs({"pair:0", "pair:0.5", "pair:-0.5"})
                              .takes_data(2);
    return claim()
        .title("a statement that is false in a corner of its domain")
        .states("E X", "E X")
        .from(toy::source())
        .over(orders ? domain.along_orders() : domain)
        .tests(planted_test(wrong))
        .falsified_by("a fifth too low", "mean 0.5 against 0.4", 0.2, toy::mean_at_most(40), {"n=1,L=1"})
        .falsified_by("far too low", "mean 0.5 against 0.1", 0.8, toy::mean_at_most(10), {"n=1,L=1"});
}

}  // namespace

LIMITCHECK_CLAIM("planted/deep") {
    return planted_claim([](const Cell& cell) { return cell.depth >= 37; });
}
LIMITCHECK_CLAIM("planted/large") {
    return planted_claim([](const Cell& cell) { return std::uint64_t{cell.width} * cell.depth >= 1000; });
}
LIMITCHECK_CLAIM("planted/correlated") {
    return planted_claim([](const Cell& cell) { return cell.inputs.gram(0, 1) != 0; });
}
LIMITCHECK_CLAIM("planted/odd-and-deep") {
    return planted_claim([](const Cell& cell) { return cell.depth >= 37 && cell.depth % 2 == 1; });
}
LIMITCHECK_CLAIM("planted/odd") {
    Claim claim = planted_claim([](const Cell& cell) { return cell.depth % 2 == 1; });
    claim.domain = claim.domain.depth(2, 4096);
    return claim;
}
LIMITCHECK_CLAIM("planted/thirds") {
    Claim claim = planted_claim([](const Cell& cell) { return cell.depth % 3 == 0; });
    claim.domain = claim.domain.depth(2, 4096);
    return claim;
}
LIMITCHECK_CLAIM("planted/fifths-of-width") {
    return planted_claim([](const Cell& cell) { return cell.width % 5 == 0; });
}
LIMITCHECK_CLAIM("planted/power-orders") {
    return planted_claim([](const Cell& cell) { return cell.order->kind() == Order::Kind::power; }, true);
}
LIMITCHECK_CLAIM("planted/staircases") {
    return planted_claim([](const Cell& cell) { return cell.order->kind() == Order::Kind::staircase; }, true);
}
LIMITCHECK_CLAIM("planted/everywhere") {
    return planted_claim([](const Cell&) { return true; });
}
LIMITCHECK_CLAIM("planted/on-the-bound") {
    // False for even depths; at the others the mean is at its bound, and no budget decides.
    Claim claim = planted_claim([](const Cell& cell) { return cell.depth % 2 == 0; });
    const CellNumber level = [](const Cell& cell) {
        return cell.depth % 2 == 0 ? precise::Enclosure::ratio(6, 10) : precise::Enclosure::ratio(1, 2);
    };
    claim.test = measuring(claim.test.measurement)
                     .at_most(level)
                     .decided_by({mean("x").at_most(level)})
                     .estimated_by("x");
    return claim;
}
LIMITCHECK_CLAIM("planted/one-cell") {
    // False in one place that is drawn: no simpler cell is refuted.
    Claim claim = planted_claim([](const Cell& cell) { return cell.width == 1 && cell.depth == 64; });
    claim.domain = cells().width(1, 1).depth(64, 64).inputs({"pair:0"});
    return claim;
}

namespace {

const std::pair<const char*, const char*> planted[] = {
    {"planted/deep", "n=1,L=37,t=1,inputs=pair:0"},
    {"planted/large", "n=1,L=1000,t=1,inputs=pair:0"},
    {"planted/correlated", "n=1,L=1,t=1,inputs=pair:0.5"},
    {"planted/odd-and-deep", "n=1,L=37,t=1,inputs=pair:0"},
    {"planted/odd", "n=1,L=3,t=1,inputs=pair:0"},
    {"planted/thirds", "n=1,L=3,t=1,inputs=pair:0"},
    {"planted/fifths-of-width", "n=5,L=1,t=1,inputs=pair:0"},
    {"planted/power-orders", "n=1,L=1,t=1,inputs=pair:0,order=power:1"},
    {"planted/staircases", "n=1,L=1,t=1,inputs=pair:0,order=staircase:0"},
    {"planted/one-cell", "n=1,L=64,t=1,inputs=pair:0"}};

run::RunOptions small(std::uint32_t threads = 1) {
    run::RunOptions options;
    options.profile = run::profile_named("quick");
    options.profile.normals_a_cell = 1e5;
    options.threads = threads;
    return options;
}

run::ClaimResult only(const std::string& id, const run::RunOptions& options = small()) {
    return run::run_suite({id}, options).claims.at(0);
}

/// What stands between --cell and --seed of a command line.
std::string cell_of(const std::string& command) {
    const std::size_t from = command.find("--cell '") + 8;
    return command.substr(from, command.find('\'', from) - from);
}

}  // namespace

TEST_CASE("a run reports the boundary of where a claim is false, confirmed") {
    for (const auto& [id, boundary] : planted) {
        INFO(id);
        const run::ClaimResult claim = only(id);
        CHECK(claim.verdict == Verdict::refuted);
        REQUIRE(claim.counterexample);
        const run::Counterexample& found = *claim.counterexample;
        CHECK(to_text(found.cell.cell) == boundary);
        CHECK(found.minimal);
        CHECK(found.tried <= run::most_cells_tried);
        CHECK(found.cell.verdict == Verdict::refuted);
        CHECK_FALSE(found.cell.counts);
        CHECK_THAT(claim.reason, Catch::Matchers::Contains(boundary));
        // The first refuted cell, and its own numbers, are there too.
        const auto first = std::find_if(claim.cells.begin(), claim.cells.end(),
                                        [](const auto& cell) { return cell.verdict == Verdict::refuted; });
        CHECK(found.drawn == first->index);
        CHECK(claim.coverage.cells == 40);
    }
}

TEST_CASE("the property module ends at the same boundary, confirmed") {
    for (const auto& [id, boundary] : planted) {
        INFO(id);
        run::PropertyOptions options;
        options.cases = 40;
        options.normals_a_cell = 1e5;
        const run::PropertyResult result = run::check_claim(make_claim(id), options);
        CHECK_FALSE(result.holds);
        REQUIRE(result.minimal);
        CHECK(to_text(*result.minimal) == boundary);
        REQUIRE(result.confirmation);
        CHECK(result.confirmation->verdict == Verdict::refuted);
    }
}

TEST_CASE("a confirmation stands on draws and a level of its own") {
    const run::ClaimResult claim = only("planted/one-cell");
    const run::CellResult& confirmed = claim.counterexample.value().cell;
    const run::CellResult& drawn = claim.cells.at(claim.counterexample->drawn - 1);
    // The same cell, so that only the streams differ.
    REQUIRE(confirmed.cell == drawn.cell);
    CHECK(confirmed.draws.at(0) != drawn.draws.at(0));
    CHECK(confirmed.threshold_refute == statistics::ErrorBudget{}.cell(run::confirmation_index).refute.value);
    CHECK(confirmed.threshold_refute > drawn.threshold_refute + 13);
    CHECK(confirmed.log_evidence_refute >= confirmed.threshold_refute);
    CHECK(run::confirmation_stream("a/b") == "a/b@confirm");
    CHECK(run::search_stream("a/b") == "a/b@search");
    const random::StreamKey key{stream_key(1, run::confirmation_stream("planted/one-cell"), confirmed.cell)};
    for (std::size_t i = 0; i < confirmed.draws.size(); ++i) {
        REQUIRE(confirmed.draws[i] == 1 - random::uniform(key, i) / 5);
    }
    for (const std::string& profile : run::profile_names()) {
        CHECK(run::profile_named(profile).cells < run::confirmation_index);
    }
}

TEST_CASE("commands repeat the drawn cell and the confirmation, on the command line and in a test") {
    const run::ClaimResult claim = only("planted/deep");
    const run::CellResult& drawn = claim.cells.at(claim.counterexample.value().drawn - 1);
    for (const run::CellResult* cell : {&drawn, &claim.counterexample->cell}) {
        run::RunOptions options = small();
        options.cell = cell_of(cell->reproduce);
        const run::ClaimResult again = only("planted/deep", options);
        REQUIRE(again.cells.size() == 1);
        CHECK(again.cells[0].draws == cell->draws);
        CHECK(again.cells[0].threshold_refute == cell->threshold_refute);
        CHECK(again.cells[0].log_evidence_refute == cell->log_evidence_refute);
        CHECK(again.cells[0].reproduce == cell->reproduce);
        CHECK_FALSE(again.counterexample);
        run::PropertyOptions property;
        property.cell = options.cell;
        property.normals_a_cell = 1e5;
        const run::PropertyResult tested = run::check_claim(make_claim("planted/deep"), property);
        CHECK_FALSE(tested.holds);
        CHECK(tested.cases == 1);
        CHECK(*tested.failing == cell->cell);
        CHECK_THAT(tested.message,
                   Catch::Matchers::Contains("after " + std::to_string(cell->samples) + " networks"));
        CHECK_THAT(tested.message, Catch::Matchers::Contains("--cell '" + *options.cell + "' --seed 1"));
    }
}

TEST_CASE("only the claim's own cell, typed again, refutes the claim") {
    const run::ClaimResult full = only("planted/deep");
    const std::uint64_t own = full.counterexample.value().drawn;
    const std::string text = to_text(full.cells.at(own - 1).cell);
    const auto typed = [](const std::string& cell, std::uint64_t seed = 1) {
        run::RunOptions options = small();
        options.cell = cell;
        options.seed = seed;
        run::ClaimResult claim = only("planted/deep", options);
        CHECK(claim.cells.at(0).verdict == Verdict::refuted);
        return claim;
    };
    for (const std::string& cell : {fmt::format("#{}:{}", own, text), fmt::format("#{}", own)}) {
        const run::ClaimResult claim = typed(cell);
        CHECK(claim.verdict == Verdict::refuted);
        CHECK_THAT(claim.reason,
                   Catch::Matchers::Contains(fmt::format("the claim's own cell #{}, which refutes it", own)));
    }
    // Another index, another seed, another cell, no index, and a confirmation that no search asked for.
    for (const run::ClaimResult& claim :
         {typed(fmt::format("#{}:{}", own + 1, text)), typed(fmt::format("#{}:{}", own, text), 2),
          typed(fmt::format("#{}:n=3,L=99,t=1,inputs=pair:0", own)), typed("n=3,L=99,t=1,inputs=pair:0"),
          typed("#confirm:n=3,L=99,t=1,inputs=pair:0")}) {
        CHECK(claim.verdict == Verdict::undecided);
        CHECK_THAT(claim.reason, Catch::Matchers::Contains("outside the error budget"));
    }
}

TEST_CASE("a test's own commands repeat what it found") {
    run::PropertyOptions options;
    options.cases = 20;
    options.seed = 3;
    const run::PropertyResult found = run::check_claim(make_claim("planted/deep"), options);
    REQUIRE(found.minimal);
    std::size_t repeated = 0;
    for (std::size_t at = found.message.find("repeat: "); at != std::string::npos;
         at = found.message.find("repeat: ", at + 1)) {
        const std::string command = found.message.substr(at, found.message.find('\n', at) - at);
        CHECK_THAT(command, Catch::Matchers::Contains("limitcheck run 'planted/deep' --cell '#"));
        CHECK_THAT(command, Catch::Matchers::EndsWith(" --seed 3"));
        run::RunOptions run_options = small();
        run_options.seed = 3;
        run_options.cell = cell_of(command);
        CHECK(only("planted/deep", run_options).cells.at(0).verdict == Verdict::refuted);
        ++repeated;
    }
    CHECK(repeated == 2);
}

TEST_CASE("the search does not depend on threads") {
    for (const char* id : {"planted/deep", "planted/large"}) {
        const run::ClaimResult one = only(id, small(1));
        for (const std::uint32_t threads : {2U, 7U}) {
            const run::ClaimResult more = only(id, small(threads));
            CHECK(more.counterexample.value().cell.cell == one.counterexample.value().cell.cell);
            CHECK(more.counterexample->tried == one.counterexample->tried);
            CHECK(more.counterexample->cell.draws == one.counterexample->cell.draws);
        }
    }
}

TEST_CASE("the search stays within its bounds, and says when they cut it short") {
    const Claim claim = make_claim("planted/deep");
    const run::ClaimResult full = only("planted/deep");
    const run::CellResult& drawn = full.cells.at(full.counterexample.value().drawn - 1);
    run::SearchOptions options;
    options.normals_a_cell = 1e5;
    const run::Counterexample found = run::smallest_counterexample(claim, drawn, options);
    CHECK(found.minimal);
    CHECK(found.cell.cell == full.counterexample->cell.cell);
    CHECK(found.normals < 1e5);
    // A budget that ends the search on its way: it stops with the first cell that has spent it.
    options.normals_a_cell = 500;
    const auto for_one = static_cast<double>(drawn.samples);
    const run::Counterexample less = run::smallest_counterexample(claim, drawn, options);
    CHECK_FALSE(less.minimal);
    CHECK(less.cell.cell.depth >= 37);
    CHECK(less.normals >= 500);
    CHECK(less.normals <= 500 + for_one + 1);
    // A claim that is refuted nowhere but in the drawn cell is left after a bounded number of cells.
    run::CounterexampleSearch search(claim, drawn, options);
    std::uint64_t asked = 0;
    for (std::uint32_t depth = 1; depth < 37; ++depth) {
        for (std::uint32_t width = 1; width < 37; ++width) {
            Cell cell = drawn.cell;
            cell.width = width;
            cell.depth = depth;
            CHECK_FALSE(search.refutes(cell));
            ++asked;
        }
    }
    CHECK(search.cut_short());
    CHECK(search.tried() <= run::most_cells_tried);
    CHECK(search.tried() < asked);
}

TEST_CASE("a simpler cell without a verdict is no reason to call a counterexample the smallest") {
    run::RunOptions options = small();
    options.profile.cells = 4;
    const run::ClaimResult claim = only("planted/on-the-bound", options);
    REQUIRE(claim.counterexample);
    CHECK(to_text(claim.counterexample->cell.cell) == "n=1,L=2,t=1,inputs=pair:0");
    CHECK(claim.counterexample->cell.verdict == Verdict::refuted);
    CHECK(claim.counterexample->undecided == 1);  // L = 1
    CHECK_FALSE(claim.counterexample->minimal);
    CHECK_THAT(claim.reason, Catch::Matchers::Contains("1 simpler cell stayed undecided"));
    CHECK(only("planted/deep").counterexample.value().undecided == 0);
}

TEST_CASE("a true claim and a claim asked for one cell have no counterexample") {
    CHECK_FALSE(only("planted/deep",
                     [] {
                         run::RunOptions options = small();
                         options.cell = "n=4,L=64,inputs=pair:0";
                         return options;
                     }())
                    .counterexample);
    run::RunOptions falsify = small();
    falsify.falsify_only = true;
    CHECK_FALSE(only("planted/everywhere", falsify).counterexample);
}

TEST_CASE("rows of a file shrink to earlier rows") {
    const DataSet data = parse_csv("1,0\n0,1\n1,1\n2,1\n1,3\n0,2\n3,0\n", "f.csv");
    run::RunOptions options = small();
    options.data = &data;
    // Rows 0 and 1 are orthogonal; rows 0 and 2 are not.
    const run::ClaimResult claim = only("planted/correlated", options);
    REQUIRE(claim.counterexample);
    const Cell& cell = claim.counterexample->cell.cell;
    CHECK(cell.width == 1);
    CHECK(cell.depth == 1);
    CHECK(cell.inputs.gram(0, 1) != 0);
    CHECK(claim.counterexample->cell.verdict == Verdict::refuted);
    CHECK_THAT(claim.counterexample->cell.reproduce, Catch::Matchers::Contains("--inputs FILE"));
    for (const SimplerCell& simpler : make_claim("planted/correlated").domain.simpler(cell, &data)) {
        CHECK(simpler.cell.inputs.gram(0, 1) == 0);
    }
}
