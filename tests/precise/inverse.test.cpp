// Certified inverses against closed forms.
#include "limitcheck/precise/inverse.hpp"

#include <stdexcept>

#include "catch.hpp"

using limitcheck::precise::Enclosure;
using limitcheck::precise::Increasing;
namespace precise = limitcheck::precise;

TEST_CASE("inverse of exp is log, from any guess", "[precise][inverse]") {
    const Increasing exp{[](const Enclosure& x) { return precise::exp(x); },
                         [](const Enclosure& x) { return precise::exp(x); }};
    for (const double guess : {0.0, 1.0, 3.0}) {
        const Enclosure root = precise::solve_increasing(exp, 5, 0, guess);
        CHECK(root.overlaps(precise::log(Enclosure(5))));
        CHECK(root.width() < 1e-45);
    }
    CHECK(precise::solve_increasing(exp, 1, 0, 0.5).contains(0.0));
}

TEST_CASE("a wide target gives a wide root, a wrong slope no wrong root", "[precise][inverse]") {
    const Increasing cube{[](const Enclosure& x) { return precise::pow(x, 3); },
                          [](const Enclosure& x) { return 3 * precise::square(x) + 1; }};
    const Enclosure wide = precise::solve_increasing(cube, Enclosure::between(1, 8), 0, 1.5);
    CHECK(wide.contains(Enclosure::between(1, 2)));
    const Increasing misled{cube.f, [](const Enclosure&) { return Enclosure(50); }};
    CHECK(precise::solve_increasing(misled, 8, 0, 1.5).contains(2.0));
}

TEST_CASE("a target beyond the range is refused", "[precise][inverse]") {
    const Increasing bounded{[](const Enclosure& x) { return precise::atan(x); },
                             [](const Enclosure& x) { return 1 / (1 + precise::square(x)); }};
    CHECK_THROWS_AS(precise::solve_increasing(bounded, 2, 0, 1.0), std::domain_error);
}
