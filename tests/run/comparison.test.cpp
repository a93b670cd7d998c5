// Comparisons on toy draws of known truth: right statements verified, wrong ones refuted, each in both
// directions; and tests that are still to be written.
#include "limitcheck/claim/comparison.hpp"

#include <cmath>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
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

Verdict decide(Test test, const char* cell = "n=16,L=16") {
    Claim claim;
    claim.id = "toy/comparison";
    claim.test = std::move(test);
    return run::judge_cell(claim, parse_cell(cell), 1, 5, 2e6).verdict;
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

Verdict rate_in(double exponent, double least, double most) {
    const SecondMoment moment = second_moment(
        [exponent](const Cell& cell) {
            return Enclosure::between(1.3, 1.4) *
                   pow(Enclosure(cell.width), -Enclosure::exactly(2 * exponent));
        },
        "uniform law");
    return decide(
        measuring(power_law(exponent))
            .rate({.observable = "X", .factor = 4, .least = least, .most = most, .moment = moment}));
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

TEST_CASE("means in their order") {
    for (const bool known_range : {true, false}) {
        const auto observable = [known_range](const char* name) {
            return known_range ? bounded(name, 1) : nonnegative(name);
        };
        const Measurement both = draws("two", {observable("low"), observable("high")},
                                       [](const Cell&, DrawStream& stream, std::span<double> out) {
                                           out[0] = stream.uniform();
                                           out[1] = std::sqrt(stream.uniform());  // mean 2/3
                                       });
        std::vector<SecondMoment> moments;
        if (!known_range) {
            moments.push_back(second_moment(constant(1, 1), "both in [0, 1]"));
        }
        const auto ordered = [&](std::vector<std::string> names, int margin_hundredths) {
            return decide(measuring(both).ordered({names, constant(margin_hundredths, 100), moments}));
        };
        CHECK(ordered({"low", "high"}, 10) == Verdict::verified);
        CHECK(ordered({"low", "high"}, 25) == Verdict::refuted);
        CHECK(ordered({"high", "low"}, 0) == Verdict::refuted);
    }
}

TEST_CASE("growing width and growing depth agree, or do not") {
    const auto agree = [](double width_matters, bool known_range) {
        const auto value = [width_matters](const Cell& cell, DrawStream& stream) {
            return stream.uniform() * (cell.width > cell.depth ? 1 : 1 - width_matters);
        };
        const Measurement measurement =
            known_range ? draws(bounded("x", 1), value) : draws(nonnegative("x"), value);
        std::vector<SecondMoment> moment;
        if (!known_range) {
            moment.push_back(second_moment(constant(1, 1), "in [0, 1]"));
        }
        return decide(measuring(measurement).commutes({"x", 4, constant(1, 10), moment}));
    };
    for (const bool known_range : {true, false}) {
        CHECK(agree(0, known_range) == Verdict::verified);
        CHECK(agree(0.5, known_range) == Verdict::refuted);
        CHECK(agree(0.8, known_range) == Verdict::refuted);
    }
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
