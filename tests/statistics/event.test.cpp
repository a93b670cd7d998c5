#include "limitcheck/statistics/event.hpp"

#include <rapidcheck.h>

#include <cmath>

#include "catch.hpp"
#include "exact.hpp"
#include "limitcheck/cell/error.hpp"

using namespace limitcheck::statistics;
using namespace limitcheck::statistics::testing;

namespace {

Magnitude value_of(const EventSpec& spec, int ones, int zeros) {
    EventProcess process(spec);
    for (int i = 0; i < ones + zeros; ++i) {
        process.observe(i < ones ? 1.0 : 0.0);
    }
    return process.value();
}

// int_b^1 u^k (1-u)^m du / ((1-b) b^k (1-b)^m) by expanding (1-u)^m = sum (-1)^j C(m,j) u^j: alternating, but
// exact enough here.
Exact integral(int k, int m, double bound) {
    using boost::multiprecision::mpfr_float_backend;
    using Wide = boost::multiprecision::number<mpfr_float_backend<600>>;
    const Wide b = bound;
    Wide sum = 0;
    Wide binomial = 1;
    for (int j = 0; j <= m; ++j) {
        sum += (j % 2 == 0 ? 1 : -1) * binomial * (1 - pow(b, k + j + 1)) / (k + j + 1);
        binomial = binomial * (m - j) / (j + 1);
    }
    return static_cast<Exact>(sum / ((1 - b) * pow(b, k) * pow(1 - b, m)));
}

}  // namespace

TEST_CASE("events: the value is the integral, from below") {
    for (const double bound : {0.01, 0.3, 0.5, 0.95}) {
        for (const auto& [ones, zeros] :
             {std::pair{0, 0}, {1, 0}, {0, 1}, {5, 3}, {0, 40}, {40, 0}, {60, 200}, {200, 60}, {3, 300}}) {
            CAPTURE(bound, ones, zeros);
            const Certified b = Certified::exactly(bound);
            CHECK(just_below(exact(value_of({Null::mean_at_most, b}, ones, zeros)),
                             integral(ones, zeros, bound), 1e-12));
        }
    }
}

TEST_CASE("events: against a large probability zeros and ones change places") {
    for (const double bound : {0.125, 0.5, 0.75}) {
        const Certified b = Certified::exactly(bound);
        const Certified mirrored = Certified::exactly(1.0 - bound);
        for (const auto& [ones, zeros] : {std::pair{2, 30}, {30, 2}, {7, 7}}) {
            CHECK(exact(value_of({Null::mean_at_least, b}, ones, zeros)) <=
                  integral(zeros, ones, 1.0 - bound));
            CHECK(just_below(
                exact(value_of({Null::mean_at_least, b}, ones, zeros)),
                exact(value_of({Null::mean_at_most, mirrored}, zeros, ones)) * (1 + Exact(1e-14)), 1e-12));
        }
    }
}

TEST_CASE("events: the mean value is 1 at the bound and below on the null's side") {
    for (const double bound : {0.05, 0.3, 0.5, 0.9}) {
        const Certified b = Certified::exactly(bound);
        const Law at = two_points(0.0, 1.0, Exact(bound));
        const Law less = two_points(0.0, 1.0, Exact(bound) * 0.9);
        const Law more = two_points(0.0, 1.0, Exact(bound) + 0.1 * (1 - Exact(bound)));
        const EProcess up(EventSpec{Null::mean_at_most, b});
        const EProcess down(EventSpec{Null::mean_at_least, b});
        CHECK(just_below(expected_value(up, at, 8), Exact(1), 1e-12));
        CHECK(just_below(expected_value(down, at, 8), Exact(1), 1e-12));
        CHECK(expected_value(up, less, 6) < 1);
        CHECK(expected_value(down, more, 6) < 1);
        CHECK(expected_value(up, more, 6) > 1);
        CHECK(expected_value(down, less, 6) > 1);
    }
}

TEST_CASE("events: deep in the tail, where 1 - I_b cancels, the value keeps its digits") {
    // Few ones among many draws: the integral over (b, 1] is a far tail of the beta law.
    const double bound = 0.5;
    const Certified b = Certified::exactly(bound);
    const Exact value = exact(value_of({Null::mean_at_most, b}, 10, 1200));
    // First term and geometric bound: 1/(m+1) <= value <= 1/(m+1) / (1 - k/(m+2)).
    CHECK(value <= Exact(1) / 1201 / (1 - Exact(10) / 1202));
    CHECK(value >= Exact(1) / 1201);
    // Far on the other side the value leaves the range of a double and keeps its logarithm.
    const double huge = value_of({Null::mean_at_most, b}, 4000, 10).log().value;
    const double t = 4010.0;
    const double ceiling = 4000.0 * std::log(4000.0 / t / bound) + 10.0 * std::log(10.0 / t / (1.0 - bound));
    CHECK(huge < ceiling);
    CHECK(huge > ceiling - 10.0);
}

TEST_CASE("events: only the counts matter") {
    REQUIRE(rc::check([](const std::vector<bool>& draws) {
        EventProcess process({Null::mean_at_most, Certified(0.25, 0.3)});
        int ones = 0;
        for (const bool draw : draws) {
            process.observe(draw ? 1.0 : 0.0);
            ones += draw ? 1 : 0;
        }
        const int zeros = static_cast<int>(draws.size()) - ones;
        RC_ASSERT(process.value() == value_of({Null::mean_at_most, Certified(0.3, 0.3)}, ones, zeros));
    }));
}

TEST_CASE("events: what is no event is refused") {
    EventProcess process({Null::mean_at_most, Certified::exactly(0.5)});
    CHECK_THROWS_AS(process.observe(0.5), limitcheck::Error);
    CHECK_THROWS_AS(process.observe(NAN), limitcheck::Error);
    CHECK_THROWS_AS(EventProcess({Null::mean_at_most, Certified::exactly(1.0)}), std::logic_error);
    CHECK_THROWS_AS(EventProcess({Null::mean_at_most, Certified::exactly(0.0)}), std::logic_error);
}
