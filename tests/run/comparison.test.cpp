// Comparisons on toy draws of known truth: right statements verified, wrong ones refuted, each in both
// directions; and tests that are still to be written.
#include "limitcheck/claim/comparison.hpp"

#include <cmath>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/compose.hpp"
#include "limitcheck/claim/draws.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/run/execute.hpp"
#include "limitcheck/run/property.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;
using precise::Enclosure;
using statistics::Verdict;

namespace {

CellNumber constant(std::int64_t p, std::int64_t q) {
    return [p, q](const Cell&) { return Enclosure::ratio(p, q); };
}

run::CellResult judged(Test test, const char* cell = "n=16,L=16") {
    Claim claim;
    claim.id = "toy/comparison";
    claim.test = std::move(test);
    return run::judge_cell(claim, parse_cell(cell), 1, 5, 2e6);
}
Verdict decide(Test test) { return judged(std::move(test)).verdict; }

/// The interval of the estimate is in order and has the truth in it, three errors either way.
void shows(const run::CellResult& cell, double truth) {
    CHECK(cell.estimate_low < cell.estimate);
    CHECK(cell.estimate < cell.estimate_high);
    const double error = (cell.estimate_high - cell.estimate_low) / 4;
    CHECK(std::abs(cell.estimate - truth) < 3 * error);
}

Measurement normals() {
    return draws(real("z"), [](DrawStream& stream) { return stream.normal(); });
}

/// Y = 1.1 z beside Y' = z: E |Y - Y'|^2 = 0.01, E Y^2 = 1.21.
CoupledMeasurement pairs() {
    return coupled(draws("a pair", {nonnegative("U"), nonnegative("square")},
                         [](const Cell&, DrawStream& stream, std::span<double> out) {
                             const double z = stream.normal();
                             out[0] = 0.01 * z * z;
                             out[1] = 1.21 * z * z;
                         }));
}

/// X = 2 u n^-p with u uniform: E X = n^-p.
Measurement power_law(double exponent) {
    return draws(nonnegative("X"), [exponent](const Cell& cell, DrawStream& stream) {
        return 2 * stream.uniform() * std::pow(cell.width, -exponent);
    });
}

Test rate_test(double exponent, double least, double most) {
    const SecondMoment moment = second_moment(
        [exponent](const Cell& cell) {
            return Enclosure::between(1.3, 1.4) *
                   pow(Enclosure(cell.width), -Enclosure::exactly(2 * exponent));
        },
        "uniform law");
    return measuring(power_law(exponent))
        .rate({.observable = "X", .factor = 4, .least = least, .most = most, .moment = moment});
}

Verdict rate_in(double exponent, double least, double most) {
    return decide(rate_test(exponent, least, most));
}

/// Means 1/2 and 2/3.
Measurement low_and_high(bool known_range) {
    const auto observable = [known_range](const char* name) {
        return known_range ? bounded(name, 1) : nonnegative(name);
    };
    return draws("two", {observable("low"), observable("high")},
                 [](const Cell&, DrawStream& stream, std::span<double> out) {
                     out[0] = stream.uniform();
                     out[1] = std::sqrt(stream.uniform());
                 });
}

/// A mean of 1/2 where the width has grown, and of (1 - width_matters)/2 where the depth has.
Test agreement(double width_matters, bool known_range) {
    const auto value = [width_matters](const Cell& cell, DrawStream& stream) {
        return stream.uniform() * (cell.width > cell.depth ? 1 : 1 - width_matters);
    };
    std::vector<SecondMoment> moment;
    if (!known_range) {
        moment.push_back(second_moment(constant(1, 1), "in [0, 1]"));
    }
    return measuring(known_range ? draws(bounded("x", 1), value) : draws(nonnegative("x"), value))
        .commutes({"x", 4, constant(1, 10), moment});
}

}  // namespace

TEST_CASE("equality in law by distribution") {
    const auto against = [](double variance) {
        return decide(measuring(normals()).equals_in_law(
            constant(6, 100), by_distribution("z", [variance](const Cell&, double x) {
                return normal_distribution(x, variance);
            })));
    };
    CHECK(against(1) == Verdict::verified);
    CHECK(against(4) == Verdict::refuted);  // sup |F - F0| = 0.16
    CHECK(against(0.25) == Verdict::refuted);
}

TEST_CASE("equality in law by coupling") {
    const auto within = [](CellNumber gap, CellNumber variance) {
        const CellNumber bound = constant(2, 10);
        return decide(measuring(pairs())
                          .equals_in_law(bound, by_coupling("U", second_moment(constant(3, 10000), "z^4"),
                                                            std::move(gap)))
                          .refuted_unless(second_moment_near("square", std::move(variance), bound,
                                                             second_moment(constant(45, 10), "z^4"))));
    };
    CHECK(within({}, constant(1, 1)) == Verdict::verified);
    CHECK(within(constant(1, 20), constant(1, 1)) == Verdict::verified);
    // A target of variance 4 is at distance 1 from the partner's law, and E Y^2 is far below 1.8^2.
    CHECK(within(constant(1, 1), constant(4, 1)) == Verdict::refuted);
    // A target of variance 1/4: E Y^2 is above 0.7^2.
    CHECK(within(constant(1, 2), constant(1, 4)) == Verdict::refuted);
}

TEST_CASE("a large coupling refutes nothing") {
    // The pair is independent, so that E U = 2; the laws are equal.
    const CoupledMeasurement independent =
        coupled(draws("a pair", {nonnegative("U"), nonnegative("square")},
                      [](const Cell&, DrawStream& stream, std::span<double> out) {
                          const double a = stream.normal();
                          const double b = stream.normal();
                          out[0] = (a - b) * (a - b);
                          out[1] = a * a;
                      }));
    const CellNumber bound = constant(2, 10);
    CHECK(decide(measuring(independent)
                     .equals_in_law(bound, by_coupling("U", second_moment(constant(12, 1), "known")))
                     .refuted_unless(second_moment_near("square", constant(1, 1), bound,
                                                        second_moment(constant(3, 1), "known")))) ==
          Verdict::undecided);
}

TEST_CASE("an exponent is that of the two sizes that are drawn") {
    // n = 19 is drawn beside 4 and n = 7 beside 1, so the ratios are 4.75 and 7, not 4.
    for (const char* cell : {"n=19,L=16", "n=7,L=16", "n=5,L=16", "n=16,L=16"}) {
        CAPTURE(cell);
        const run::CellResult right = judged(rate_test(1, 0.9, 1.1), cell);
        CHECK(right.verdict == Verdict::verified);
        shows(right, 1);
        CHECK(judged(rate_test(0.9, 1, 1.1), cell).verdict == Verdict::refuted);
        CHECK(judged(rate_test(1.1, 0.9, 1), cell).verdict == Verdict::refuted);
    }
}

TEST_CASE("the level of an exponent holds what a double loses of the ratio's power") {
    // 4.75^0.5 is no double: rounded to either side, it would decide a statement that holds with equality.
    Measurement exact = draws(nonnegative("X"), [](const Cell& cell, DrawStream&) {
        return cell.width == 19 ? std::sqrt(4.0 / 19) : 1.0;
    });
    const SecondMoment moment = second_moment(
        [](const Cell& cell) { return Enclosure::ratio(cell.width == 19 ? 4 : 19, 19); }, "a constant");
    const auto level = [&](double least, double most, std::size_t i) {
        const Test test = measuring(exact).rate(
            {.observable = "X", .factor = 4, .least = least, .most = most, .moment = moment});
        const Cell cell = parse_cell("n=19,L=16");
        return test.verify(cell)[i].level(cell);
    };
    const auto holds_the_rounding = [](const Enclosure& held, double exponent) {
        const Enclosure power = pow(Enclosure::ratio(19, 4), Enclosure::exactly(exponent));
        const Enclosure moved =
            (power - Enclosure::exactly(std::pow(4.75, exponent))) * sqrt(Enclosure::ratio(4, 19));
        CHECK(held.lower() <= std::min(moved.lower(), 0.0));
        CHECK(held.upper() >= std::max(moved.upper(), 0.0));
        CHECK(held.upper() - held.lower() > 0);
        CHECK(held.upper() - held.lower() < 1e-15);
    };
    holds_the_rounding(level(0.5, 0.7, 0), 0.5);
    holds_the_rounding(level(0.3, 0.7, 1), 0.7);
}

TEST_CASE("an exponent lies in an interval") {
    CHECK(rate_in(0.5, 0.4, 0.6) == Verdict::verified);
    CHECK(rate_in(0.5, 0.6, 0.8) == Verdict::refuted);
    CHECK(rate_in(0.5, 0.2, 0.4) == Verdict::refuted);
    CHECK(rate_in(1.0, 0.8, 1.2) == Verdict::verified);
    CHECK_THROWS_AS(decide(measuring(power_law(1))
                               .rate({.observable = "X",
                                      .factor = 32,
                                      .least = 0,
                                      .most = 1,
                                      .moment = second_moment(constant(1, 1), "known")})),
                    Error);
}

TEST_CASE("an empty function in place of a number is an error with its mend") {
    const CellNumber nothing;
    const Measurement drawn = power_law(1);
    const auto says = [](const std::string& what) {
        return Catch::Contains(what + " is an empty function: give a number at a cell");
    };
    const SecondMoment empty = second_moment(nothing, "known");
    CHECK_THROWS_WITH(measuring(drawn).rate({.observable = "X", .least = 0, .most = 1, .moment = empty}),
                      says(".rate: the moment's bound"));
    CHECK_THROWS_WITH(measuring(drawn).ordered({{"X", "X"}, nothing}), says(".ordered: the margin"));
    CHECK_THROWS_WITH(measuring(drawn).commutes({"X", 4, nothing}), says(".commutes: the tolerance"));
    CHECK_THROWS_WITH(measuring(drawn).commutes({"X", 4, constant(1, 10), {empty}}),
                      says(".commutes: the moment's bound"));
}

TEST_CASE("means in their order") {
    for (const bool known_range : {true, false}) {
        std::vector<SecondMoment> moments;
        if (!known_range) {
            moments.push_back(second_moment(constant(1, 1), "both in [0, 1]"));
        }
        const auto ordered = [&](std::vector<std::string> names, int margin_hundredths) {
            return judged(measuring(low_and_high(known_range))
                              .ordered({names, constant(margin_hundredths, 100), moments}));
        };
        const run::CellResult verified = ordered({"low", "high"}, 10);
        CHECK(verified.verdict == Verdict::verified);
        CHECK(ordered({"low", "high"}, 25).verdict == Verdict::refuted);
        CHECK(ordered({"high", "low"}, 0).verdict == Verdict::refuted);
        // In the statement's own units, whatever the draws were moved by.
        CHECK(verified.comparison == "at_least");
        CHECK(verified.bound.mid() == Approx(0.1));
        shows(verified, 1.0 / 6);
    }
}

TEST_CASE("of several steps the least is shown") {
    const auto least = [](std::vector<std::string> names) {
        return judged(
            measuring(side_by_side({low_and_high(true),
                                    draws(bounded("top", 1),
                                          [](DrawStream& stream) { return 0.75 + stream.uniform() / 4; })}))
                .ordered({std::move(names), constant(1, 100)}));
    };
    shows(least({"low", "high", "top"}), 1.0 / 6);
    shows(least({"high", "top", "low"}), -3.0 / 8);
}

TEST_CASE("growing width and growing depth agree, or do not") {
    for (const bool known_range : {true, false}) {
        const run::CellResult agrees = judged(agreement(0, known_range));
        CHECK(agrees.verdict == Verdict::verified);
        CHECK(decide(agreement(0.5, known_range)) == Verdict::refuted);
        const run::CellResult differs = judged(agreement(0.8, known_range));
        CHECK(differs.verdict == Verdict::refuted);
        CHECK(agrees.comparison == "within");
        CHECK(agrees.bound.mid() == Approx(0.1));
        CHECK(agrees.target.value().mid() == 0);
        shows(agrees, 0);
        shows(differs, 0.4);
    }
}

TEST_CASE("a rate is shown as an exponent, a law as a distance") {
    const run::CellResult rate = judged(rate_test(0.5, 0.25, 0.625));
    CHECK(rate.verdict == Verdict::verified);
    CHECK(rate.comparison == "within");
    CHECK(rate.target.value().mid() == 0.4375);
    CHECK(rate.bound.mid() == 0.1875);
    shows(rate, 0.5);
    // At width 0.25 n: X is 0 there, and there is no exponent.
    const Test dead = measuring(draws(nonnegative("X"), [](DrawStream&) { return 0.0; }))
                          .rate({.observable = "X",
                                 .factor = 4,
                                 .least = 0,
                                 .most = 1,
                                 .moment = second_moment(constant(1, 1), "known")});
    CHECK(std::isnan(judged(dead).estimate));

    const run::CellResult law = judged(measuring(normals()).equals_in_law(
        constant(6, 100),
        by_distribution("z", [](const Cell&, double x) { return normal_distribution(x, 4); })));
    CHECK(law.verdict == Verdict::refuted);
    shows(law, 0.16134);  // sup |Phi(x) - Phi(x/2)|
}

TEST_CASE("an estimate whose scale decreases keeps its interval in order") {
    const Test falling =
        measuring(draws(bounded("x", 1), [](DrawStream& stream) { return stream.uniform(); }))
            .at_least(constant(40, 100))
            .estimated_by("x", [](double x) { return 1 - x; })
            .decided_by({mean("x").at_most(constant(60, 100))});
    shows(judged(falling), 0.5);
}

namespace {

Test unit_mean(int hundredths) {
    return measuring(draws(bounded("x", 1), [](DrawStream& stream) { return stream.uniform(); }))
        .at_most(constant(hundredths, 100))
        .decided_by({mean("x").at_most(constant(hundredths, 100))})
        .estimated_by("x");
}

}  // namespace

LIMITCHECK_CLAIM("toy/unwritten") {
    return claim()
        .title("a claim with a falsification that is still to be written")
        .states("E X", "E X")
        .from(toy::source())
        .over(cells().width(1, 64).depth(1, 64))
        .tests(unit_mean(60))
        .falsified_by("a fifth too low", "mean 0.5 against 0.4", 0.2, unit_mean(40), {"n=1,L=1"})
        .falsified_by("later", "unknown", 0.5, to_be_written("think of one"), {"n=1,L=1"});
}

TEST_CASE("an unwritten falsification keeps a true claim from being verified, whatever is run") {
    run::RunOptions options;
    options.profile = run::profile_named("quick");
    options.profile.cells = 3;
    const run::ClaimResult whole = run::run_suite({"toy/unwritten"}, options).claims.at(0);
    CHECK(whole.verdict == Verdict::undecided);
    CHECK_THAT(whole.reason, Catch::Matchers::Contains("'later' is still to be written: think of one"));
    CHECK(whole.falsifications.at(1).cells.at(0).samples == 0);
    CHECK(whole.cells.at(0).verdict == Verdict::verified);
    options.cell = "n=4,L=4";
    const run::ClaimResult one = run::run_suite({"toy/unwritten"}, options).claims.at(0);
    CHECK(one.verdict == Verdict::undecided);
    CHECK_THAT(one.reason, Catch::Matchers::Contains("think of one"));
}
