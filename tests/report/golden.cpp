#include "golden.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "catch.hpp"

namespace limitcheck::test {

std::string read_file(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream content;
    content << stream.rdbuf();
    return content.str();
}

void check_golden(const std::string& name, const std::string& text) {
    const std::string path = std::string(LIMITCHECK_GOLDEN_DIR) + "/" + name;
    const char* const approve = std::getenv("LIMITCHECK_APPROVE");
    if (approve != nullptr && std::string(approve) == "1") {
        std::ofstream stream(path, std::ios::binary);
        stream << text;
        REQUIRE(stream.good());
        return;
    }
    const std::string approved = read_file(path);
    const bool same = approved == text;
    CHECK(same);
    if (same) {
        return;
    }
    std::istringstream old_lines(approved);
    std::istringstream new_lines(text);
    std::string old_line;
    std::string new_line;
    int number = 0;
    do {
        ++number;
        old_line = new_line = "(end of file)";
        std::getline(old_lines, old_line);
        std::getline(new_lines, new_line);
    } while (old_line == new_line && old_lines && new_lines);
    FAIL("tests/golden/" << name << ":" << number << "\n  approved: " << old_line
                         << "\n  produced: " << new_line
                         << "\nIf the change is meant: tools/approve-golden, then read the difference.");
}

}  // namespace limitcheck::test
