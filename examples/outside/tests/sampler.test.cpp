// A sampler of one's own, tested without the command line: its mean and its distribution function, three
// lines each. No tolerance is tuned and no seed is lucky: each verdict is wrong with probability at most
// 1e-9.
#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_test_macros.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <cmath>

#include "limitcheck/random/stream.hpp"
#include "limitcheck/statistics/check.hpp"

using namespace limitcheck::statistics;

/// The sampler under test: exponential of mean 1, by inversion.
double exponential(std::uint64_t i) {
    return -std::log(limitcheck::random::uniform(limitcheck::random::StreamKey{42}, i));
}

TEST_CASE("the sampler's mean is 1 within 5 percent") {
    const Check mean =
        check_mean(exponential, {.low = 0.95, .high = 1.05, .second_moment = 1.0, .centre = 1.0});
    INFO(mean.message);
    CHECK(mean.verdict == Verdict::verified);
}

TEST_CASE("the sampler's law is the exponential one") {
    const Check law = check_law(exponential, {.distribution = [](double x) { return -std::expm1(-x); }});
    INFO(law.message);
    CHECK(law.verdict == Verdict::verified);
}

TEST_CASE("a wrong law is refuted") {
    const Check law = check_law(exponential, {.distribution = [](double x) { return -std::expm1(-x * x); }});
    INFO(law.message);
    CHECK(law.verdict == Verdict::refuted);
}
