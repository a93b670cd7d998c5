// The vector targets: there is one at least, each runs when asked for, and others are refused with their
// names.
#include "limitcheck/random/vector_target.hpp"

#include <hwy/targets.h>

#include <set>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/random/lanes.hpp"
#include "targets.hpp"

using namespace limitcheck::random;

TEST_CASE("each compiled target that the machine has is the one that runs when it is asked for") {
    std::set<std::string> run;
    limitcheck::tests::for_each_target([&](const std::string& name) {
        CHECK(hwy::TargetName(hwy::SupportedTargets()) == name);
        run.insert(name);
    });
    CHECK_FALSE(run.empty());
    std::size_t available = 0;
    std::set<std::string> names;
    for (const VectorTarget& target : vector_targets()) {
        available += target.available ? 1 : 0;
        names.insert(target.name);
    }
    CHECK(run.size() == available);
    CHECK(names.size() == vector_targets().size());
#if defined(__x86_64__)
    CHECK(names == std::set<std::string>{"AVX3", "AVX2", "SSE4"});
#endif
}

TEST_CASE("a vector target that the machine does not run is refused, and the choice stays the machine's") {
    use_vector_target("");
    const auto own = hwy::SupportedTargets();
    for (const char* name : {"AVX9", "avx2", " ", "SSSE3"}) {
        CHECK_THROWS_AS(use_vector_target(name), limitcheck::Error);
        CHECK(hwy::SupportedTargets() == own);
    }
    std::string message;
    try {
        use_vector_target("AVX9");
    } catch (const limitcheck::Error& error) {
        message = error.what();
    }
    CHECK(message.find("'AVX9'") != std::string::npos);
    CHECK(message.find(vector_targets().back().name) != std::string::npos);
}
