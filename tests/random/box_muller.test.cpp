// The table of box_muller.hpp, computed again: accuracy of the functions over a sample of words (over all
// words of float in the hidden test, which ctest runs under the label slow), and the moments of the law that
// float and double normals really have.
#include "limitcheck/random/box_muller.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "catch.hpp"
#include "limitcheck/cell/hash.hpp"

using namespace limitcheck::random;

namespace {

/// Calls use(word, weight) over 2^31 words: all of the first 2^16, then one of each cell of at most 1/32768
/// of its position, at a place that varies so that roundings are sampled too. The weights sum to one.
template <class Use>
void over_words(Use use) {
    const std::uint32_t dense = 1U << 16;
    for (std::uint32_t i = 0; i < dense; ++i) {
        use(i, 0x1p-31L);
    }
    const std::uint64_t all = std::uint64_t{1} << 31;
    std::uint64_t cell = 1;
    for (std::uint64_t start = dense; start < all; start += cell) {
        cell = std::min(std::clamp<std::uint64_t>(start >> 15, 2, 4096), all - start);
        use(static_cast<std::uint32_t>(start + limitcheck::hash_number(start) % cell),
            static_cast<long double>(cell) * 0x1p-31L);
    }
}

struct Moments {
    long double second = 0, fourth = 0, sixth = 0;
    void add(long double x, long double weight) {
        const long double square = x * x;
        second += weight * square;
        fourth += weight * square * square;
        sixth += weight * square * square * square;
    }
};

template <class Real>
struct Table {
    double log_error = 0;     // units in the last place
    double radius_error = 0;  // relative, in units of half the spacing at 1, like the next two
    double sine_error = 0;
    double cosine_error = 0;
    double largest = 0;
    double radius_shift = 0;  // of the distribution function of u = exp(-r^2/2)
    double angle_shift = 0;   // of that of y
    long double sine_mean = 0;
    Moments radius, sine, cosine;
};

template <class Real>
Table<Real> measure() {
    const long double pi = std::acos(-1.0L);
    const long double half_spacing = std::numeric_limits<Real>::epsilon() / 2;
    Table<Real> table;
    over_words([&](std::uint32_t word, long double weight) {
        const Real u = static_cast<Real>(static_cast<std::int32_t>(word | 1U)) * Real(0x1p-31);
        const Real value = detail::minus_two_log(u);
        const long double exact = -2 * std::log(static_cast<long double>(u));
        if (exact > 0) {
            const long double unit =
                std::ldexp(static_cast<long double>(std::numeric_limits<Real>::epsilon()),
                           std::ilogb(static_cast<double>(exact)));
            table.log_error = std::max(table.log_error, static_cast<double>(std::fabs(value - exact) / unit));
            table.radius_error =
                std::max(table.radius_error,
                         static_cast<double>(std::fabs(detail::square_root(value) / std::sqrt(exact) - 1) /
                                             half_spacing));
        }
        // Both words of a pair; the largest radius belongs to word 0.
        const NormalPair<Real> pair = box_muller<Real>(word, 0);
        CHECK_FALSE(pair.first < 0);
        table.radius.add(pair.first, weight);
        const long double r = pair.first;
        const long double gap = std::exp(-r * r / 2) - static_cast<long double>(word_law(word, 0).u);
        table.radius_shift = std::max(table.radius_shift, static_cast<double>(std::fabs(gap)));
        table.largest = std::max(table.largest, static_cast<double>(pair.first));
    });
    const auto radius_of_one = box_muller<Real>(0x4000'0000U, 0).first;
    over_words([&](std::uint32_t word, long double weight) {
        for (const std::uint32_t sign : {0U, 0x8000'0000U}) {
            const NormalPair<Real> pair = box_muller<Real>(0x4000'0000U, word | sign);
            const auto y = static_cast<long double>(
                static_cast<Real>(std::bit_cast<std::int32_t>(word | sign)) * Real(0x1p-31));
            // y is uniform on an interval of length two.
            const long double moved = (y - static_cast<long double>(word_law(0, word | sign).y)) / 2;
            table.angle_shift = std::max(table.angle_shift, static_cast<double>(std::fabs(moved)));
            const long double sine = std::sin(pi * y / 2);
            const long double cosine = std::sin(pi * (1 - std::fabs(y)) / 2);
            if (y != 0) {
                table.sine_error = std::max(
                    table.sine_error,
                    static_cast<double>(std::fabs(detail::half_turn_sine(static_cast<Real>(y)) / sine - 1) /
                                        half_spacing));
            }
            if (std::fabs(y) != 1) {
                table.cosine_error =
                    std::max(table.cosine_error,
                             static_cast<double>(
                                 std::fabs(detail::half_turn_cosine(static_cast<Real>(y)) / cosine - 1) /
                                 half_spacing));
            }
            const long double unit = radius_of_one;
            table.sine_mean += weight / 2 * pair.second / unit;
            table.sine.add(pair.second / unit, weight / 2);
            table.cosine.add(pair.first / unit, weight / 2);
        }
    });
    return table;
}

/// |E z^2 - 1|, |E z^4/3 - 1|, |E z^6/15 - 1|: radius and angle come from independent words.
struct Deviations {
    double second, fourth, sixth;
};
Deviations deviations(const Moments& radius, const Moments& angle) {
    return {static_cast<double>(std::fabs(radius.second * angle.second - 1)),
            static_cast<double>(std::fabs(radius.fourth * angle.fourth / 3 - 1)),
            static_cast<double>(std::fabs(radius.sixth * angle.sixth / 15 - 1))};
}

/// Bound of the distance between the distribution functions of a normal and of N(0, 1). Words are points of
/// grids (half a cell each); a shift of the law of u or y by d moves the distribution function of the
/// product, given the other factor, by at most d; relative errors e of the factors and of their product scale
/// the normal, which moves its distribution function by at most e max x density(x) = 0.242 e.
template <class Real>
double distance(const Table<Real>& table) {
    const double half_spacing = std::numeric_limits<Real>::epsilon() / 2;
    const double relative = (std::max(table.sine_error, table.cosine_error) + 2) * half_spacing;
    return 0x1p-31 + 0x1p-32 + table.radius_shift + table.angle_shift + 0.242 * relative;
}

/// One column of the table.
struct Row {
    double log_error, radius_error, sine_error, cosine_error, second, fourth, sixth, distance;
};

template <class Real>
void check(const Row& row) {
    const Table<Real> table = measure<Real>();

    CHECK(table.log_error <= row.log_error);
    CAPTURE(table.log_error, table.radius_error, table.sine_error, table.cosine_error);
    CHECK(table.radius_error <= row.radius_error);
    CHECK(table.sine_error <= row.sine_error);
    CHECK(table.cosine_error <= row.cosine_error);
    CHECK(std::fabs(table.largest - 6.55554) < 1e-5);
    CHECK(std::fabs(static_cast<double>(table.sine_mean)) < 1e-9);
    CAPTURE(table.radius_shift, table.angle_shift);
    CHECK(distance(table) <= row.distance);
    CHECK(distance(table) > row.distance / 2);  // the table is no looser than that
    for (const Moments& angle : {table.cosine, table.sine}) {
        const Deviations found = deviations(table.radius, angle);
        CHECK(found.second <= row.second);
        CHECK(found.fourth <= row.fourth);
        CHECK(found.sixth <= row.sixth);
    }
}

}  // namespace

TEST_CASE("box_muller in float has the accuracy and the moments of its table") {
    check<float>({1.7, 2.1, 1.5, 2.5, 6e-9, 1.5e-8, 1e-7, 2e-7});
}

TEST_CASE("box_muller in double has the accuracy and the moments of its table") {
    check<double>({2.1, 2.5, 1.7, 2.6, 1e-9, 6e-9, 1e-7, 1e-9});
}

TEST_CASE("products of a radius and a factor keep to their bound at words that were found to be bad") {
    const long double pi = std::acos(-1.0L);
    const auto error_of_cosine = [&](std::uint32_t a, std::uint32_t b) {
        const auto radius = static_cast<long double>(std::fabs(box_muller<float>(a, 0).first));
        const auto y =
            static_cast<long double>(static_cast<float>(std::bit_cast<std::int32_t>(b)) * 0x1p-31F);
        const long double cosine = std::sin(pi * (1 - std::fabs(y)) / 2);
        return std::fabs(std::fabs(box_muller<float>(a, b).first) / (radius * cosine) - 1) * 0x1p24L;
    };
    CHECK(error_of_cosine(0x6fc7f807U, 0x8a6bb743U) <= 3.51L);
    CHECK(error_of_cosine(0x6fc7f807U, 0x8a6bb743U) > 3.3L);
    for (std::uint64_t i = 0; i < 200'000; ++i) {
        const std::uint64_t bits = limitcheck::hash_number(i);
        const auto a = static_cast<std::uint32_t>(bits) & 0x7fff'ff00U;  // u stays apart from 1
        REQUIRE(error_of_cosine(a, static_cast<std::uint32_t>(bits >> 32) & 0x7fff'ffffU) <= 3.51L);
    }
}

TEST_CASE("factors of float normals keep to their table over all words", "[.exhaustive]") {
    const double pi = std::acos(-1.0);
    double radius = 0;
    double sine = 0;
    double cosine = 0;
    // A word's float is an argument; neighbours that round alike are one.
    float last = 0;
    for (std::uint32_t word = 1; word <= 0x8000'0000U; ++word) {
        const float x = static_cast<float>(word) * 0x1p-31F;
        if (x == last) {
            continue;
        }
        last = x;
        const double y = x;
        sine = std::max(sine, std::fabs(detail::half_turn_sine(x) / std::sin(pi * y / 2) - 1) * 0x1p24);
        if (x < 1) {
            const double root = std::sqrt(-2 * std::log(y));
            radius = std::max(radius,
                              std::fabs(detail::square_root(detail::minus_two_log(x)) / root - 1) * 0x1p24);
            cosine = std::max(
                cosine, std::fabs(detail::half_turn_cosine(x) / std::sin(pi * (1 - y) / 2) - 1) * 0x1p24);
        }
    }
    CAPTURE(radius, sine, cosine);
    CHECK((radius <= 2.1 && radius > 2));
    CHECK((sine <= 1.5 && sine > 1.4));
    CHECK((cosine <= 2.5 && cosine > 2.4));
}

TEST_CASE("the extreme words give finite normals of the stated law") {
    // u rounds to 1 in float: radius 0. u = 2^-31: the largest radius. y = -1: cosine 0, sine -1.
    CHECK(box_muller<float>(0xffff'ffffU, 12345).first == 0);
    CHECK(box_muller<float>(0xffff'ffffU, 12345).second == 0);
    CHECK(box_muller<float>(0, 0x8000'0000U).first == 0);
    CHECK(box_muller<float>(0, 0x8000'0000U).second == Approx(-std::sqrt(62 * std::log(2.0))));
    CHECK(box_muller<double>(0x8000'0001U, 0).first == Approx(-std::sqrt(62 * std::log(2.0))).epsilon(1e-14));
    CHECK(box_muller<double>(0x8000'0001U, 0).second == 0);
}

TEST_CASE("normals are those of the word law, with a library's functions") {
    const double pi = std::acos(-1.0);
    for (std::uint64_t i = 0; i < 20000; ++i) {
        const std::uint64_t bits = limitcheck::hash_number(i);
        const auto a = static_cast<std::uint32_t>(bits);
        const auto b = static_cast<std::uint32_t>(bits >> 32);
        const WordLaw law = word_law(a, b);
        const double radius = std::sqrt(-2 * std::log(law.u));
        const double cosine = radius * std::cos(pi * law.y / 2) * (law.negative_cosine ? -1 : 1);
        const double sine = radius * std::sin(pi * law.y / 2);
        const NormalPair<double> pair = box_muller<double>(a, b);
        REQUIRE(std::fabs(pair.first - cosine) < 4e-15);
        REQUIRE(std::fabs(pair.second - sine) < 4e-15);
        const NormalPair<float> rounded = box_muller<float>(a, b);
        // Near u = 1 the rounding of u to float is felt: an error of 2^-25 in u moves r by 2^-25/(u r).
        const double slack = 2e-6 + 3.1e-8 / (radius + 1e-5);
        REQUIRE(std::fabs(rounded.first - cosine) < slack);
        REQUIRE(std::fabs(rounded.second - sine) < slack);
    }
}
