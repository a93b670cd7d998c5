#include "limitcheck/statistics/rigor.hpp"

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"

using namespace limitcheck::statistics;

TEST_CASE("rigor: a combination is as rigorous as its weakest part, on each axis apart") {
    const Rigor strong{BoundRigor::exact, true, 100000, {}, {}};
    const Rigor middle{BoundRigor::interval, true, 5000, {"ideal-stream"}, {"resnet/2.4"}};
    const Rigor weak{BoundRigor::assumed,
                     false,
                     100000,
                     {"variance at most 2", "ideal-stream"},
                     {"resnet/2.4", "resnet/3.1"}};
    const Rigor both = weakest(std::vector{strong, middle});
    CHECK(both.bound == BoundRigor::interval);
    CHECK(both.shadowed);
    CHECK(both.shadowed_size == 5000);
    const Rigor all = weakest(std::vector{middle, weak, strong});
    CHECK(all.bound == BoundRigor::assumed);
    CHECK_FALSE(all.shadowed);
    CHECK(all.assumptions == std::vector<std::string>{"ideal-stream", "variance at most 2"});
    CHECK(all.given == std::vector<std::string>{"resnet/2.4", "resnet/3.1"});
    CHECK(simulation_text(all) == "assumed: simulation-rounding");
    CHECK(simulation_text(both) == "shadowed up to n L = 5000");
    CHECK_THROWS_AS(weakest({}), std::logic_error);
}

TEST_CASE("rigor: words") {
    for (const BoundRigor r : {BoundRigor::exact, BoundRigor::interval, BoundRigor::assumed}) {
        CHECK(parse_bound_rigor(to_text(r)) == r);
    }
    CHECK_THROWS_AS(parse_bound_rigor("float"), limitcheck::Error);
}
