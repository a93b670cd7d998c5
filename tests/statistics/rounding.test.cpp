#include "limitcheck/statistics/detail/rounding.hpp"

#include <rapidcheck.h>

#include "catch.hpp"
#include "exact.hpp"

using namespace limitcheck::statistics::detail;
using limitcheck::statistics::testing::Exact;

namespace {

// Doubles of very different sizes, subnormal ones included.
rc::Gen<double> doubles() {
    return rc::gen::map(
        rc::gen::pair(rc::gen::inRange<std::int64_t>(-(1LL << 53), 1LL << 53), rc::gen::inRange(-1074, 300)),
        [](const auto& p) { return std::ldexp(static_cast<double>(p.first), p.second - 53); });
}

}  // namespace

TEST_CASE("each directed operation lies on its side of the exact result") {
    REQUIRE(rc::check([] {
        const double a = *rc::gen::resize(1000, doubles());
        const double b = *rc::gen::resize(1000, doubles());
        const Exact x = a;
        const Exact y = b;
        RC_ASSERT(Exact(add_down(a, b)) <= x + y);
        RC_ASSERT(Exact(add_up(a, b)) >= x + y);
        RC_ASSERT(Exact(sub_down(a, b)) <= x - y);
        RC_ASSERT(Exact(sub_up(a, b)) >= x - y);
        RC_ASSERT(Exact(mul_down(a, b)) <= x * y);
        RC_ASSERT(Exact(mul_up(a, b)) >= x * y);
        if (b != 0.0 && std::isfinite(a / b)) {
            RC_ASSERT(Exact(div_down(a, b)) <= x / y);
            RC_ASSERT(Exact(div_up(a, b)) >= x / y);
        }
        if (a >= 0.0) {
            RC_ASSERT(Exact(sqrt_down(a)) * Exact(sqrt_down(a)) <= x);
            RC_ASSERT(Exact(sqrt_up(a)) * Exact(sqrt_up(a)) >= x);
        }
    }));
}

TEST_CASE("exact sums and products by one stay exact") {
    CHECK(add_down(0.5, 0.25) == 0.75);
    CHECK(add_up(0.5, 0.25) == 0.75);
    CHECK(mul_down(1.0, 0.3) == 0.3);
    CHECK(mul_up(0.3, 0.0) == 0.0);
    CHECK(div_up(0.3, 1.0) == 0.3);
}

TEST_CASE("directed results are tight") {
    CHECK(add_up(1.0, 0x1p-60) == 1.0 + 0x1p-52);
    CHECK(add_down(1.0, 0x1p-60) == 1.0);
    CHECK(add_down(1.0, -0x1p-60) == 1.0 - 0x1p-53);
    CHECK(mul_up(1.1, 1.1) <= step_up(1.1 * 1.1));
}
