#include "limitcheck/run/property.hpp"

#include "catch.hpp"
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

    const auto large = check([](const Cell& cell) { return std::uint64_t{cell.width} * cell.depth < 1000; });
    REQUIRE(large.minimal);
    const std::uint64_t product = std::uint64_t{large.minimal->width} * large.minimal->depth;
    CHECK(product >= 1000);
    // No coordinate can be made smaller.
    CHECK(std::uint64_t{large.minimal->width - 1} * large.minimal->depth < 1000);
    CHECK(std::uint64_t{large.minimal->width} * (large.minimal->depth - 1) < 1000);

    const auto correlated = check([](const Cell& cell) { return cell.inputs.gram(0, 1) <= 0; });
    REQUIRE(correlated.minimal);
    CHECK(to_text(*correlated.minimal) == "n=1,L=1,t=1,inputs=pair:0.5");

    const auto order = check([](const Cell& cell) { return cell.order->kind() != Order::Kind::width_first; },
                             domain.along_orders());
    REQUIRE(order.minimal);
    CHECK(to_text(*order.minimal) == "n=1,L=1,t=1,inputs=pair:0,order=width-first");
}

TEST_CASE("a failure is repeated by its seed, and its message tells how") {
    const auto first = check([](const Cell& cell) { return cell.depth < 37; });
    const auto second = check([](const Cell& cell) { return cell.depth < 37; });
    CHECK(*first.failing == *second.failing);
    CHECK(first.cases == second.cases);
    CHECK_THAT(first.message, Catch::Matchers::Contains("--cell 'n=1,L=37,t=1,inputs=pair:0' --seed 1"));
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
    std::sort(seen.begin(), seen.end());
    seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
    CHECK(seen.size() > 30);
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
}
