#include "limitcheck/run/plan.hpp"

#include "catch.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;
using statistics::BoundedBetSpec;
using statistics::NonnegativeBetSpec;
using statistics::Null;
using statistics::QuadraticBetSpec;

namespace {

CellNumber number(std::int64_t p, std::int64_t q = 1) {
    return [p, q](const Cell&) { return precise::Enclosure::ratio(p, q); };
}

Test with(const Observable& observable, std::vector<Condition> verify, std::vector<Condition> refute) {
    return measuring(toy::measured(observable))
        .at_most(number(1))
        .verified_when(verify)
        .refuted_unless(refute)
        .estimated_by(observable.name);
}

}  // namespace

TEST_CASE("a bounded observable is decided by betting, both ways") {
    const auto plan = run::plan_cell(toy::mean_at_most(60), Cell{});
    REQUIRE(plan.test.verify.size() == 1);
    REQUIRE(plan.test.refute.size() == 1);
    CHECK(std::get<BoundedBetSpec>(plan.test.verify[0].spec).against == Null::mean_at_least);
    CHECK(std::get<BoundedBetSpec>(plan.test.refute[0].spec).against == Null::mean_at_most);
    CHECK(plan.cannot_verify.empty());
}

TEST_CASE(
    "a nonnegative observable is refuted from above without any moment, and verified by the quadratic bet") {
    const Condition condition = mean("x").at_most(number(1)) | second_moment(number(4), "s");
    const auto plan = run::plan_cell(with(nonnegative("x"), {condition}, {condition}), Cell{});
    const auto& verify = std::get<QuadraticBetSpec>(plan.test.verify.at(0).spec);
    CHECK(verify.against == Null::mean_at_least);
    CHECK(verify.second_moment.upper == 4.0);
    CHECK(verify.centre.upper == 0.0);
    CHECK(std::holds_alternative<NonnegativeBetSpec>(plan.test.refute.at(0).spec));
}

TEST_CASE("a signed observable needs a moment on both sides") {
    const Condition bare = mean("x").at_most(number(1));
    const Condition known = bare | second_moment_about(number(3), number(4), "s");
    const auto plan = run::plan_cell(with(real("x"), {known}, {known}), Cell{});
    CHECK(std::get<QuadraticBetSpec>(plan.test.refute.at(0).spec).against == Null::mean_at_most);
    CHECK(std::get<QuadraticBetSpec>(plan.test.refute.at(0).spec).centre.lower == 3.0);
    const auto none = run::plan_cell(with(real("x"), {bare}, {bare}), Cell{});
    CHECK(none.test.verify.empty());
    CHECK(none.test.refute.empty());
    CHECK_FALSE(none.cannot_verify.empty());
}

TEST_CASE("at_least is evidence against at_most, and the other way round") {
    const Condition condition = mean("x").at_least(number(1)) | second_moment(number(4), "s");
    const auto plan = run::plan_cell(toy::test_of(toy::measured(nonnegative("x")), condition), Cell{});
    CHECK(std::holds_alternative<NonnegativeBetSpec>(plan.test.verify.at(0).spec));
    CHECK(std::get<QuadraticBetSpec>(plan.test.refute.at(0).spec).against == Null::mean_at_least);
}

TEST_CASE("one verifying condition without a tool makes the cell unverifiable") {
    const Condition good = mean("x").at_most(number(1)) | second_moment(number(4), "s");
    const Condition bad = mean("x").at_most(number(2));
    const auto plan = run::plan_cell(with(nonnegative("x"), {good, bad}, {good}), Cell{});
    CHECK(plan.test.verify.empty());
    CHECK_FALSE(plan.cannot_verify.empty());
}

TEST_CASE("an assumed moment taints the cell") {
    const Condition condition = mean("x").at_most(number(1)) | assumed_second_moment(number(4), "Var X <= 4");
    const auto plan = run::plan_cell(with(nonnegative("x"), {condition}, {condition}), Cell{});
    CHECK(plan.rigor.bound == statistics::BoundRigor::assumed);
    CHECK(plan.rigor.assumptions.at(0) == "Var X <= 4");
}

TEST_CASE("a condition without a tool says what is missing") {
    const auto why = [](const Observable& observable, const Condition& condition) {
        return run::plan_cell(toy::test_of(toy::measured(observable), condition), Cell{}).cannot_verify;
    };
    using Catch::Matchers::Contains;
    CHECK_THAT(why(nonnegative("x"), mean("x").at_most(number(1))),
               Contains("E x at most: no moment of 'x' is known") &&
                   Contains("add | second_moment(bound, \"where it is proved\")") &&
                   Contains("bounded(...)"));
    CHECK_THAT(why(bounded("x", 2), mean("x").at_most(number(3))),
               Contains("the level 3 is not inside the range (0, 2) of 'x'"));
    CHECK_THAT(why(event("x"), mean("x").at_most(number(1))), Contains("the level 1 is not inside (0, 1)"));
    CHECK_THAT(why(real("x"), mean("x").at_most(number(1)) | second_moment(number(0), "s")),
               Contains("not certainly positive"));
    CHECK(why(real("x"), mean("x").at_most(number(1)) | second_moment(number(4), "s")).empty());
}
