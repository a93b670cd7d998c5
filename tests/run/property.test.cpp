#include "limitcheck/run/property.hpp"

#include "catch.hpp"
#include "limitcheck/statistics/budget.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;
using run::check_cells;
using run::PropertyOptions;

namespace {

const Domain domain =
    cells().width(1, 4096).depth(1, 4096).time("0", "1").inputs({"pair:0", "pair:0.5", "pair:-0.5"});
const auto anywhere = [](const Cell&) { return true; };

run::PropertyResult check(const std::function<bool(const Cell&)>& good, const Domain& over = domain) {
    PropertyOptions options;
    options.cases = 200;
    options.largest = 1U << 22;
    return check_cells(
        "toy/planted", over, anywhere,
        [&](const Cell& cell, std::string& why) {
            why = "planted";
            return good(cell);
        },
        options);
}

}  // namespace

TEST_CASE("a failing cell shrinks to the boundary of where the statement is false") {
    const auto deep = check([](const Cell& cell) { return cell.depth < 37; });
    REQUIRE(deep.minimal);
    CHECK_FALSE(deep.holds);
    CHECK(to_text(*deep.minimal) == "n=1,L=37,t=1,inputs=pair:0");
    CHECK(deep.failing->depth >= 37);

    // Of the pairs on the boundary, the one of least width, whatever was drawn.
    const auto large = check([](const Cell& cell) { return std::uint64_t{cell.width} * cell.depth < 1000; });
    REQUIRE(large.minimal);
    CHECK(to_text(*large.minimal) == "n=1,L=1000,t=1,inputs=pair:0");
    const auto shallow = check([](const Cell& cell) { return std::uint64_t{cell.width} * cell.depth < 1000; },
                               domain.depth(1, 64));
    REQUIRE(shallow.minimal);
    CHECK(to_text(*shallow.minimal) == "n=16,L=63,t=1,inputs=pair:0");

    const auto correlated = check([](const Cell& cell) { return cell.inputs.gram(0, 1) <= 0; });
    REQUIRE(correlated.minimal);
    CHECK(to_text(*correlated.minimal) == "n=1,L=1,t=1,inputs=pair:0.5");

    const auto early = check([](const Cell& cell) { return cell.time >= Time::parse("0.75"); });
    REQUIRE(early.minimal);
    CHECK(to_text(*early.minimal) == "n=1,L=2,t=0.5,inputs=pair:0");

    const std::pair<Order::Kind, const char*> kinds[] = {{Order::Kind::width_first, "width-first"},
                                                         {Order::Kind::depth_first, "depth-first"},
                                                         {Order::Kind::diagonal, "diagonal"},
                                                         {Order::Kind::power, "power:1"},
                                                         {Order::Kind::staircase, "staircase:0"}};
    for (const auto& [kind, id] : kinds) {
        const auto order = check([kind = kind](const Cell& cell) { return cell.order->kind() != kind; },
                                 domain.along_orders());
        REQUIRE(order.minimal);
        CHECK(to_text(*order.minimal) == std::string("n=1,L=1,t=1,inputs=pair:0,order=") + id);
    }
}

TEST_CASE("shrinking stays inside the domain") {
    const Domain narrow =
        cells()
            .width(3, 64)
            .depth(2, 64)
            .time("0.25", "0.5")
            .inputs({"pair:0"})
            .limit([](const Cell& cell) { return cell.width != cell.depth; }, "n different from L");
    const auto all = check([](const Cell&) { return false; }, narrow);
    REQUIRE(all.minimal);
    CHECK(to_text(*all.minimal) == "n=3,L=2,t=0.5,inputs=pair:0");
}

TEST_CASE("a failure is repeated by its seed, and its message prints the cells") {
    const auto first = check([](const Cell& cell) { return cell.depth < 37; });
    const auto second = check([](const Cell& cell) { return cell.depth < 37; });
    CHECK(*first.failing == *second.failing);
    CHECK(first.cases == second.cases);
    CHECK_THAT(first.message, Catch::Matchers::Contains("fails at n=1,L=37,t=1,inputs=pair:0 (drawn: "));
}

TEST_CASE("a property that holds says how many cases it saw, and one without cases does not hold") {
    int calls = 0;
    const auto good = check([&](const Cell&) { return ++calls > 0; });
    CHECK(good.holds);
    CHECK(good.cases == 200);
    CHECK(calls == 200);
    PropertyOptions none;
    none.cases = 0;
    CHECK_THROWS_AS(check_cells(
                        "toy/none", domain, anywhere, [](const Cell&, std::string&) { return true; }, none),
                    std::logic_error);
}

TEST_CASE("drawn cells differ: the first is not always the least") {
    std::vector<std::string> seen;
    check([&](const Cell& cell) {
        seen.push_back(to_text(cell));
        return true;
    });
    // Case j has the domain's j-th cell: 200 cases say more than 40 do.
    REQUIRE(seen.size() == 200);
    for (std::uint64_t j = 1; j <= seen.size(); ++j) {
        CHECK(seen[j - 1] == to_text(domain.draw(1, "toy/planted", j, nullptr, anywhere)));
    }
    std::sort(seen.begin(), seen.end());
    seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
    CHECK(seen.size() > 190);
}

TEST_CASE("a later attempt has higher thresholds, and its commands say so") {
    PropertyOptions options;
    options.cases = 1;
    options.attempt = 3;
    const auto later = run::check_claim(toy::uniform_claim(45), options);
    REQUIRE(later.confirmation);
    statistics::ErrorBudget budget;
    budget.attempt = 3;
    CHECK(later.confirmation->threshold_refute == budget.cell(1001).refute.value);
    CHECK_THAT(later.message, Catch::Matchers::Contains(" --attempt 3"));
    const run::CellResult cell =
        run::judge_cell(toy::uniform_claim(45), parse_cell("n=4,L=4"), 2, 1, 1e6, nullptr, 3);
    CHECK(cell.threshold_refute == budget.cell(2).refute.value);
}

TEST_CASE("a claim is checked through its own test") {
    PropertyOptions options;
    options.cases = 3;
    CHECK(run::check_claim(toy::uniform_claim(60), options).holds);
    const auto wrong = run::check_claim(toy::uniform_claim(45), options);
    CHECK_FALSE(wrong.holds);
    CHECK_THAT(wrong.message, Catch::Matchers::Contains("refuted after"));
    REQUIRE(wrong.minimal);
    CHECK(to_text(*wrong.minimal) == "n=1,L=1,t=1");
    REQUIRE(wrong.confirmation);
    CHECK(wrong.confirmation->verdict == statistics::Verdict::refuted);
}
