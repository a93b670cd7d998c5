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

TEST_CASE("a stratum that would be nearly a point is none") {
    // Every fifth cell of these domains would be the largest one, or close to it.
    for (const Domain& domain : {cells().width(16, 144).depth(16, 144), cells().width(64, 4096).depth(4, 128),
                                 cells().width(64, 16383).depth(4, 511)}) {
        std::set<std::uint32_t> widths;
        std::set<std::uint32_t> depths;
        int narrow = 0;
        int shallow = 0;
        for (std::uint64_t j = 1; j <= 196; j += 5) {
            const Cell first = domain.draw(1, "a/b", j, nullptr, anywhere);
            const Cell second = domain.draw(1, "a/b", j + 1, nullptr, anywhere);
            widths.insert(first.width);
            depths.insert(second.depth);
            narrow += first.width < 128 ? 1 : 0;
            shallow += second.depth < 64 ? 1 : 0;
        }
        CHECK(widths.size() > 20);
        CHECK(depths.size() > 20);
        CHECK(narrow >= 4);
        CHECK(shallow >= 4);
    }
}

TEST_CASE("a domain says which law its cells are drawn from") {
    const auto text = [](const Domain& domain) { return domain.description(nullptr); };
    CHECK(
        text(cells().width(1, 65536).depth(1, 4096)) ==
        "n in 1..65536, L in 1..4096 (log-uniform: an octave, then a size in it; cells 1, 6, 11, ...: n from "
        "4096 on; cells 2, 7, 12, ...: L from 128 on), n L at most 2^19 (cells 1 to 40), 2^21 (to 300), 2^23 "
        "(beyond), t among k/16 in [1, 1], inputs one; only where the bound is below what holds trivially");
    CHECK(text(cells().width(16, 144).depth(16, 144))
              .find("16..144 (log-uniform: an octave, then a size in "
                    "it), n L") != std::string::npos);
    CHECK(text(cells().width(8192, 65536).depth(1, 511)).find("cells") ==
          text(cells().width(8192, 65536).depth(1, 511)).find("cells 1 to 40"));
    CHECK(text(cells().width(4, 4).depth(7, 7)).find("log-uniform") == std::string::npos);
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
        CHECK(std::abs(count - 400) < 6 * 20);
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

TEST_CASE("a cell beyond the limit of a domain is not in it, and every drawn one is") {
    const Domain domain =
        cells()
            .width(16, 4096)
            .depth(1, 4096)
            .inputs({"pair:0.5", "pair:0"})
            .limit(
                [](const Cell& cell) { return cell.depth <= 2 * cell.width && cell.inputs.gram(0, 1) > 0; },
                "L at most 2 n, inputs that correlate");
    std::string why;
    CHECK(domain.contains(parse_cell("n=16,L=32,inputs=pair:0.1"), why));
    CHECK_FALSE(domain.contains(parse_cell("n=16,L=33,inputs=pair:0.1"), why));
    CHECK(why == "it breaks the limit of the domain: L at most 2 n, inputs that correlate");
    CHECK_FALSE(domain.contains(parse_cell("n=16,L=16,inputs=pair:0"), why));
    // What does not fit otherwise is not shown to the limit, which may read what is not there.
    CHECK_FALSE(domain.contains(parse_cell("n=16,L=16"), why));
    CHECK(why.find("takes 2 inputs") != std::string::npos);
    for (std::uint64_t j = 1; j <= 60; ++j) {
        INFO(why);
        CHECK(domain.contains(domain.draw(5, "a/b", j, nullptr, anywhere), why));
    }
}

TEST_CASE("times outside a domain are not in it") {
    std::string why;
    const Domain some = cells().time("0.25", "0.5");
    CHECK(some.contains(parse_cell("n=8,L=16,t=0.3"), why));
    CHECK_FALSE(some.contains(parse_cell("n=8,L=16,t=1"), why));
    CHECK(why == "t=1 is outside 0.25..0.5");
    CHECK_FALSE(some.contains(parse_cell("n=8,L=16,t=0.2"), why));
    // Without times a domain is at t = 1.
    CHECK_FALSE(cells().contains(parse_cell("n=8,L=16,t=0.5"), why));
}

TEST_CASE("steps to simpler cells stay in the domain, the boldest first, and every chain of them ends") {
    const Domain domain = cells()
                              .width(2, 4096)
                              .depth(1, 512)
                              .time("0.125", "1")
                              .inputs({"pair:0", "pair:0.5", "pair:-0.9"})
                              .along_orders()
                              .limit([](const Cell& cell) { return cell.width != cell.depth; }, "n not L");
    std::vector<std::string> texts;
    const Cell cell = parse_cell("n=10,L=6,t=0.75,inputs=pair:0.5,order=width-first");
    for (const SimplerCell& step : domain.simpler(cell, nullptr, Coordinate::time)) {
        texts.push_back(to_text(step.cell));
    }
    const auto with = [](const char* start, const char* rest) { return std::string(start) + rest; };
    const char* rest = ",t=0.75,inputs=pair:0.5,order=width-first";
    // (6, 6) and (8, 8) are left out by the limit, (10, 1) because it has no layer at t = 0.75.
    CHECK(texts == std::vector<std::string>{"n=10,L=6,t=1,inputs=pair:0.5,order=width-first",
                                            "n=10,L=6,t=0.5,inputs=pair:0.5,order=width-first",
                                            "n=10,L=6,t=0.75,inputs=pair:0,order=width-first",
                                            "n=10,L=6,t=0.75,inputs=pair:0.5,order=diagonal",
                                            with("n=2,L=6", rest),
                                            with("n=8,L=6", rest),
                                            with("n=9,L=6", rest),
                                            with("n=10,L=4", rest),
                                            with("n=10,L=5", rest),
                                            with("n=6,L=3", rest),
                                            with("n=8,L=4", rest),
                                            with("n=9,L=5", rest),
                                            with("n=2,L=30", rest),
                                            with("n=6,L=10", rest),
                                            with("n=9,L=7", rest),
                                            with("n=3,L=6", rest),
                                            with("n=4,L=6", rest),
                                            with("n=5,L=6", rest),
                                            with("n=7,L=6", rest),
                                            with("n=10,L=2", rest),
                                            with("n=10,L=3", rest)});
    for (std::uint64_t j = 1; j <= 40; ++j) {
        Cell at = domain.draw(5, "a/b", j, nullptr, anywhere);
        Coordinate first = Coordinate::width;
        std::size_t steps = 0;
        for (auto next = domain.simpler(at, nullptr, first); !next.empty();
             next = domain.simpler(at, nullptr, first)) {
            for (const SimplerCell& step : next) {
                std::string why;
                REQUIRE(domain.contains(step.cell, why));
                REQUIRE(step.cell.width != step.cell.depth);
                REQUIRE_FALSE(step.cell == at);
                REQUIRE(std::uint64_t{step.cell.width} * step.cell.depth <
                        std::uint64_t{at.width} * at.depth + step.cell.width);
            }
            const SimplerCell& taken = next[(j * 2654435761U >> 7) % next.size()];
            first = taken.changed;
            at = taken.cell;
            REQUIRE(++steps < 3000);
        }
        CHECK(to_text(at).ends_with(",t=1,inputs=pair:0,order=diagonal"));
    }
}

TEST_CASE("sizes that a domain ties together shrink together") {
    const Domain square = cells().width(4, 64).depth(4, 64).limit(
        [](const Cell& cell) { return cell.width == cell.depth; }, "L = n");
    std::vector<std::string> texts;
    for (const SimplerCell& step : square.simpler(parse_cell("n=36,L=36"), nullptr)) {
        texts.push_back(to_text(step.cell));
    }
    CHECK(texts == std::vector<std::string>{"n=4,L=4,t=1", "n=20,L=20,t=1", "n=28,L=28,t=1", "n=32,L=32,t=1",
                                            "n=34,L=34,t=1", "n=35,L=35,t=1"});
}

TEST_CASE("rows of a file move to earlier rows, listed pairs to earlier pairs") {
    DataSet data = parse_csv("1,0\n0,1\n1,1\n2,1\n", "f.csv");
    const auto ids = [&](const Domain& domain, const Inputs& inputs) {
        Cell cell;
        cell.inputs = inputs;
        std::vector<std::string> all;
        for (const SimplerCell& step : domain.simpler(cell, &data, Coordinate::inputs)) {
            all.push_back(step.cell.inputs.id());
        }
        return all;
    };
    using Ids = std::vector<std::string>;
    CHECK(ids(cells().takes_data(1), data.inputs({3})) == Ids{"rows:0", "rows:2"});
    const Domain pairs = cells().inputs({"pair:0"}).takes_data(2);
    CHECK(ids(pairs, data.inputs({2, 3})) == Ids{"rows:0:3", "rows:1:3", "rows:2:0"});
    const Domain triples = cells().inputs({"equal:3:0"}).takes_data(3);
    CHECK(ids(triples, data.inputs({1, 2, 3})) == Ids{"rows:0:2:3", "rows:1:0:3", "rows:1:2:0"});
    data.pairs = {{3, 0}, {1, 2}, {2, 3}};
    CHECK(ids(pairs, data.inputs({2, 3})) == Ids{"rows:3:0", "rows:1:2"});
}

TEST_CASE("a domain draws three distinct rows of a file, and all of them in time") {
    const DataSet data = parse_csv("1,0,0\n0,1,0\n0,0,1\n1,1,1\n", "f.csv");
    const Domain triples = cells().inputs({"equal:3:0"}).takes_data(3).width(2, 64).depth(1, 16);
    std::set<std::string> seen;
    for (std::uint64_t j = 1; j <= 400; ++j) {
        const Cell cell = triples.draw(1, "a/b", j, &data, [](const Cell&) { return true; });
        REQUIRE(cell.inputs.count() == 3);
        seen.insert(cell.inputs.id());
        std::string why;
        CHECK(triples.contains(cell, why));
    }
    CHECK(seen.size() == 4 * 3 * 2);
    CHECK(data.resolve("rows:3:1:0").gram(0, 1) == Approx(1.0 / 3));
    CHECK_THROWS_AS(data.resolve("rows:0:1:4"), Error);
    CHECK_THROWS_AS(data.resolve("rows:"), Error);
}

TEST_CASE("a domain contains the cells it draws, whatever the number of their inputs") {
    const Domain mixed = cells().inputs({"one", "pair:0.5"}).width(2, 64).depth(1, 16);
    std::set<std::size_t> counts;
    for (std::uint64_t j = 1; j <= 40; ++j) {
        const Cell cell = mixed.draw(1, "a/b", j, nullptr, [](const Cell&) { return true; });
        std::string why;
        CHECK(mixed.contains(cell, why));
        counts.insert(cell.inputs.count());
    }
    CHECK(counts == std::set<std::size_t>{1, 2});
    std::string why;
    CHECK_FALSE(mixed.contains(parse_cell("n=4,L=4,inputs=equal:3:0"), why));
    CHECK(why == "the claim takes 1 or 2 inputs, inputs=equal:3:0 gives 3");
    CHECK(cells().takes_data(2).contains(parse_cell("n=4,L=4,inputs=pair:0"), why));
}

TEST_CASE("a domain that no cell can be drawn from says why") {
    CHECK(cells().empty_because().empty());
    CHECK(cells().width(64, 1024).depth(1, 4096).time("0", "1").empty_because().empty());
    CHECK(cells().width(1024, 1024).depth(1024, 1024).empty_because() ==
          "the least n and L make n L at least 1048576, and cells 1 to 40 have at most 524288; let n or L "
          "start lower");
    CHECK(cells().width(2, 65536).depth(256, 512).empty_because() ==
          "every fifth cell has n of at least 4096, which makes n L at least 1048576, and cells 1 to 40 have "
          "at "
          "most 524288; let n or L start lower");
    CHECK(cells().depth(1, 1).time("0.25", "0.5").empty_because() ==
          "at t = 0.5 even L = 1 is at layer 0, which is exact; let t or L reach further");
}
