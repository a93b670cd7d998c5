#include "limitcheck/statistics/coverage.hpp"

#include <cmath>

#include "catch.hpp"
#include "exact.hpp"

using namespace limitcheck::statistics;
using namespace limitcheck::statistics::testing;

namespace {

// P(Bin(trials, p) <= events).
Exact lower_tail(int trials, int events, double p) {
    Exact term = pow(1 - Exact(p), Exact(trials));
    Exact sum = term;
    for (int j = 0; j < events; ++j) {
        term *= Exact(trials - j) / (j + 1) * Exact(p) / (1 - Exact(p));
        sum += term;
    }
    return sum;
}

}  // namespace

TEST_CASE("coverage: with no failure the bound is 1 - g^(1/K), rounded up") {
    for (const int cells : {1, 2, 10, 40, 1000}) {
        for (const double g : {0.5, 0.05, 0.01, 1e-6}) {
            const Exact reference = 1 - pow(Exact(g), 1 / Exact(cells));
            const double value = clopper_pearson_upper(static_cast<std::uint64_t>(cells), 0, g);
            CHECK(Exact(value) >= reference);
            CHECK(Exact(std::nextafter(value, 0.0)) <= reference);
        }
    }
}

TEST_CASE("coverage: the bound is where the binomial tail equals g,") {
    for (const int trials : {1, 5, 40, 300, 5000}) {
        for (const int events : {0, 1, 4, 37, 250, 4999}) {
            if (events >= trials) {
                continue;
            }
            for (const double g : {0.2, 0.01, 1e-5}) {
                CAPTURE(trials, events, g);
                const double upper = clopper_pearson_upper(static_cast<std::uint64_t>(trials),
                                                           static_cast<std::uint64_t>(events), g);
                CHECK(lower_tail(trials, events, upper) <= g);
                CHECK(lower_tail(trials, events, std::nextafter(upper, 0.0)) >=
                      Exact(g) * (1 - Exact(1e-25)));
            }
        }
    }
}

TEST_CASE("coverage: the lower bound mirrors the upper one") {
    CHECK(clopper_pearson_lower(10, 0, 0.05) == 0.0);
    CHECK(clopper_pearson_upper(10, 10, 0.05) == 1.0);
    CHECK(clopper_pearson_lower(10, 10, 0.05) == Approx(std::pow(0.05, 0.1)).epsilon(1e-12));
    // At the lower bound, seven events or more in twenty have the probability g.
    const double lower = clopper_pearson_lower(20, 7, 0.05);
    CHECK(1 - lower_tail(20, 6, lower) <= Exact(0.05));
    CHECK(1 - lower_tail(20, 6, lower + 1e-15) >= Exact(0.05));
}

TEST_CASE("coverage: undecided cells are failures and nothing is claimed without cells") {
    const Coverage all = coverage(40, 0, 0.05, 1e-6);
    CHECK(all.violating_mass == Approx(1.0 - std::pow(0.05, 1.0 / 40.0)).epsilon(1e-12));
    CHECK(Exact(all.confidence) <= 1 - Exact(0.05) - Exact(1e-6));
    CHECK(all.confidence == Approx(0.949999));
    CHECK(coverage(40, 0, 0.05, 0.0).confidence == 0.95);
    CHECK(coverage(40, 1, 0.05, 1e-6).violating_mass > all.violating_mass);
    CHECK(coverage(40, 40, 0.05, 1e-6).violating_mass == 1.0);
    CHECK(coverage(0, 0, 0.05, 1e-6).violating_mass == 1.0);
    CHECK(to_text(all) ==
          "40 of 40 random cells verified: with confidence 0.9499 at most 7.22 % of the domain's draws "
          "violate the statement");
    CHECK(to_text(coverage(0, 0, 0.05, 1e-6)).find("nothing is known") != std::string::npos);
}

TEST_CASE("coverage: impossible counts are refused") {
    CHECK_THROWS_AS(clopper_pearson_upper(0, 0, 0.1), std::logic_error);
    CHECK_THROWS_AS(clopper_pearson_upper(3, 4, 0.1), std::logic_error);
    CHECK_THROWS_AS(clopper_pearson_upper(3, 1, 0.0), std::logic_error);
    CHECK_THROWS_AS(coverage(3, 4, 0.05, 1e-6), std::logic_error);
}
