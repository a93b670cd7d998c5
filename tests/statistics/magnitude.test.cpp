#include "limitcheck/statistics/magnitude.hpp"

#include <rapidcheck.h>

#include <cmath>
#include <limits>
#include <random>

#include "catch.hpp"
#include "exact.hpp"

using namespace limitcheck::statistics;
using namespace limitcheck::statistics::testing;

TEST_CASE("one has logarithm zero, exactly") {
    CHECK(Magnitude().log().value == 0.0);
    CHECK(Magnitude(1.0) == Magnitude());
    CHECK(Magnitude(8.0, -3) == Magnitude());
}

TEST_CASE("a product far outside the range of a double keeps its logarithm, from below") {
    std::mt19937_64 engine(1);
    std::lognormal_distribution<double> law(0.0, 3.0);
    for (const double scale : {1e-200, 1.0, 1e200}) {
        Magnitude product;
        Exact sum = 0;
        for (int i = 0; i < 2000; ++i) {
            const double factor = scale * law(engine);
            product *= factor;
            sum += log(Exact(factor));
        }
        CHECK(Exact(product.log().value) <= sum);
        CHECK(Exact(product.log().value) >= sum - 1e-9 - abs(sum) * 1e-15);
    }
}

TEST_CASE("each product and each mean is rounded down, by less than an ulp or two") {
    REQUIRE(rc::check([] {
        const auto number = [] {
            return Magnitude(static_cast<double>(*rc::gen::inRange<std::int64_t>(1, 1LL << 53)) * 0x1p-50,
                             *rc::gen::resize(1000, rc::gen::inRange<std::int64_t>(-40, 40)));
        };
        const Magnitude value = number();
        const double factor = static_cast<double>(*rc::gen::inRange<std::int64_t>(1, 1LL << 53)) * 0x1p-51;
        Magnitude product = value;
        product *= factor;
        RC_ASSERT(just_below(exact(product), exact(value) * factor, 0x1p-51));
        const std::vector<Magnitude> values{value, product, number(), number()};
        Exact sum = 0;
        for (const Magnitude& v : values) {
            sum += exact(v);
        }
        for (const double count : {3.0, 4.0, 7.0, 25.0}) {
            RC_ASSERT(just_below(exact(Magnitude::sum_over(values, count)), sum / count, 0x1p-49));
        }
    }));
}

TEST_CASE("the logarithm is the largest double below, for any mantissa and exponent") {
    REQUIRE(rc::check([] {
        const double x = std::ldexp(static_cast<double>(*rc::gen::inRange<std::int64_t>(1, 1LL << 53)), -52);
        const std::int64_t exponent = *rc::gen::resize(1000, rc::gen::inRange<std::int64_t>(-4000, 4000));
        const Exact reference = log(Exact(x)) + Exact(exponent) * log(Exact(2));
        const double value = Magnitude(x, exponent).log().value;
        RC_ASSERT(Exact(value) <= reference);
        RC_ASSERT(Exact(std::nextafter(value, 1e300)) >= reference);
    }));
}

TEST_CASE("exp_below undoes the logarithm from below") {
    for (const double x : {-5000.0, -1.0, -0x1p-40, 0.0, 0x1p-40, 0.7, 21.2, 900.0, 5000.0}) {
        const Magnitude power = Magnitude::exp_below(x);
        CHECK(just_below(exact(power), exp(Exact(x)), 1e-15));
        CHECK(power.log().value <= x);
        CHECK(power.log().value >= x - 1e-15 * (1.0 + std::fabs(x)));
    }
    CHECK(Magnitude::exp_below(-std::numeric_limits<double>::infinity()).is_zero());
}

TEST_CASE("a mean of magnitudes is a lower bound of the exact mean, and a close one") {
    const std::vector<Magnitude> values{Magnitude(0.3), Magnitude(0.7, 40), Magnitude(0.0),
                                        Magnitude(0.9, -2000), Magnitude(0.1, 41)};
    Exact sum = 0;
    for (const Magnitude& value : values) {
        sum += exact(value);
    }
    CHECK(just_below(exact(Magnitude::sum_over(values, 5.0)), sum / 5, 1e-15));
    CHECK(just_below(exact(Magnitude::sum_over(values, 7.0)), sum / 7, 1e-15));
    CHECK(Magnitude::sum_over(std::vector<Magnitude>(4), 4.0) == Magnitude());
    CHECK(Magnitude::sum_over(std::vector<Magnitude>{Magnitude(0.0)}, 1.0).is_zero());
}

TEST_CASE("reaching a threshold agrees with the logarithm to the last bit") {
    const Magnitude value = Magnitude::exp_below(21.25);
    const double log = value.log().value;
    CHECK(value.reaches(LogThreshold{log}));
    CHECK_FALSE(value.reaches(LogThreshold{std::nextafter(log, 100.0)}));
    CHECK(value.reaches(LogThreshold{1.0}));
    CHECK_FALSE(value.reaches(LogThreshold{50.0}));
    CHECK_FALSE(Magnitude(0.0).reaches(LogThreshold{-1e300}));
}

TEST_CASE("order is that of the numbers") {
    const std::vector<Magnitude> rising{Magnitude(0.0), Magnitude(0.9, -50), Magnitude(0.6), Magnitude(0.7),
                                        Magnitude(0.6, 3)};
    for (std::size_t i = 0; i < rising.size(); ++i) {
        for (std::size_t j = 0; j < rising.size(); ++j) {
            CHECK((rising[i] < rising[j]) == (i < j));
        }
    }
}

TEST_CASE("zero is absorbing and what is no factor is refused") {
    Magnitude value(5.0);
    value *= 0.0;
    CHECK(value.is_zero());
    CHECK(value.log().value == -std::numeric_limits<double>::infinity());
    value *= 3.0;
    CHECK(value.is_zero());
    CHECK_THROWS_AS(Magnitude(-1.0), std::logic_error);
    CHECK_THROWS_AS(Magnitude(std::nan("")), std::logic_error);
    CHECK_THROWS_AS(value *= std::numeric_limits<double>::infinity(), std::logic_error);
}
