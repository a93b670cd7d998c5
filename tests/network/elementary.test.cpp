// Elementary functions of correctly rounded operations: the accuracy that their docstrings state, against
// enclosures.
#include "network/elementary.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "catch.hpp"
#include "limitcheck/precise/enclosure.hpp"
#include "limitcheck/random/stream.hpp"

using namespace limitcheck;
using namespace limitcheck::network;
using precise::Enclosure;

namespace {

constexpr random::StreamKey key{0xe1e3ULL};

/// The ends of an interval and points drawn evenly from it.
std::vector<double> points(double low, double high) {
    std::vector<double> all{low, high};
    for (std::uint64_t i = 0; i < 5000; ++i) {
        all.push_back(low + (high - low) * random::uniform(key, i));
    }
    return all;
}

double absolute_error(double computed, const Enclosure& exact) {
    return abs(Enclosure::exactly(computed) - exact).upper();
}
double relative_error(double computed, const Enclosure& exact) {
    return abs(Enclosure::exactly(computed) / exact - 1).upper();
}

}  // namespace

TEST_CASE("the exponential has the relative error that it states, and is 0 where it underflows") {
    double worst = 0;
    for (const double end : {700.0, 2.0, 1e-3}) {
        for (const double x : points(-end, end)) {
            worst = std::max(worst, relative_error(detail::exponential(x), exp(Enclosure::exactly(x))));
        }
    }
    CAPTURE(worst);
    CHECK(worst <= 1e-15);
    CHECK(detail::exponential(0) == 1);
    CHECK(detail::exponential(-700.5) == 0);
    CHECK(detail::exponential(-INFINITY) == 0);
}

TEST_CASE("the sine has the absolute error that it states, far from 0 too") {
    double worst = 0;
    for (const double end : {1e6, 10.0, 1e-3}) {
        for (const double x : points(-end, end)) {
            worst = std::max(worst, absolute_error(detail::sine(x), sin(Enclosure::exactly(x))));
        }
    }
    CAPTURE(worst);
    CHECK(worst <= 1e-15);
    CHECK(detail::sine(0) == 0);
}

TEST_CASE("the logarithm is within the units in the last place that it states") {
    double worst_near_one = 0;
    double worst = 0;
    const auto units = [](double x) {
        const double value = detail::logarithm(x);
        const double unit = std::nextafter(std::fabs(value), INFINITY) - std::fabs(value);
        return absolute_error(value, log(Enclosure::exactly(x))) / unit;
    };
    for (const double x : points(0.75, 1.5)) {
        worst_near_one = std::max(worst_near_one, units(x));
    }
    for (const double logarithm : points(-700, 700)) {
        const double x = std::exp(logarithm);
        if (x < 0.75 || x > 1.5) {
            worst = std::max(worst, units(x));
        }
    }
    CAPTURE(worst, worst_near_one);
    CHECK(worst <= 2);
    CHECK(worst_near_one <= 4);
}

TEST_CASE("the angle has the relative error that it states, near 0 and pi too") {
    double worst = 0;
    // theta = 2 arctan sqrt((1 - c)/(1 + c)) from the two sums as they are given.
    for (const double end : {2.0, 1e-8, 1e-300}) {
        for (const double one_minus : points(0, end)) {
            const Enclosure exact = 2 * atan(sqrt(Enclosure::exactly(one_minus) / Enclosure::exactly(2.0)));
            if (one_minus > 0) {
                worst = std::max(worst, relative_error(detail::angle(one_minus, 2.0), exact));
                worst =
                    std::max(worst, relative_error(detail::angle(2.0, one_minus), Enclosure::pi() - exact));
            }
        }
    }
    CAPTURE(worst);
    CHECK(worst <= 1e-15);
    CHECK(detail::angle(0, 2) == 0);
    CHECK(detail::angle(2, 0) == detail::pi);
    CHECK(detail::angle(1, 1) == Approx(detail::pi / 2).epsilon(1e-15));
}

TEST_CASE("a power of a depth has the relative error that it states, and is exact where it can be") {
    for (const double quarters : points(-4, 20)) {
        // Every other exponent a multiple of 1/4, where roots take the place of the exponential.
        for (const double exponent : {quarters / 4, std::nearbyint(quarters) / 4}) {
            for (const double base : {1.0, 2.0, 3.0, 1000.0, 4294967295.0}) {
                const Enclosure exact = pow(Enclosure::exactly(base), Enclosure::exactly(-exponent));
                const double allowed = 1e-15 * (2 + std::fabs(exponent) * std::log(base));
                CAPTURE(base, exponent);
                REQUIRE(relative_error(detail::inverse_power(base, exponent), exact) <= allowed);
            }
        }
    }
    CHECK(detail::inverse_power(4, 0.5) == 0.5);
    CHECK(detail::inverse_power(16, 1.25) == 1.0 / 32);
    CHECK(detail::inverse_power(7, 0) == 1);
}
