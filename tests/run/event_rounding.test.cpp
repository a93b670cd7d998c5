// Events whose number is known: rounding moves the threshold against each verdict, on the side that makes it
// harder, and takes a verdict away where it may have moved the draws.
#include <algorithm>
#include <cmath>
#include <utility>

#include "catch.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/compose.hpp"
#include "limitcheck/claim/network_measurement.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/run/execute.hpp"
#include "limitcheck/run/plan.hpp"
#include "limitcheck/run/shadow.hpp"
#include "quick_options.hpp"
#include "run/cell_run.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;
using precise::Enclosure;
using statistics::Verdict;

namespace {

CellNumber number(std::int64_t p, std::int64_t q = 1) {
    return [p, q](const Cell&) { return Enclosure::ratio(p, q); };
}

/// |Y|^2/n, plus an error that the float's view alone has.
Quantity<NetworkView> norm_off_by(double error) {
    return {nonnegative("Q"), [error](const auto& view, const Cell&) {
                network::LaneValues values = network::second_moment(view, 0);
                if constexpr (std::is_same_v<std::decay_t<decltype(view.pre(0, 0)[0])>, float>) {
                    for (double& value : values) {
                        value += error;
                    }
                }
                return values;
            }};
}

Measurement with_rare(Quantity<NetworkView> quantity) {
    return with_event(measure_networks(network::resnet(), {std::move(quantity)}),
                      event("Q>=4", above("Q", 4.0)));
}

/// "P(Q >= 4) is at most percent/100".
Test rare(Measurement measurement, std::int64_t percent) {
    const CellNumber level = number(percent, 100);
    return measuring(std::move(measurement))
        .at_most(level)
        .decided_by({mean("Q>=4").at_most(level)})
        .estimated_by("Q>=4");
}

Claim rare_claim(double error, std::int64_t percent) {
    const Measurement honest = with_rare(norm_off_by(0));
    return claim()
        .title("a large norm is rare")
        .states("P(Q >= 4)", "P(Q >= 4)")
        .from(toy::source())
        .over(cells().width(16, 64).depth(4, 64))
        .tests(rare(with_rare(norm_off_by(error)), percent))
        .falsified_by("near", "a frequency far too low", 0.25, rare(honest, 1), {"n=4,L=16"})
        .falsified_by("far", "a frequency far too low", 0.5, rare(honest, 1), {"n=2,L=16"});
}

run::RunOptions small(std::uint64_t cells = 3) { return toy::quick_options(cells, 2e7); }

}  // namespace

LIMITCHECK_CLAIM("event/honest") { return rare_claim(0, 50); }
LIMITCHECK_CLAIM("event/careless") { return rare_claim(0.2, 50); }

TEST_CASE("an event whose number was repeated is shadowed, with a threshold that moved a little") {
    const run::ClaimResult claim = run::run_suite({"event/honest"}, small()).claims.at(0);
    INFO(claim.reason);
    CHECK(claim.verdict == Verdict::verified);
    CHECK(claim.rigor_simulation.find("shadowed up to") == 0);
    CHECK(std::none_of(claim.assumptions.begin(), claim.assumptions.end(), [](const std::string& text) {
        return text.find("moves no mean") != std::string::npos;
    }));
    for (const run::CellResult& cell : claim.cells) {
        for (const run::PartResult& part : cell.parts) {
            REQUIRE(part.cut);
            CHECK(part.cut->number == "Q");
            CHECK(part.cut->side == "at least");
            CHECK(part.widening > 0);
            CHECK(part.widening < 1e-2);
            CHECK(part.bound.mid() == 0.5);  // the level of the frequency itself stays
            // Evidence that it is rare counts every draw that may belong to it.
            CHECK((part.cut->at < 4) == (part.side == "verify"));
            CHECK(std::abs(part.cut->at - 4) == Approx(part.widening).epsilon(1e-9));
        }
    }
}

TEST_CASE("an event that rounding may have moved is neither rare nor frequent") {
    const run::ClaimResult claim = run::run_suite({"event/careless"}, small()).claims.at(0);
    CHECK(claim.verdict == Verdict::undecided);
    const bool said = std::any_of(claim.cells.begin(), claim.cells.end(), [](const run::CellResult& cell) {
        return cell.verdict == Verdict::undecided && cell.reason.find("widening") != std::string::npos;
    });
    CHECK(said);
}

TEST_CASE("thresholds move to the harder side of each verdict") {
    const Cell cell = parse_cell("n=16,L=16");
    run::ShadowResult shadow;
    shadow.cells = {{1, to_text(cell), {16, 16}, 4}};
    shadow.observables = {{"Q", 1e-3}};
    for (const bool above_it : {true, false}) {
        for (const bool at_most : {true, false}) {
            const Cut cut = above_it ? above("Q", 4.0) : below("Q", 4.0);
            const CellNumber half = number(1, 2);
            const Measurement measurement =
                with_event(measure_networks(network::resnet(), {norm_off_by(0)}), event("Q>=4", cut));
            const Test test = at_most ? rare(measurement, 50)
                                      : measuring(measurement)
                                            .at_least(half)
                                            .decided_by({mean("Q>=4").at_least(half)})
                                            .estimated_by("Q>=4");
            const run::CellPlan plan = run::plan_cell(test, cell, shadow);
            REQUIRE(plan.verify.size() == 1);
            REQUIRE(plan.refute.size() == 1);
            const double w = *run::widening(shadow, "Q", 4, cell);
            // To verify "at most" one has to count more, to verify "at least" fewer; to refute, the other.
            const double more = above_it ? 4 - w : 4 + w;
            const double fewer = above_it ? 4 + w : 4 - w;
            CHECK(plan.verify[0].cut->at == Approx(at_most ? more : fewer).epsilon(1e-12));
            CHECK(plan.refute[0].cut->at == Approx(at_most ? fewer : more).epsilon(1e-12));
            CHECK(plan.verify[0].level.mid() == 0.5);
            CHECK(plan.rigor.shadowed);
        }
    }
    // Unknown rounding moves nothing, and stays an assumption.
    const run::CellPlan unknown = run::plan_cell(rare(with_rare(norm_off_by(0)), 50), cell, {});
    CHECK_FALSE(unknown.rigor.shadowed);
    CHECK(unknown.verify[0].cut->at == 4);
}

TEST_CASE("the run counts by the number, whatever the draw wrote for the event") {
    const auto with_last = [](double wrong) {
        Test test = rare(with_rare(norm_off_by(0)), 50);
        const auto draw = test.measurement.draw;
        test.measurement.draw = [draw, wrong](const Cell& cell, random::StreamKey key, std::uint64_t first,
                                              std::size_t count, std::span<double> out) {
            draw(cell, key, first, count, out);
            for (std::size_t i = 1; wrong >= 0 && i < out.size(); i += 2) {
                out[i] = wrong;
            }
        };
        run::CellTask task;
        task.test = &test;
        task.cell = parse_cell("n=16,L=16");
        task.normals = 1e6;
        task.thresholds = statistics::ErrorBudget{}.cell(1);
        const run::CellResult result = run::run_cell(task, [](double, double, double) {});
        CHECK(result.verdict == Verdict::verified);
        return std::pair(result.log_evidence_verify, result.estimate);
    };
    CHECK(with_last(1) == with_last(-1));
    CHECK(with_last(0) == with_last(-1));
}

TEST_CASE("an event that cuts what nobody draws is an error that names it") {
    const Measurement lost =
        with_event(measure_networks(network::resnet(), {norm_off_by(0)}), event("R", above("R", 1.0)));
    CHECK_THROWS_AS(run::plan_cell(rare(lost, 50), parse_cell("n=16,L=16")), Error);
    const Measurement plain =
        with_event(measure_networks(network::resnet(), {norm_off_by(0)}), event("Q>=4"));
    CHECK_THROWS_WITH(run::plan_cell(rare(plain, 50), parse_cell("n=16,L=16")),
                      Catch::Contains("does not say which number it cuts"));
}
