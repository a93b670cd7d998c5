// Numbers as text: the side they are rounded to, and the way back to the same bits.
#include "../../src/report/number.hpp"

#include <cmath>
#include <cstdlib>
#include <limits>

#include "catch.hpp"
#include "limitcheck/precise/enclosure.hpp"

using namespace limitcheck::report;
using limitcheck::precise::Enclosure;

namespace {

const std::vector<double> values = {0.0,
                                    -0.0,
                                    1.0,
                                    0.1,
                                    -0.1,
                                    1.0 / 3,
                                    2.0 / 3,
                                    1e300,
                                    -1e-300,
                                    5e-324,
                                    123456789.0,
                                    std::nextafter(1.0, 2.0),
                                    std::numeric_limits<double>::max(),
                                    std::numeric_limits<double>::min()};

}  // namespace

TEST_CASE("a directed decimal lies on its side of the number, within two units in the last place") {
    for (const double value : values) {
        const Enclosure exact = Enclosure::exactly(value, 2200);
        const Enclosure down = Enclosure::decimal(directed_decimal(value, Toward::down), 2200);
        const Enclosure up = Enclosure::decimal(directed_decimal(value, Toward::up), 2200);
        INFO(value);
        CHECK((exact - down).upper() >= 0);
        CHECK((exact - down).lower() >= -1e-300 * std::abs(value));
        CHECK((up - exact).lower() >= -1e-300 * std::abs(value));
        CHECK((up - down).upper() <= std::abs(value) * 4.5e-16 + 5e-324);
    }
    CHECK(directed_decimal(0.1, Toward::down) == "0.1");
    CHECK(directed_decimal(0.1, Toward::up) == "0.10000000000000001");
    CHECK(directed_decimal(0.5, Toward::up) == "0.5");
    CHECK(directed_decimal(-INFINITY, Toward::down) == "null");
}

TEST_CASE("the shortest decimal reads back to the same double") {
    for (const double value : values) {
        const double back = std::strtod(shortest_decimal(value).c_str(), nullptr);
        CHECK(back == value);
        CHECK(std::signbit(back) == std::signbit(value));
    }
    CHECK(shortest_decimal(NAN) == "null");
}

TEST_CASE("hexadecimal text is exact and nothing else is read") {
    for (const double value : values) {
        const std::optional<double> back = parse_hexadecimal(hexadecimal(value));
        REQUIRE(back);
        CHECK(*back == value);
        CHECK(std::signbit(*back) == std::signbit(value));
    }
    CHECK(hexadecimal(3.0) == "0x1.8p+1");
    CHECK(hexadecimal(-INFINITY) == "-inf");
    CHECK(*parse_hexadecimal("-inf") == -INFINITY);
    for (const char* text :
         {"", "0x", "1.5", "0x1.8p+1 ", " 0x1p0", "0x1p0x", "--0x1p0", "-nan", "0x-1p0", "0xinf"}) {
        INFO(text);
        CHECK_FALSE(parse_hexadecimal(text));
    }
    CHECK(hexadecimal(std::uint64_t{255}) == "0x00000000000000ff");
}

TEST_CASE("the bits of draws survive, and their layout is the documented one") {
    CHECK(hexadecimal_bits({1.0, -2.0}) == "3ff0000000000000c000000000000000");
    const std::optional<std::vector<double>> back = parse_hexadecimal_bits(hexadecimal_bits(values));
    REQUIRE(back);
    CHECK(hexadecimal_bits(*back) == hexadecimal_bits(values));
    CHECK_FALSE(parse_hexadecimal_bits("3ff000000000000"));
    CHECK_FALSE(parse_hexadecimal_bits("3ff000000000000G"));
    CHECK_FALSE(parse_hexadecimal_bits("3FF0000000000000"));
}

TEST_CASE("numbers for people keep their side") {
    CHECK(display(0.12341, 4, Toward::up) == "0.1235");
    CHECK(display(0.12349, 4, Toward::down) == "0.1234");
    CHECK(display(1234567.0, 3, Toward::up) == "1.24e+06");
    CHECK(display(0.12345678, 3) == "0.123");
    CHECK(display(-INFINITY, 3, Toward::down) == "-inf");
}
