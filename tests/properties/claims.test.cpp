// Every claim as a Catch2 test case driven by rapidcheck: cells drawn, held against the claim's own test, and
// shrunk when they fail. The seed is fixed: a failure repeats. LIMITCHECK_CLAIM_ID picks one claim, as its
// entry of ctest does; LIMITCHECK_CELL and LIMITCHECK_SEED, as --cell and --seed of the commands that a
// failure prints, repeat one cell in place of drawn ones.
#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/run/property.hpp"

using namespace limitcheck;

namespace {

void holds(const std::string& id) {
    run::PropertyOptions options;
    options.seed = 20230203;
    options.cases = 5;
    if (const char* cell = std::getenv("LIMITCHECK_CELL")) {
        options.cell = cell;
        options.cases = 1;
    }
    if (const char* seed = std::getenv("LIMITCHECK_SEED")) {
        const auto number = parse_unsigned(seed, std::numeric_limits<std::uint64_t>::max());
        REQUIRE(number);
        options.seed = *number;
    }
    const run::PropertyResult result = run::check_claim(make_claim(id), options);
    INFO(result.message);
    CHECK(result.cases >= options.cases);
    CHECK(result.holds);
}

}  // namespace

TEST_CASE("a claim holds on cells of its domain", "[property]") {
    const char* one = std::getenv("LIMITCHECK_CLAIM_ID");
    for (const std::string& id : one != nullptr ? std::vector<std::string>{one} : claim_ids()) {
        DYNAMIC_SECTION(id) { holds(id); }
    }
}

TEST_CASE("every claim is a property", "[.]") {
    const char* ids = std::getenv("LIMITCHECK_CLAIM_IDS");
    REQUIRE(ids != nullptr);
    std::istringstream words(ids);
    std::vector<std::string> tested(std::istream_iterator<std::string>(words), {});
    std::sort(tested.begin(), tested.end());
    CHECK(tested == claim_ids());
}
