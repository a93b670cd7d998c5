// Enclosure: containment of exact values, the three outcomes, text, and refusals.
#include "limitcheck/precise/enclosure.hpp"

#include <rapidcheck.h>

#include <limits>
#include <stdexcept>
#include <vector>

#include "catch.hpp"

using limitcheck::precise::Certainty;
using limitcheck::precise::Enclosure;
namespace precise = limitcheck::precise;

namespace {

// An exact rational p/q with terms so small that every sum and product below stays within 64 bits.
struct Rational {
    std::int64_t p;
    std::int64_t q;
};

rc::Gen<Rational> rationals() {
    return rc::gen::map(
        rc::gen::pair(rc::gen::resize(100, rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'001)),
                      rc::gen::resize(100, rc::gen::inRange<std::int64_t>(1, 1'000'001))),
        [](const std::pair<std::int64_t, std::int64_t>& pair) {
            return Rational{pair.first, pair.second};
        });
}

// p/q lies in x, decided by products that are exact at 400 bits: q lo <= p <= q hi.
bool holds(const Enclosure& x, std::int64_t p, std::int64_t q) {
    return precise::certainly_at_most(Enclosure(q, 400) * x.lower_end(), Enclosure(p)) == Certainty::yes &&
           precise::certainly_at_most(Enclosure(p), Enclosure(q, 400) * x.upper_end()) == Certainty::yes;
}

void check_property(const std::string& name, auto&& property) {
    INFO(name);
    CHECK(rc::check(name, property));
}

}  // namespace

TEST_CASE("the four operations contain the exact rational", "[precise][enclosure]") {
    for (const precise::Bits bits : {24, 53, 96, 160}) {
        check_property("sum, difference, product, quotient", [bits] {
            const Rational a = *rationals();
            const Rational b = *rationals();
            const Enclosure x = Enclosure::ratio(a.p, a.q, bits);
            const Enclosure y = Enclosure::ratio(b.p, b.q, bits);
            const std::int64_t ap = a.p, aq = a.q, bp = b.p, bq = b.q;
            RC_ASSERT(holds(x, ap, aq));
            RC_ASSERT(holds(x + y, ap * bq + bp * aq, aq * bq));
            RC_ASSERT(holds(x - y, ap * bq - bp * aq, aq * bq));
            RC_ASSERT(holds(x * y, ap * bp, aq * bq));
            RC_ASSERT(holds(precise::square(x), ap * ap, aq * aq));
            RC_ASSERT(holds(-x, -ap, aq));
            RC_ASSERT(holds(precise::abs(x), ap < 0 ? -ap : ap, aq));
            if (b.p != 0) {
                RC_ASSERT(holds(x / y, b.p < 0 ? -ap * bq : ap * bq, b.p < 0 ? -aq * bp : aq * bp));
            }
            RC_ASSERT((x + y).bits() == bits);
        });
    }
}

TEST_CASE("enclosures are as narrow as their precision allows", "[precise][enclosure]") {
    check_property("width of a rational", [] {
        const Rational a = *rationals();
        const Enclosure x = Enclosure::ratio(a.p, a.q, 160);
        RC_ASSERT(x.width() <= std::abs(x.upper()) * 0x1p-158 + std::abs(x.lower()) * 0x1p-158);
    });
    CHECK(Enclosure::pi().width() < 1e-47);
    CHECK(Enclosure(7).width() == 0.0);
}

TEST_CASE("functions and their inverses overlap", "[precise][enclosure]") {
    check_property("exp log, sin asin, cos acos, sqrt square", [] {
        const Rational a = *rationals();
        const Enclosure x = Enclosure::ratio(a.p == 0 ? 1 : std::abs(a.p), a.q);
        RC_ASSERT(precise::exp(precise::log(x)).overlaps(x));
        RC_ASSERT(precise::expm1(precise::log1p(x)).overlaps(x));
        RC_ASSERT(precise::sqrt(precise::square(x)).overlaps(x));
        RC_ASSERT(precise::square(precise::sqrt(x)).overlaps(x));
        RC_ASSERT(precise::pow(x, 5).overlaps(x * x * x * x * x));
        RC_ASSERT(precise::pow(x, -3).overlaps(1 / (x * x * x)));
        RC_ASSERT(precise::pow(x, Enclosure(3)).overlaps(x * x * x));
        const Enclosure y = x / (x + 1);
        RC_ASSERT(precise::sin(precise::asin(y)).overlaps(y));
        RC_ASSERT(precise::cos(precise::acos(y)).overlaps(y));
        RC_ASSERT(
            (precise::square(precise::sin(x)) + precise::square(precise::cos(x))).overlaps(Enclosure(1)));
        RC_ASSERT((precise::sin(precise::atan(x)) / precise::cos(precise::atan(x))).overlaps(x));
    });
}

TEST_CASE("known constants", "[precise][enclosure]") {
    CHECK(Enclosure::pi().common_digits().starts_with("3.14159265358979323846264338327950288419716"));
    CHECK(Enclosure::euler_gamma().common_digits().starts_with("0.577215664901532860606512090082402431042"));
    CHECK(Enclosure::log2().common_digits().starts_with("0.693147180559945309417232121458176568075"));
    CHECK(
        precise::exp(Enclosure(1)).common_digits().starts_with("2.718281828459045235360287471352662497757"));
}

TEST_CASE("half-integer functions", "[precise][enclosure]") {
    CHECK(precise::square(precise::gamma_half(1)).overlaps(Enclosure::pi()));
    CHECK(precise::gamma_half(10).contains(24.0));
    for (const int k : {1, 2, 3, 8, 17, 40}) {
        // Gamma(x+1) = x Gamma(x), psi(x+1) - psi(x) = 1/x, psi'(x) - psi'(x+1) = 1/x^2, x = k/2
        CHECK(precise::gamma_half(k + 2).overlaps(precise::gamma_half(k) * k / 2));
        CHECK(precise::log_gamma_half(k).overlaps(precise::log(precise::gamma_half(k))));
        CHECK((precise::digamma_half(k + 2) - precise::digamma_half(k)).overlaps(Enclosure::ratio(2, k)));
        CHECK(
            (precise::trigamma_half(k) - precise::trigamma_half(k + 2)).overlaps(Enclosure::ratio(4, k * k)));
        // Legendre's duplication: 2 psi(2x) = psi(x) + psi(x + 1/2) + 2 ln 2
        CHECK((2 * precise::digamma_half(2 * k))
                  .overlaps(precise::digamma_half(k) + precise::digamma_half(k + 1) + 2 * Enclosure::log2()));
        CHECK((4 * precise::trigamma_half(2 * k))
                  .overlaps(precise::trigamma_half(k) + precise::trigamma_half(k + 1)));
    }
    CHECK_THROWS_AS(precise::digamma_half(0), std::domain_error);
}

TEST_CASE("a double is taken as the number it is, a numeral as the number it denotes",
          "[precise][enclosure]") {
    CHECK(Enclosure::exactly(0.1).contains(0.1));
    CHECK(Enclosure::exactly(0.1).width() == 0.0);
    CHECK_FALSE(Enclosure::decimal("0.1").contains(0.1));
    CHECK((10 * Enclosure::decimal("0.1")).contains(1.0));
    CHECK(Enclosure::decimal("-1.25e3").contains(-1250.0));
    for (const char* bad : {"", "1.2.3", "0x10", "nan", "inf", " 1", "1e", "--1"}) {
        INFO(bad);
        CHECK_THROWS_AS(Enclosure::decimal(bad), std::domain_error);
    }
    CHECK_THROWS_AS(Enclosure::exactly(std::numeric_limits<double>::quiet_NaN()), std::domain_error);
    CHECK_THROWS_AS(Enclosure::exactly(std::numeric_limits<double>::infinity()), std::domain_error);
    CHECK_THROWS_AS(Enclosure::between(2, 1), std::domain_error);
}

TEST_CASE("comparisons have three outcomes", "[precise][enclosure]") {
    const Enclosure a = Enclosure::between(0, 1);
    const Enclosure b = Enclosure::between(1, 2);
    const Enclosure c = Enclosure::between(0.5, 1.5);
    CHECK(precise::certainly_at_most(a, b) == Certainty::yes);
    CHECK(precise::certainly_less(a, b) == Certainty::unknown);
    CHECK(precise::certainly_less(b, a) == Certainty::no);
    CHECK(precise::certainly_at_most(b, a) == Certainty::unknown);
    CHECK(precise::certainly_less(a, c) == Certainty::unknown);
    CHECK(precise::certainly_less(Enclosure(1), Enclosure(1)) == Certainty::no);
    CHECK(precise::certainly_at_most(Enclosure(1), Enclosure(1)) == Certainty::yes);
    CHECK(precise::certainly_at_most(Enclosure(2), Enclosure(1)) == Certainty::no);
}

TEST_CASE("set operations", "[precise][enclosure]") {
    const Enclosure a = Enclosure::between(-1, 2);
    CHECK(precise::min(a, Enclosure(1)).upper() == 1.0);
    CHECK(precise::max(a, Enclosure(0)).lower() == 0.0);
    CHECK(precise::abs(a).lower() == 0.0);
    CHECK(precise::square(a).lower() == 0.0);
    CHECK(precise::square(a).upper() == 4.0);
    CHECK(precise::intersect(a, Enclosure::between(1, 5)).lower() == 1.0);
    CHECK_THROWS_AS(precise::intersect(a, Enclosure(3)), std::logic_error);
    CHECK(Enclosure::hull(Enclosure(-1), Enclosure(4)).contains(a));
    CHECK(a.contains(a.middle()));
    CHECK(a.lower_end().contains(-1.0));
    CHECK(a.width() == 3.0);
}

TEST_CASE("what a double near the middle leaves out", "[precise][enclosure]") {
    CHECK(Enclosure::exactly(0.1).mid_error() == 0);
    CHECK(Enclosure(7).mid_error() == 0);
    // Narrower than a double: the width says nothing of how far the double is.
    const Enclosure tenth = Enclosure::decimal("0.1");
    CHECK(tenth.width() < 1e-30);
    CHECK(tenth.mid_error() > 1e-19);
    CHECK(tenth.mid_error() < 0x1p-56);
    CHECK(Enclosure::between(-1, 3).mid_error() >= 2);
    CHECK(Enclosure::between(-1, 3).mid_error() < 2.0000001);
    check_property("every point is within it of the middle", [] {
        const Rational a = *rationals();
        const Rational b = *rationals();
        const Enclosure x = Enclosure::hull(Enclosure::ratio(a.p, a.q), Enclosure::ratio(b.p, b.q));
        const Enclosure reach = Enclosure::exactly(x.mid_error());
        const Enclosure mid = Enclosure::exactly(x.mid());
        RC_ASSERT((mid + reach - x.upper_end()).lower() >= 0);
        RC_ASSERT((x.lower_end() - mid + reach).lower() >= 0);
    });
}

TEST_CASE("what has no finite enclosure is refused", "[precise][enclosure]") {
    const Enclosure zero = Enclosure::between(-1, 1);
    CHECK_THROWS_AS(Enclosure(1) / zero, std::domain_error);
    CHECK_THROWS_AS(Enclosure::ratio(1, 0), std::domain_error);
    CHECK_THROWS_AS(precise::sqrt(zero), std::domain_error);
    CHECK_THROWS_AS(precise::log(Enclosure::between(0, 1)), std::domain_error);
    CHECK_THROWS_AS(precise::log1p(Enclosure(-1)), std::domain_error);
    CHECK_THROWS_AS(precise::acos(Enclosure::between(0, 1.5)), std::domain_error);
    CHECK_THROWS_AS(precise::asin(Enclosure(2)), std::domain_error);
    CHECK_THROWS_AS(precise::pow(zero, -1), std::domain_error);
    Enclosure huge(10);
    CHECK_THROWS_AS(
        [&] {
            for (int i = 0; i < 100; ++i) {
                huge = precise::exp(huge);
            }
        }(),
        std::overflow_error);
    CHECK_THROWS_WITH(Enclosure(1) / zero, Catch::Contains("contains 0"));
}

TEST_CASE("text is rounded outward", "[precise][enclosure]") {
    const auto [low, high] = Enclosure::ratio(2, 3).to_decimal(5);
    CHECK(low == "0.66666");
    CHECK(high == "0.66667");
    const auto [negative_low, negative_high] = Enclosure::ratio(-2, 3).to_decimal(5);
    CHECK(negative_low == "-0.66667");
    CHECK(negative_high == "-0.66666");
    const auto [hex_low, hex_high] = Enclosure::ratio(1, 3).to_hex();
    CHECK(std::stod(hex_low) < std::stod(hex_high));
    CHECK(Enclosure::ratio(1, 3).lower() == std::stod(hex_low));
    CHECK(Enclosure::ratio(1, 3).upper() == std::stod(hex_high));
    CHECK(Enclosure::between(1.2345, 1.2346).common_digits() == "1.234");
    CHECK(Enclosure::between(-1, 1).common_digits() == "?");
}

TEST_CASE("copies, moves and precision", "[precise][enclosure]") {
    Enclosure a = Enclosure::ratio(1, 3, 200);
    Enclosure b = std::move(a);
    a = b;
    CHECK(a.contains(b));
    CHECK((a + Enclosure(1, 60)).bits() == 200);
    CHECK((Enclosure::ratio(1, 3, 60) * 7).bits() == 60);
    const Enclosure coarse = a.at_bits(30);
    CHECK(coarse.contains(a));
    CHECK(coarse.bits() == 30);
    Enclosure c = coarse;
    c += a;
    CHECK(c.bits() == 200);
    const Enclosure& same = c;
    c -= same;
    CHECK(c.contains(0.0));
}
