// Series, certified integrals and flows against closed forms.
#include "limitcheck/precise/taylor.hpp"

#include <stdexcept>

#include "catch.hpp"

using limitcheck::precise::Enclosure;
using limitcheck::precise::Series;
namespace precise = limitcheck::precise;

namespace {

Series constant(const Enclosure& value, std::size_t size) {
    Series series(size, Enclosure(0));
    series[0] = value;
    return series;
}

}  // namespace

TEST_CASE("series arithmetic", "[precise][taylor]") {
    const Series x = precise::variable(Enclosure::ratio(1, 3), 8);
    const auto [s, c] = precise::sincos(x);
    const Series one = s * s + c * c;
    CHECK(one[0].overlaps(Enclosure(1)));
    for (std::size_t k = 1; k < one.size(); ++k) {
        CHECK(one[k].contains(0.0));
        CHECK(one[k].width() < 1e-40);
    }
    // 1/(1-x) at 0 has coefficients 1; (a/b) b = a.
    const Series geometric = constant(1, 9) / (constant(1, 9) - precise::variable(0, 8));
    for (const Enclosure& coefficient : geometric) {
        CHECK(coefficient.contains(1.0));
    }
    const Series back = (s / c) * c;
    for (std::size_t k = 0; k < back.size(); ++k) {
        CHECK(back[k].overlaps(s[k]));
    }
    // The antiderivative of cos is sin.
    const Series integral = precise::antiderivative(c, s[0]);
    for (std::size_t k = 0; k < integral.size(); ++k) {
        CHECK(integral[k].overlaps(s[k]));
    }
    CHECK_THROWS_AS(s / constant(Enclosure::between(-1, 1), 9), std::domain_error);
    CHECK_THROWS_AS(s + constant(0, 3), std::logic_error);
}

TEST_CASE("integrals contain their closed forms, narrowly", "[precise][taylor]") {
    const auto cell = [](double) { return 0.1; };
    const Enclosure a = Enclosure::decimal("0.3");
    const Enclosure b = Enclosure::decimal("2.7");
    for (const int order : {11, 12, 40}) {
        INFO("order " << order);
        const Enclosure sine =
            precise::integrate([](const Series& y) { return precise::sincos(y).first; }, cell, a, b, order);
        CHECK(sine.overlaps(precise::cos(a) - precise::cos(b)));
        CHECK(sine.width() < 1e-12);
        const Enclosure log = precise::integrate([](const Series& y) { return constant(1, y.size()) / y; },
                                                 [](double y) { return y / 10; }, a, b, order);
        CHECK(log.overlaps(precise::log(b / a)));
        CHECK(log.width() < 1e-9);
    }
    // Wide ends widen the integral by what they must.
    const Enclosure wide = precise::integrate([](const Series& y) { return precise::sincos(y).first; }, cell,
                                              Enclosure::between(0.25, 0.5), Enclosure::between(1.0, 1.25));
    CHECK(wide.contains(precise::cos(Enclosure::decimal("0.3")) - precise::cos(Enclosure::decimal("1.2"))));
    CHECK(wide.contains(precise::cos(Enclosure::decimal("0.5")) - precise::cos(Enclosure::decimal("1.0"))));
    CHECK(wide.contains(precise::cos(Enclosure::decimal("0.25")) - precise::cos(Enclosure::decimal("1.25"))));
    CHECK(wide.width() < 0.8);
    CHECK_THROWS_AS(precise::integrate([](const Series& y) { return y; }, [](double) { return 0.0; }, a, b),
                    std::logic_error);
}

TEST_CASE("flows contain their closed forms", "[precise][taylor]") {
    const Enclosure t = Enclosure::ratio(3, 4);
    const Enclosure growth = precise::flow([](const Series& y) { return y; }, 2, t, 8, 20);
    CHECK(growth.overlaps(2 * precise::exp(t)));
    CHECK(growth.width() < 1e-18);
    // y' = y^2 from 1 blows up at t = 1.
    const Enclosure hyperbola = precise::flow([](const Series& y) { return y * y; }, 1, t, 16, 24);
    CHECK(hyperbola.contains(4.0));
    CHECK(hyperbola.width() < 1e-3);
    CHECK_THROWS_AS(precise::flow([](const Series& y) { return y * y; }, 1, 2, 1, 4), std::domain_error);
    CHECK(precise::flow([](const Series& y) { return y; }, 2, 0).contains(2.0));
}
