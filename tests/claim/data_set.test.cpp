#include "limitcheck/claim/data_set.hpp"

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"

using namespace limitcheck;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

TEST_CASE("a CSV file is read with or without a header, with LF or CRLF, with spaces") {
    for (const char* text :
         {"1,2\n3,4\n", "x,y\n1,2\n3,4", "1, 2\r\n3 ,4\r\n", "1,2\n3,4\n\n", "\"x\",\"y\"\n1,2\n3,4\n",
          "\xEF\xBB\xBF"
          "1,2\n+3,4e0\n"}) {
        const DataSet data = parse_csv(text, "f.csv");
        CHECK(data.rows == 2);
        CHECK(data.dimension == 2);
        CHECK(data.values == std::vector<double>{1, 2, 3, 4});
    }
}

TEST_CASE("the checksum is that of the file's bytes") {
    // sha256sum of the four bytes "1\n2\n".
    CHECK(parse_csv("1\n2\n", "f.csv").sha256 ==
          "a6e2b7a040683432de03a18fd8a1939a2fdf82585b364bfc874bdd4095c4cae1");
}

TEST_CASE("what is wrong is said with file, line and column") {
    struct Case {
        const char* text;
        const char* start;
        const char* what;
    };
    using namespace std::string_literals;
    const std::string binary = "1,2\n3,\0\x01"s;
    for (const Case& c :
         {Case{"", "f.csv:1:1:", "no rows"}, Case{"x,y\n", "f.csv:1:1:", "no rows"},
          Case{"1,2\n", "f.csv:1:1:", "a single row"},
          Case{"1,2\n3\n", "f.csv:2:1:", "1 fields where the first line has 2"},
          Case{"a,b,c\n1,2\n3,4\n", "f.csv:2:3:", "2 fields where"},
          Case{"1,2\n3,x\n", "f.csv:2:3:", "'x' is not a number"},
          Case{"1,2\n3,\n", "f.csv:2:3:", "'' is not a number"},
          Case{"1,2\nnan,4\n", "f.csv:2:1:", "not a finite number"},
          Case{"1,inf\n1,2\n", "f.csv:1:3:", "not a finite number"},
          Case{"1,1e999\n1,2\n", "f.csv:1:3:", "not a finite number"},
          Case{"1,2\n0,0\n", "f.csv:2:1:", "a row of zeros"},
          Case{"1e-90,0\n1,2\n", "f.csv:1:1:", "mean square 5e-181 is outside 1e-20..1e20; rescale"},
          Case{"1,2\n3e10,0\n", "f.csv:2:1:", "mean square 4.5e+20 is outside"},
          Case{"\"1\",\"2\"\n3,4\n5,6\n", "f.csv:1:1:", "is not a number"},
          Case{"1,2\n\n3,4\n", "f.csv:2:1:", "an empty line"},
          Case{"x,1\n3,4\n", "f.csv:1:1:", "'x' is not a number"},
          Case{"1;2\n3;4\n", "f.csv:1:1:", "'1;2' is not a number; give numbers separated by commas"}}) {
        INFO(c.text);
        CHECK_THROWS_WITH(parse_csv(c.text, "f.csv"), StartsWith(c.start) && Contains(c.what));
    }
    CHECK_THROWS_WITH(parse_csv(binary, "f.csv"), StartsWith("f.csv:2:3:") && Contains("control byte"));
    CHECK_THROWS_WITH(read_csv("/nonexistent/f.csv"), Contains("cannot be opened"));
    CHECK_THROWS_WITH(read_csv("/"), Contains("folder"));
}

TEST_CASE("a first line of numbers is what --header says it is") {
    const std::string counted = "0,1,2,3,4,5,6,7\n1,0,0,0,0,0,0,0\n0,1,0,0,0,0,0,0\n";
    const std::string indexed = ",0,1,2,3,4,5,6,7\n0,1,0,0,0,0,0,0,0\n1,0,1,0,0,0,0,0,0\n";
    CHECK_THROWS_WITH(parse_csv(counted, "f.csv"), StartsWith("f.csv:1:1:") && Contains("--header yes"));
    CHECK_THROWS_WITH(parse_csv(indexed, "f.csv", {"2-9", CsvHeader::by_itself}), Contains("--header yes"));
    CHECK(parse_csv(counted, "f.csv", {"", CsvHeader::yes}).rows == 2);
    CHECK(parse_csv(counted, "f.csv", {"", CsvHeader::no}).rows == 3);
    CHECK(parse_csv(counted, "f.csv", {"", CsvHeader::no}).selection == " --header no");
    CHECK(parse_csv(indexed, "f.csv", {"2-9", CsvHeader::yes}).values[0] == 1.0);
    // Short vectors of such numbers are what they look like.
    CHECK(parse_csv("0,1,2\n2,1,0\n", "f.csv").rows == 2);
    // Names that begin like numbers.
    CHECK_THROWS_WITH(parse_csv("2theta,-x\n1,2\n3,4\n", "f.csv"), Contains("--header yes if this line"));
    CHECK(parse_csv("2theta,-x\n1,2\n3,4\n", "f.csv", {"2theta", CsvHeader::yes}).dimension == 1);
    CHECK_THROWS_WITH(parse_csv("x,y\n1,2\n3,4\n", "f.csv", {"", CsvHeader::no}),
                      Contains("'x' is not a number"));
    CHECK(parse_header("no") == CsvHeader::no);
    CHECK_THROWS_WITH(parse_header("maybe"), "--header 'maybe': give auto, yes or no");
    CHECK_THROWS_WITH(parse_csv("a,b\n1,2\n\"x, y\",2\n", "f.csv", {"2"}), Contains("within quotes"));
}

TEST_CASE("options are repeated as a shell reads them") {
    CHECK(parse_csv("it's,b\n1,2\n3,4\n", "f.csv", {"it's"}).selection == " --columns 'it'\\''s'");
}

TEST_CASE("rows become inputs by their Gram matrix over the dimension") {
    const DataSet data = parse_csv("3,4\n-4,3\n6,8\n", "f.csv");
    const Inputs pair = data.resolve("rows:0:2");
    CHECK(pair.second_moment(0) == 12.5);
    CHECK(pair.second_moment(1) == 50.0);
    CHECK(pair.gram(0, 1) == Approx(25.0));
    CHECK(pair.gram(0, 1) * pair.gram(0, 1) <= pair.second_moment(0) * pair.second_moment(1));
    CHECK(data.resolve("rows:0:1").gram(0, 1) == 0.0);
    CHECK(data.resolve("rows:1").count() == 1);
    CHECK(data.resolve("pair:0.5").gram(0, 1) == 0.5);
    CHECK_THROWS_AS(data.resolve("rows:3"), Error);
    CHECK_THROWS_AS(data.resolve("rows:0:x"), Error);
    CHECK_THROWS_AS(data.resolve("rows:"), Error);
}

TEST_CASE("columns are chosen by number, range or name; the others may hold anything") {
    const char* text = "id,x,y,label\nrow1,1,2,cat\nrow2,3,4,dog\n";
    for (const char* list : {"2-3", "2,3", "x,y", "x,3"}) {
        const DataSet data = parse_csv(text, "f.csv", {list});
        CHECK(data.dimension == 2);
        CHECK(data.values == std::vector<double>{1, 2, 3, 4});
    }
    CHECK(parse_csv("\"a\",\"b\"\n1,2\n3,4\n", "f.csv", {"b"}).values == std::vector<double>{2, 4});
    CHECK(parse_csv(text, "f.csv", {"y,x"}).values == std::vector<double>{2, 1, 4, 3});
    CHECK(parse_csv(text, "f.csv", {"y,x"}).selection == " --columns 'y,x'");
    CHECK(parse_csv("1,a,2\n3,b,4\n", "f.csv", {"1,3"}).values == std::vector<double>{1, 2, 3, 4});
    for (const char* list : {"z", "0", "5", "3-2", "2-9", "2,,3", "-1"}) {
        CHECK_THROWS_WITH(parse_csv(text, "f.csv", {list}),
                          StartsWith("f.csv:1:1:") && Contains("names no column"));
    }
    CHECK_THROWS_WITH(parse_csv(text, "f.csv", {"1,2"}), StartsWith("f.csv:2:1:") && Contains("'row1'"));
}

TEST_CASE("pairs are listed by row numbers") {
    DataSet data = parse_csv("1,2\n3,4\n5,6\n", "f.csv");
    list_pairs(data, "0,2\n\n2 , 1\r\n", "p.csv");
    CHECK(data.pairs == std::vector<std::array<std::size_t, 2>>{{0, 2}, {2, 1}});
    list_pairs(data,
               "\xEF\xBB\xBF"
               "1,0\n",
               "p.csv");
    CHECK(data.pairs == std::vector<std::array<std::size_t, 2>>{{1, 0}});
    struct Case {
        const char* text;
        const char* start;
        const char* what;
    };
    for (const Case& c :
         {Case{"", "p.csv:1:1:", "no pairs"}, Case{"0,1\n0\n", "p.csv:2:1:", "1 fields"},
          Case{"0,3\n", "p.csv:1:3:", "'3' names no row"}, Case{"0,x\n", "p.csv:1:3:", "'x' names no row"},
          Case{"0,1\n1,1\n", "p.csv:2:3:", "paired with itself"}}) {
        INFO(c.text);
        CHECK_THROWS_WITH(list_pairs(data, c.text, "p.csv"), StartsWith(c.start) && Contains(c.what));
    }
}
