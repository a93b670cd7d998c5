// Tests that compile and are not what they say: each is refused in one line.
#include "limitcheck/claim/check_test.hpp"

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/draws.hpp"

using namespace limitcheck;
using Catch::Matchers::Contains;
using precise::Enclosure;

namespace {

const Cell cell = parse_cell("n=16,L=16");

CellNumber number(std::int64_t p, std::int64_t q = 1) {
    return [p, q](const Cell&) { return Enclosure::ratio(p, q); };
}

Measurement measure(std::vector<Observable> observables) {
    return draws("numbers", std::move(observables), [](const Cell&, DrawStream&, std::span<double>) {});
}

const SecondMoment known = second_moment(number(9), "here");
const Condition at_most_one = mean("x").at_most(number(1)) | known;
const Condition at_least_one = mean("x").at_least(number(1)) | known;

/// "E x at most 1" with these conditions, x real.
Test at_most(std::vector<Condition> verify, std::vector<Condition> refute) {
    return measuring(measure({real("x"), real("y")}))
        .at_most(number(1))
        .estimated_by("x")
        .verified_when(std::move(verify))
        .refuted_unless(std::move(refute));
}

/// "|E x - 5| at most 1".
Test within(std::vector<Condition> verify, std::vector<Condition> refute) {
    return measuring(measure({real("x")}))
        .within(number(1), number(5))
        .estimated_by("x")
        .verified_when(std::move(verify))
        .refuted_unless(std::move(refute));
}

Condition below(std::int64_t level) { return mean("x").at_most(number(level)) | known; }
Condition above(std::int64_t level) { return mean("x").at_least(number(level)) | known; }

void accepted(const Test& test) { CHECK_NOTHROW(check_test("here", test, cell)); }
void refused(const Test& test, const std::string& message) {
    CHECK_THROWS_WITH(check_test("here", test, cell), Contains("here: ") && Contains(message));
}

}  // namespace

TEST_CASE("names: observables are distinct, and what is named is measured") {
    const auto decided = [](std::vector<Observable> observables) -> Test {
        return measuring(measure(std::move(observables)))
            .at_most(number(1))
            .estimated_by("x")
            .decided_by({at_most_one});
    };
    accepted(decided({real("x"), real("y")}));
    refused(decided({real("x"), real("x")}), "two observables are named 'x'");
    refused(decided({real("y")}), "'x', which is not measured");
    refused(at_most({at_most_one}, {mean("z").at_most(number(1))}), "'z', which is not measured");
}

TEST_CASE("composed comparisons name what is measured, and a rate what is never negative") {
    const Measurement numbers = measure({real("x"), nonnegative("y")});
    const auto rate = [&](const char* name) -> Test {
        return measuring(numbers).rate(
            {.observable = name, .factor = 4, .least = 0, .most = 1, .moment = known});
    };
    accepted(rate("y"));
    refused(rate("z"), "the comparison names the observable 'z', which is not measured");
    refused(rate("x"), "never negative, and 'x' may be");
    const auto ordered = [&](const char* name) -> Test {
        return measuring(numbers).ordered({{"x", name}, number(0), {known}});
    };
    accepted(ordered("y"));
    refused(ordered("z"), "'z', which is not measured");
    const auto commutes = [&](const char* name) -> Test {
        return measuring(numbers).commutes({name, 4, number(1), {known}});
    };
    accepted(commutes("x"));
    refused(commutes("z"), "names the observable 'z', which is not measured");
    const auto law = [&](const char* name) -> Test {
        return measuring(numbers).equals_in_law(
            number(1, 10), by_distribution(name, [](const Cell&, double x) { return x; }));
    };
    accepted(law("x"));
    refused(law("z"), "'z', which is not measured");
    const auto coupling = [&](const char* name) -> Test {
        return measuring(coupled(numbers))
            .equals_in_law(number(1), by_coupling(name, known))
            .refuted_unless({at_least_one});
    };
    accepted(coupling("y"));
    refused(coupling("z"), "'z', which is not measured");
}

TEST_CASE("a test without a condition on either side is refused") {
    refused(at_most({}, {at_most_one}), "no condition verifies the test");
    refused(at_most({at_most_one}, {}), "no condition refutes the test");
    Test none = at_most({at_most_one}, {at_most_one});
    none.verify = [](const Cell&) { return std::vector<Condition>{}; };
    refused(none, "its list is empty at n=16,L=16");
}

TEST_CASE("a moment says where it is proved, or what is assumed") {
    const auto with = [](const SecondMoment& moment) {
        const Condition condition = mean("x").at_most(number(1)) | moment;
        return at_most({condition}, {condition});
    };
    refused(with(second_moment(number(9), "")), "does not say where it is proved");
    refused(with(assumed_second_moment(number(9), "")), "or what is assumed");
    refused(with(second_moment({}, "here")), "has no bound");
    const Condition varied = mean("x").at_most(number(1)) | variance_at_most(number(9), "");
    refused(at_most({varied}, {varied}), "does not say where it is proved");
    refused(at_most({mean("x").at_most({}) | known}, {at_most_one}), "has no level");
}

TEST_CASE("conditions that verify imply the comparison") {
    accepted(at_most({below(1)}, {below(1)}));
    accepted(at_most({below(0)}, {below(1)}));            // stronger
    accepted(at_most({below(3), below(1)}, {below(1)}));  // together
    refused(at_most({below(2)}, {below(1)}), "do not imply the comparison: none holds E x at most 1");
    refused(at_most({above(1)}, {below(1)}), "do not imply the comparison: none holds E x at most 1");
    accepted(at_most({mean("y").at_most(number(1)) | known}, {below(1)}));  // by another quantity
    accepted(within({below(6), above(4)}, {below(6), above(4)}));
    accepted(within({below(5), above(5)}, {below(6), above(4)}));
    refused(within({below(7), above(4)}, {below(6)}), "none holds E x at most 6");
    refused(within({below(6), above(3)}, {below(6)}), "none holds E x at least 4");
    refused(within({below(6)}, {below(6)}), "none holds E x at least 4");
}

TEST_CASE("conditions that refute follow from the comparison") {
    accepted(at_most({below(1)}, {below(2)}));  // weaker
    refused(at_most({below(1)}, {below(0)}), "may fail where the comparison holds");
    refused(at_most({below(1)}, {above(0)}), "may fail where the comparison holds");
    accepted(within({below(6), above(4)}, {below(7)}));
    refused(within({below(6), above(4)}, {below(5)}), "may fail where the comparison holds");
    refused(within({below(6), above(4)}, {above(5)}), "may fail where the comparison holds");
}

TEST_CASE("the range of an observable is one of its conditions") {
    const auto test = [](Observable observable, std::vector<Condition> conditions) -> Test {
        return measuring(measure({std::move(observable)}))
            .within(number(1), number(1))
            .estimated_by("x")
            .decided_by(std::move(conditions));
    };
    accepted(test(nonnegative("x"), {below(2)}));
    refused(test(real("x"), {below(2)}), "none holds E x at least 0");
    accepted(test(bounded("x", 2), {above(0)}));
    refused(test(bounded("x", 3), {above(0)}), "none holds E x at most 2");
}

TEST_CASE("levels that overlap the bound are no contradiction, and a scale has units of its own") {
    const CellNumber near = [](const Cell&) { return Enclosure::between(0.75, 1.25); };
    accepted(at_most({mean("x").at_most(near) | known}, {mean("x").at_most(near) | known}));
    accepted(measuring(measure({real("x")}))
                 .at_most(number(1))
                 .estimated_by("x", [](double u) { return u / 2; })
                 .decided_by({below(2)}));
}

TEST_CASE("the level matters at the cell that is asked for") {
    const Condition by_width =
        mean("x").at_most([](const Cell& at) { return Enclosure(at.width) / 16; }) | known;
    const Test test = at_most({by_width}, {at_most_one});
    accepted(test);
    CHECK_THROWS_WITH(check_test("here", test, parse_cell("n=32,L=16")),
                      Contains("at n=32,L=16") && Contains("do not imply"));
}

TEST_CASE("the conditions that a comparison is follow from it") {
    const auto sides = [](const Test& test) {
        accepted(test);
        CHECK(test.estimate_of == "x");
        std::vector<std::pair<Side, double>> all;
        for (const Condition& condition : test.verify(cell)) {
            CHECK(condition.observable == "x");
            CHECK(condition.moment->source == "here");
            all.emplace_back(condition.side, condition.level(cell).mid());
        }
        CHECK(test.refute(cell).size() == all.size());
        return all;
    };
    const auto start = [] { return measuring(measure({real("x")})); };
    using Sides = std::vector<std::pair<Side, double>>;
    CHECK(sides(start().at_most(number(1)).of("x", known)) == Sides{{Side::at_most, 1}});
    CHECK(sides(start().at_least(number(1)).of("x", known)) == Sides{{Side::at_least, 1}});
    CHECK(sides(start().within(number(1), number(5)).of("x", known)) ==
          Sides{{Side::at_most, 6}, {Side::at_least, 4}});
    const Test clipped =
        start().at_most(number(1)).of("x", variance_at_most(number(2), "v"), clipped_at(number(7)));
    CHECK(clipped.refute(cell).at(0).variance->source == "v");
    CHECK(clipped.refute(cell).at(0).clip->at(cell).mid() == 7);
    const Test bare = measuring(measure({bounded("x", 2)})).at_most(number(1)).of("x");
    CHECK_FALSE(bare.verify(cell).at(0).moment);
}
