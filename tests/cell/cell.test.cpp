#include "limitcheck/cell/cell.hpp"

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/cell/hash.hpp"

using namespace limitcheck;

TEST_CASE("a cell's text reads back to the same cell") {
    for (const char* text : {"n=64,L=128,t=0.5", "n=1,L=1,t=1", "n=65536,L=8,t=0.0625,inputs=pair:-0.9",
                             "n=16,L=4,t=1,inputs=pair:0.5:2:0.25,order=staircase:1f"}) {
        CHECK(to_text(parse_cell(text)) == text);
    }
    CHECK(to_text(parse_cell("L=4,n=8")) == "n=8,L=4,t=1");
}

TEST_CASE("a malformed cell is refused with its reason") {
    using Catch::Matchers::Contains;
    CHECK_THROWS_WITH(parse_cell("n=64"), Contains("n and L are required"));
    CHECK_THROWS_WITH(parse_cell("n=0,L=4"), Contains("n=0 is not an integer"));
    CHECK_THROWS_WITH(parse_cell("n=64,L=4,n=3"), Contains("given twice"));
    CHECK_THROWS_WITH(parse_cell("n=64,L=4,w=3"), Contains("unknown key 'w'"));
    CHECK_THROWS_WITH(parse_cell("n=64,,L=4"), Contains("not key=value"));
    CHECK_THROWS_AS(parse_cell("n=64,L=4,inputs=pair:2"), Error);
    CHECK_THROWS_AS(parse_cell("n=99999999999999999999,L=4"), Error);
    CHECK_THROWS_AS(parse_cell(""), Error);
}

TEST_CASE("inputs are known by their Gram matrix") {
    const Inputs pair = Inputs::parse("pair:-0.5:4:0.25");
    CHECK(pair.count() == 2);
    CHECK(pair.second_moment(0) == 4.0);
    CHECK(pair.second_moment(1) == 0.25);
    CHECK(pair.gram(0, 1) == -0.5);
    CHECK(pair.gram(1, 0) == -0.5);
    CHECK(Inputs::parse("one").gram(0, 0) == 1.0);
    CHECK(Inputs::parse(Inputs::one(0.1).id()) == Inputs::one(0.1));
    for (const char* id :
         {"", "two", "pair", "pair:1.5", "pair:nan", "pair:0:1", "pair:0:0:1", "one:-1", "one:inf"}) {
        CHECK_THROWS_AS(Inputs::parse(id), Error);
    }
}

TEST_CASE("stream keys differ in each of seed, claim and cell, and are fixed for ever") {
    const Cell cell = parse_cell("n=64,L=128,t=0.5");
    CHECK(stream_key(1, "a/b", cell) != stream_key(2, "a/b", cell));
    CHECK(stream_key(1, "a/b", cell) != stream_key(1, "a/c", cell));
    CHECK(stream_key(1, "a/b", cell) != stream_key(1, "a/b", parse_cell("n=64,L=128,t=0.25")));
    // FNV-1a of "a" before the finalizer is af63dc4c8601ec8c; the values below were computed apart, in
    // Python.
    CHECK(hash_bytes("a") == 0x82a2a958a9bece5bULL);
    CHECK(stream_key(1, "a/b", cell) == 0xfce360e958f36aa5ULL);
}
