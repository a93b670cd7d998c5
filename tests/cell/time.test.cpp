#include "limitcheck/cell/time.hpp"

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"

using limitcheck::Error;
using limitcheck::Time;

TEST_CASE("the layer of a time is floor(tL) exactly, where a double's product would round") {
    CHECK(Time::parse("0.7").layer(10) == 7);  // 0.7 as a double lies below 7/10
    CHECK(Time::parse("0.1").layer(10) == 1);
    CHECK(Time::parse("0.29").layer(100) == 29);  // 0.29 * 100 rounds to 28.999...
    CHECK(Time::parse("0.999999999").layer(1000) == 999);
    CHECK(Time::parse("1").layer(4096) == 4096);
    CHECK(Time::parse("0").layer(4096) == 0);
    CHECK(Time::parse("0.5").hits_layer(128));
    CHECK_FALSE(Time::parse("0.5").hits_layer(7));
}

TEST_CASE("a time's text is canonical and reads back") {
    for (const char* text : {"0", "1", "0.5", "0.0625", "0.000000001", "0.999999999"}) {
        CHECK(Time::parse(text).text() == text);
    }
    CHECK(Time::parse("0.500").text() == "0.5");
    CHECK(Time::parse("1.0").text() == "1");
}

TEST_CASE("what is not a decimal in [0, 1] is refused") {
    for (const char* text :
         {"", "-0.5", "1.5", "1.000000001", "2", ".5", "0.", "0,5", "nan", "5e-1", "0.0000000001"}) {
        CHECK_THROWS_AS(Time::parse(text), Error);
    }
}
