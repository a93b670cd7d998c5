#include "limitcheck/statistics/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

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

// P(at most k of independent events with these probabilities happen), k = 0, 1, ..., by convolution.
std::vector<Exact> lower_tails(const std::vector<double>& chances) {
    std::vector<Exact> law{Exact(1)};
    for (const double p : chances) {
        law.emplace_back(0);
        for (std::size_t k = law.size() - 1; k > 0; --k) {
            law[k] = law[k] * (1 - Exact(p)) + law[k - 1] * Exact(p);
        }
        law[0] *= 1 - Exact(p);
    }
    for (std::size_t k = 1; k < law.size(); ++k) {
        law[k] += law[k - 1];
    }
    return law;
}

// How often the bound on the mean mass is below the truth, for cells that violate with these probabilities.
Exact error_rate(const std::vector<double>& chances, double g) {
    const auto cells = static_cast<std::uint64_t>(chances.size());
    Exact mean = 0;
    for (const double p : chances) {
        mean += Exact(p) / cells;
    }
    const std::vector<Exact> tails = lower_tails(chances);
    Exact wrong = 0;
    for (std::uint64_t failures = 0; failures <= cells; ++failures) {
        if (Exact(coverage(cells, failures, g, 0).violating_mass) < mean) {
            wrong += failures == 0 ? tails[0] : tails[failures] - tails[failures - 1];
        }
    }
    return wrong;
}

}  // namespace

TEST_CASE("coverage: the bound on the mean mass holds for cells of different laws") {
    // Ones, zeros, and a rest in between: what maximizes a tail of independent events (Hoeffding 1956).
    for (const std::size_t cells : {1U, 2U, 3U, 10U, 40U}) {
        for (std::size_t ones = 0; ones <= cells; ones += cells == 40 ? 3 : 1) {
            for (std::size_t zeros = 0; ones + zeros < cells; zeros += cells == 40 ? 7 : 1) {
                for (const double rest : {0.01, 0.05, 0.3, 0.72, 0.9487, 0.99}) {
                    std::vector<double> chances(cells, rest);
                    std::fill_n(chances.begin(), ones, 1.0);
                    std::fill_n(chances.rbegin(), zeros, 0.0);
                    CAPTURE(cells, ones, zeros, rest);
                    CHECK(error_rate(chances, 0.05) <= Exact(0.05) * (1 + Exact(1e-12)));
                }
            }
        }
    }
}

TEST_CASE("coverage: the binomial bound would fail for 39 cells that are sure to violate") {
    std::vector<double> chances(40, 1.0);
    const double upper = clopper_pearson_upper(40, 39, 0.05);
    chances.front() = 40 * upper - 39 - 1e-9;  // the mean is just below the bound
    CHECK(lower_tails(chances)[39] > Exact(0.0512));
    CHECK(coverage(40, 39, 0.05, 0).violating_mass == 1.0);
    CHECK(coverage(40, 38, 0.05, 0).violating_mass == clopper_pearson_upper(40, 38, 0.05));
    CHECK(coverage(1, 0, 0.05, 0).violating_mass == clopper_pearson_upper(1, 0, 0.05));
}

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
    CHECK(
        to_text(all) ==
        "40 of 40 random cells verified: with confidence 0.9499 at most 7.22 % of the generator's mean mass "
        "lies on cells that violate the statement (the mean over these cells' laws; their number was fixed "
        "before the run, each was drawn independently; cells not verified count as violating, vacuous ones "
        "are not among them)");
    CHECK(to_text(coverage(40, 39, 0.05, 1e-6)) ==
          "1 of 40 random cells verified: no bound on the share of the domain that violates the statement");
    CHECK(to_text(coverage(0, 0, 0.05, 1e-6)).find("nothing is known") != std::string::npos);
}

TEST_CASE("coverage: impossible counts are refused") {
    CHECK_THROWS_AS(clopper_pearson_upper(0, 0, 0.1), std::logic_error);
    CHECK_THROWS_AS(clopper_pearson_upper(3, 4, 0.1), std::logic_error);
    CHECK_THROWS_AS(clopper_pearson_upper(3, 1, 0.0), std::logic_error);
    CHECK_THROWS_AS(coverage(3, 4, 0.05, 1e-6), std::logic_error);
}
