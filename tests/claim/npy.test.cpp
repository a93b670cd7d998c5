// NumPy arrays, byte by byte as numpy.save writes them.
#include <bit>
#include <cstdint>
#include <cstring>
#include <fstream>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/data_set.hpp"

using namespace limitcheck;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

/// A file of the format's version 1.0 or 2.0 with this header dictionary, padded as NumPy pads it.
std::string file(const std::string& dictionary, const std::string& numbers, char version = 1) {
    const std::size_t start = version == 1 ? 10 : 12;
    std::string header = dictionary;
    while ((start + header.size() + 1) % 64 != 0) {
        header += ' ';
    }
    header += '\n';
    std::string bytes = "\x93NUMPY";
    bytes += version;
    bytes += '\0';
    for (std::size_t i = 0; i < (version == 1 ? 2U : 4U); ++i) {
        bytes += static_cast<char>(header.size() >> (8 * i) & 0xff);
    }
    return bytes + header + numbers;
}

std::string dictionary(const std::string& type, bool fortran, const std::string& shape) {
    return "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") +
           ", 'shape': " + shape + ", }";
}

template <class Real>
std::string numbers(const std::vector<Real>& values) {
    std::string bytes;
    for (const Real value : values) {
        char raw[sizeof(Real)];
        std::memcpy(raw, &value, sizeof value);
        bytes.append(raw, sizeof raw);
    }
    return bytes;
}

const std::string good = numbers<double>({1, 2, 3, 4, 5, 6});

}  // namespace

TEST_CASE("both precisions, both orders and both versions give the same rows") {
    const std::vector<double> rows{1, 2, 3, 4, 5, 6};
    for (const char version : {char{1}, char{2}}) {
        const DataSet c = parse_npy(file(dictionary("<f8", false, "(2, 3)"), good, version), "a.npy");
        CHECK(c.rows == 2);
        CHECK(c.dimension == 3);
        CHECK(c.values == rows);
        const DataSet f = parse_npy(
            file(dictionary("<f8", true, "(2, 3)"), numbers<double>({1, 4, 2, 5, 3, 6}), version), "a.npy");
        CHECK(f.values == rows);
        const DataSet single = parse_npy(
            file(dictionary("<f4", false, "(2, 3)"), numbers<float>({1, 2, 3, 4, 5, 6}), version), "a.npy");
        CHECK(single.values == rows);
        CHECK(single.sha256 != c.sha256);
    }
}

TEST_CASE("what is wrong with an array is said with its place") {
    struct Case {
        std::string bytes;
        const char* what;
    };
    const double infinity = std::numeric_limits<double>::infinity();
    const std::string whole = file(dictionary("<f8", false, "(2, 3)"), good);
    for (const Case& c :
         {Case{"", "no .npy file"}, Case{"1,2\n3,4\n5,6\n", "no .npy file"},
          Case{file(dictionary("<f8", false, "(2, 3)"), good, 3), "format 3.0 is not read"},
          Case{whole.substr(0, 40), "cut off in its header"},
          Case{whole.substr(0, whole.size() - 1), "47 bytes of numbers where 2 x 3 of 8 bytes are 48"},
          Case{whole + "x", "49 bytes of numbers"}, Case{file("{'descr': '<f8'}", good), "names no descr"},
          Case{file(dictionary("<i8", false, "(2, 3)"), good), "type '<i8' are not read"},
          Case{file(dictionary(">f8", false, "(2, 3)"), good), "type '>f8' are not read"},
          Case{file(dictionary("<f8", false, "(6,)"), good), "has 1 dimensions"},
          Case{file(dictionary("<f8", false, "(1, 2, 3)"), good), "has 3 dimensions"},
          Case{file(dictionary("<f8", false, "(1, 6)"), good), "give at least two rows"},
          Case{file(dictionary("<f8", false, "(99999999999, 99999999999)"), good), "give fewer rows"},
          Case{file(dictionary("<f8", false, "(99999999999999999999999, 3)"), good),
               "no readable dimensions"},
          Case{file(dictionary("<f8", false, "(2, 3)"), numbers<double>({1, 2, 3, 4, infinity, 6})),
               "row 1, column 1"},
          Case{file(dictionary("<f8", false, "(2, 3)"), numbers<double>({1, 2, 3, 0, 0, 0})),
               "row 1: a row of zeros"},
          Case{file(dictionary("<f8", false, "(2, 3)"), numbers<double>({1, 2, 3, 1e-30, 0, 0})),
               "row 1: the row's mean square 3.33e-61 is outside"}}) {
        INFO(c.what);
        CHECK_THROWS_WITH(parse_npy(c.bytes, "a.npy"), StartsWith("a.npy:1:") && Contains(c.what));
        CHECK_THROWS_AS(parse_npy(c.bytes, "a.npy"), Error);
    }
}

TEST_CASE("a bad number is named by its byte") {
    const std::string bytes =
        file(dictionary("<f8", false, "(2, 2)"), numbers<double>({1, std::nan(""), 3, 4}));
    // The header fills 128 bytes; the second number begins at byte 137, counted from 1.
    CHECK_THROWS_WITH(parse_npy(bytes, "a.npy"), StartsWith("a.npy:1:137:"));
}

TEST_CASE("a file is read by what it holds") {
    const auto folder = std::filesystem::temp_directory_path() / "limitcheck-npy-test";
    std::filesystem::create_directories(folder);
    const auto write = [&](const char* name, const std::string& bytes) {
        std::ofstream(folder / name, std::ios::binary) << bytes;
        return folder / name;
    };
    CHECK(read_data(write("array.bin", file(dictionary("<f8", false, "(2, 3)"), good))).dimension == 3);
    CHECK(read_data(write("table.csv", "1,2\n3,4\n"), {"2"}).values == std::vector<double>{2, 4});
    CHECK_THROWS_WITH(read_data(write("text.npy", "1,2\n3,4\n")), Contains("no .npy file"));
    CHECK_THROWS_WITH(read_data(folder / "array.bin", {"2"}), Contains("select an array's columns in NumPy"));
    CHECK_THROWS_WITH(read_data(folder), Contains("this is a folder"));
    std::filesystem::remove_all(folder);
}
