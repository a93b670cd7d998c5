// Checks for plain unit tests: right and wrong statements about draws of known law.
#include "limitcheck/statistics/check.hpp"

#include <cmath>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/cell/hash.hpp"

using namespace limitcheck;
using namespace limitcheck::statistics;

namespace {

/// Uniform on (0, 1): mean 1/2, E X^2 = 1/3, F(x) = x.
double uniform(std::uint64_t i) { return (static_cast<double>(hash_number(i, 77) >> 11) + 0.5) * 0x1p-53; }

}  // namespace

TEST_CASE("a mean is verified, refuted, or left undecided") {
    for (const bool bounded : {true, false}) {
        MeanStatement statement{.low = 0.45, .high = 0.55};
        (bounded ? statement.most : statement.second_moment) = bounded ? 1.0 : 0.34;
        const Check right = check_mean(uniform, statement);
        INFO(right.message);
        CHECK(right.verdict == Verdict::verified);
        CHECK(right.estimate == Approx(0.5).margin(0.03));
        for (const double shift : {-0.1, 0.1}) {
            MeanStatement wrong = statement;
            wrong.low += shift;
            wrong.high += shift;
            const Check check = check_mean(uniform, wrong);
            INFO(check.message);
            CHECK(check.verdict == Verdict::refuted);
        }
        CHECK(check_mean(uniform, statement, {.most_draws = 5}).verdict == Verdict::undecided);
        CHECK(check_mean(uniform, statement, {.most_draws = 5}).draws == 5);
    }
}

TEST_CASE("a loose second moment costs draws, not the verdict; a centre is used") {
    const MeanStatement tight{.low = 0.45, .high = 0.55, .second_moment = 0.084, .centre = 0.5};
    MeanStatement loose = tight;
    loose.second_moment = 8.4;
    const Check few = check_mean(uniform, tight);
    const Check many = check_mean(uniform, loose);
    CHECK(few.verdict == Verdict::verified);
    CHECK(many.verdict == Verdict::verified);
    CHECK(few.draws * 4 < many.draws);
    // The same number about zero would be a false hypothesis: E X^2 = 1/3.
    MeanStatement about_zero = tight;
    about_zero.centre = 0.0;
    CHECK(check_mean(uniform, about_zero).draws != few.draws);
}

TEST_CASE("a law is verified against itself and refuted against another") {
    const Check right = check_law(uniform, {.distribution = [](double x) { return x; }, .distance = 0.06});
    INFO(right.message);
    CHECK(right.verdict == Verdict::verified);
    CHECK(right.estimate < 0.06);
    // sup |x - x^2| = 1/4.
    const Check wrong =
        check_law(uniform, {.distribution = [](double x) { return x * x; }, .distance = 0.06});
    INFO(wrong.message);
    CHECK(wrong.verdict == Verdict::refuted);
    CHECK(wrong.estimate == Approx(0.25).margin(0.06));
}

TEST_CASE("what cannot be checked is an error") {
    CHECK_THROWS_AS(check_mean(uniform, {.low = 1, .high = 1, .most = 2}), Error);
    CHECK_THROWS_AS(check_mean(uniform, {.low = 0.4, .high = 0.6}), Error);
    CHECK_THROWS_AS(check_mean(uniform, {.low = 0.4, .high = 0.6, .most = 1}, {.alpha = 0}), Error);
    CHECK_THROWS_AS(check_mean(uniform, {.low = 0.1, .high = 0.2, .most = 0.3}), Error);
    CHECK_THROWS_AS(check_law(uniform, {.distance = 0.1}), Error);
}
