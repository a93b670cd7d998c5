#include "limitcheck/statistics/budget.hpp"

#include "catch.hpp"
#include "exact.hpp"
#include "limitcheck/cell/error.hpp"

using namespace limitcheck::statistics;
using namespace limitcheck::statistics::testing;

namespace {

Exact pi() { return 4 * atan(Exact(1)); }

Exact share(std::uint64_t k) { return 6 / (pi() * pi() * Exact(k) * Exact(k)); }

}  // namespace

TEST_CASE("budget: thresholds are the closed form, rounded up to the next double") {
    for (const double alpha : {1e-6, 0.05, 0.5}) {
        for (const std::uint64_t j : {1ULL, 2ULL, 40ULL, 100000ULL, 1ULL << 40}) {
            for (const std::uint64_t attempt : {1ULL, 7ULL}) {
                const Exact reference = -log(Exact(alpha) / 1024 * share(j) * share(attempt));
                const double value = log_threshold(alpha, j, attempt).value;
                CHECK(Exact(value) >= reference);
                CHECK(Exact(std::nextafter(value, 0.0)) < reference);
            }
        }
    }
    CHECK(log_threshold(1e-6, 1).value == Approx(21.742).margin(1e-3));
}

TEST_CASE("budget: all cells of 1024 claims in all attempts together spend no more than alpha") {
    // The rest of the series beyond J is below 1/J: the sum is enclosed, not extrapolated.
    Exact sum = 0;
    const std::uint64_t last = 20000;
    for (std::uint64_t j = 1; j <= last; ++j) {
        sum += share(j);
    }
    CHECK(sum < 1);
    CHECK(sum + 6 / (pi() * pi()) / Exact(last) > 1);
    // Spent by the thresholds themselves: 1024 claims, 2000 cells, 50 attempts.
    Exact spent = 0;
    for (std::uint64_t j = 1; j <= 2000; ++j) {
        spent += exp(-Exact(log_threshold(0.5, j, 1).value));
    }
    Exact attempts = 0;
    for (std::uint64_t k = 1; k <= 50; ++k) {
        attempts +=
            exp(-Exact(log_threshold(0.5, 1, k).value) + Exact(log_threshold(0.5, 1, 1).value)) * share(1);
    }
    const Exact total = 1024 * (spent / share(1)) * attempts;
    CHECK(total <= Exact(0.5));
    CHECK(total > Exact(0.48));
}

TEST_CASE("budget: both sides of a cell, each from its own rate") {
    const ErrorBudget budget{.alpha_refute = 1e-3, .alpha_verify = 1e-9, .attempt = 2};
    const Thresholds thresholds = budget.cell(5);
    CHECK(thresholds.refute == log_threshold(1e-3, 5, 2));
    CHECK(thresholds.verify == log_threshold(1e-9, 5, 2));
    CHECK(ErrorBudget{}.cell(3).verify == log_threshold(1e-6, 3, 1));
}

TEST_CASE("budget: rates that are no rates and counts from zero are the user's errors") {
    CHECK_THROWS_AS(log_threshold(0.0, 1), limitcheck::Error);
    CHECK_THROWS_AS(log_threshold(1.0, 1), limitcheck::Error);
    CHECK_THROWS_AS(log_threshold(NAN, 1), limitcheck::Error);
    CHECK_THROWS_AS(log_threshold(0.1, 0), limitcheck::Error);
    CHECK_THROWS_AS(log_threshold(0.1, 1, 0), limitcheck::Error);
}
