#include "limitcheck/claim/domain.hpp"

#include <map>
#include <set>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/data_set.hpp"

using namespace limitcheck;

namespace {

const auto anywhere = [](const Cell&) { return true; };

std::vector<Cell> draw(const Domain& domain, std::uint64_t seed, std::uint64_t count,
                       const std::string& id = "a/b") {
    std::vector<Cell> cells;
    for (std::uint64_t j = 1; j <= count; ++j) {
        cells.push_back(domain.draw(seed, id, j, nullptr, anywhere));
    }
    return cells;
}

}  // namespace

TEST_CASE("forty cells always hold eight wide and eight deep ones, within the cost limit") {
    const Domain domain = cells().width(1, 65536).depth(1, 4096).time("0", "1");
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        int wide = 0;
        int deep = 0;
        for (const Cell& cell : draw(domain, seed, 40)) {
            wide += cell.width >= 4096 ? 1 : 0;
            deep += cell.depth >= 128 ? 1 : 0;
            CHECK(std::uint64_t{cell.width} * cell.depth <= (1U << 19));
            CHECK(cell.layer() >= 1);
            CHECK(cell.width >= 1);
            CHECK(cell.width <= 65536);
        }
        CHECK(wide >= 8);
        CHECK(deep >= 8);
    }
}

TEST_CASE("a cell is a function of seed, claim and index alone") {
    const Domain domain =
        cells().width(1, 65536).depth(1, 4096).time("0", "1").inputs({"pair:0", "pair:0.5"}).along_orders();
    const auto few = draw(domain, 7, 40);
    const auto many = draw(domain, 7, 300);
    for (std::size_t i = 0; i < few.size(); ++i) {
        CHECK(few[i] == many[i]);
    }
    CHECK_FALSE(draw(domain, 8, 40) == few);
    CHECK_FALSE(draw(domain, 7, 40, "a/c") == few);
}

TEST_CASE("widths are spread evenly over octaves") {
    std::map<int, int> octaves;
    const Domain domain = cells().width(1, 1023).depth(1, 1);
    for (const Cell& cell : draw(domain, 3, 4000)) {
        ++octaves[static_cast<int>(std::bit_width(cell.width)) - 1];
    }
    CHECK(octaves.size() == 10);
    for (const auto& [octave, count] : octaves) {
        INFO("octave " << octave);
        // One draw in five comes from the wide stratum, which here is the last octave's end.
        const int expected = octave == 9 ? 320 + 800 : 320;
        CHECK(std::abs(count - expected) < 6 * 20 + (octave == 9 ? 60 : 0));
    }
}

TEST_CASE("data rows replace the inputs, in distinct pairs") {
    const DataSet data = parse_csv("1,0\n0,1\n1,1\n", "f.csv");
    const Domain domain = cells().width(1, 64).depth(1, 64).inputs({"pair:0.5"}).takes_data(2);
    std::set<std::string> seen;
    for (std::uint64_t j = 1; j <= 60; ++j) {
        const Cell cell = domain.draw(1, "a/b", j, &data, anywhere);
        REQUIRE(cell.inputs.id().starts_with("rows:"));
        CHECK(cell.inputs.id().at(5) != cell.inputs.id().at(7));
        seen.insert(cell.inputs.id());
    }
    CHECK(seen.size() == 6);
}

TEST_CASE("a domain says what does not fit it, and when it is empty") {
    const Domain domain = cells().width(4, 64).depth(1, 64).inputs({"pair:0.5"});
    std::string why;
    CHECK(domain.contains(parse_cell("n=8,L=4,t=1,inputs=pair:0.1"), why));
    CHECK_FALSE(domain.contains(parse_cell("n=2,L=4,t=1,inputs=pair:0.1"), why));
    CHECK(why == "n=2 is outside 4..64");
    CHECK_FALSE(domain.contains(parse_cell("n=8,L=4"), why));
    CHECK_FALSE(domain.contains(parse_cell("n=8,L=4,t=0.1,inputs=pair:0.1"), why));
    CHECK_FALSE(domain.contains(parse_cell("n=8,L=4,inputs=pair:0.1,order=diagonal"), why));
    CHECK_THROWS_AS(domain.draw(1, "a/b", 1, nullptr, [](const Cell&) { return false; }), Error);
}
