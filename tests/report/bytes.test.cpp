// One more claim in a suite changes no byte of what the report says of the others.
#include "../run/toy_claims.hpp"
#include "catch.hpp"
#include "limitcheck/report/json.hpp"
#include "limitcheck/run/execute.hpp"

using namespace limitcheck;

LIMITCHECK_CLAIM("bytes/first") { return toy::uniform_claim(60); }
LIMITCHECK_CLAIM("bytes/second") { return toy::uniform_claim(55); }
LIMITCHECK_CLAIM("bytes/third") { return toy::uniform_claim(45); }

TEST_CASE("one more claim gives the same bytes for the old ones") {
    run::RunOptions options;
    options.profile = run::profile_named("quick");
    options.profile.cells = 4;
    options.profile.normals_a_cell = 2e4;
    options.threads = 2;
    const auto bytes = [&](const std::vector<std::string>& ids) {
        run::SuiteResult suite = run::run_suite(ids, options);
        std::erase_if(suite.claims, [](const run::ClaimResult& claim) { return claim.id == "bytes/first"; });
        suite.host = {};
        return report::to_json(suite);
    };
    const std::string old = bytes({"bytes/second", "bytes/third"});
    CHECK(bytes({"bytes/first", "bytes/second", "bytes/third"}) == old);
    CHECK(old.find("refuted") != std::string::npos);
}
