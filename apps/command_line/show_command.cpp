#include <fmt/format.h>

#include <cmath>

#include "commands.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/run/execute.hpp"
#include "limitcheck/run/plan.hpp"
#include "limitcheck/statistics/least_draws.hpp"
#include "limitcheck/statistics/planner.hpp"

namespace limitcheck::command_line {
namespace {

constexpr std::size_t planned_cells_shown = 5;
constexpr std::size_t pilot_networks = 64;

/// Means and second moments of the observables from a pilot on a stream of its own: a guess for planning,
/// never evidence.
std::vector<statistics::Expected> pilot(const Claim& claim, const run::CellPlan& plan, const Cell& cell,
                                        std::uint64_t seed) {
    const std::size_t observables = plan.observables.size();
    std::vector<double> out = unfilled(pilot_networks * observables);
    claim.test.measurement.draw(cell, random::StreamKey{stream_key(seed, claim.id + "#pilot", cell)}, 0,
                                pilot_networks, out);
    std::vector<statistics::Expected> expected(observables);
    double count = 0;
    for (std::size_t row = 0; row < pilot_networks; ++row) {
        if (is_void(claim.test.measurement, cell, std::span(out).subspan(row * observables, observables),
                    row)) {
            continue;
        }
        ++count;
        for (std::size_t i = 0; i < observables; ++i) {
            const double x = out[row * observables + i];
            expected[i].mean += x;
            expected[i].second_moment += x * x;
        }
    }
    for (statistics::Expected& e : expected) {
        e.mean /= std::max(1.0, count);
        e.second_moment /= std::max(1.0, count);
    }
    // So few draws say nothing of a distance between laws: half of the stated one is taken for likely.
    for (const statistics::Part& part : plan.test.verify) {
        if (const auto* law = std::get_if<statistics::DistributionSpec>(&part.spec)) {
            expected[part.observable] = {law->distance.lower / 2, 0};
        }
    }
    return expected;
}

/// "at most 0.25", "within 0.1 of 1.64872".
std::string compared_with(const Test& test, const Cell& cell) {
    const precise::Enclosure bound = test.bound(cell);
    if (test.comparison == "within") {
        return fmt::format("within {:.6g} of {:.6g}", bound.upper(), test.target(cell).mid());
    }
    return test.comparison == "at_least" ? fmt::format("at least {:.6g}", bound.lower())
                                         : fmt::format("at most {:.6g}", bound.upper());
}

void print_plan(const Claim& claim, std::uint64_t seed) {
    run::RunOptions options;
    options.profile = run::profile_named("quick");
    options.profile.cells = planned_cells_shown;
    options.seed = seed;
    fmt::print(
        "\nPlan (the first {} cells; networks are predicted from a pilot of {} on a stream of its own)\n",
        planned_cells_shown, pilot_networks);
    const double budget = run::profile_named("quick").normals_a_cell;
    std::uint64_t j = 0;
    for (const Cell& cell : run::planned_cells(claim, options)) {
        const auto levels = statistics::ErrorBudget{}.cell(++j);
        const run::CellPlan plan = run::plan_cell(claim.test, cell);
        fmt::print("  #{} {}: {}", j, to_text(cell), compared_with(claim.test, cell));
        if (!plan.cannot_verify.empty()) {
            fmt::print(", cannot be verified: {}\n", plan.cannot_verify);
            continue;
        }
        const auto expected = pilot(claim, plan, cell, seed);
        const auto networks = statistics::networks_to_verify(plan.test, expected, levels);
        const double cost = claim.test.measurement.cost(cell);
        if (!networks) {
            fmt::print(", hopeless: the pilot's means are on the wrong side of a level\n");
            continue;
        }
        const double affordable = budget / cost;
        double least = 1;
        for (const statistics::Part& part : plan.test.verify) {
            least = std::max(least, statistics::least_draws(part.spec, levels.verify));
        }
        fmt::print(", about {:.0f} networks ({:.0f} at least, whatever is drawn), {:.2g} normals",
                   std::ceil(*networks), least, *networks * cost);
        const std::size_t watched = plan.test.verify.front().observable;
        const double variance =
            std::max(0.0, expected[watched].second_moment - expected[watched].mean * expected[watched].mean);
        const auto gap =
            statistics::detectable_gap(plan.test.verify.front().spec, variance, levels.verify, affordable,
                                       std::abs(plan.verify.front().level.upper()) + 1);
        // Of a law the gap would be one of distances, which a variance says nothing about.
        if (gap && !std::holds_alternative<statistics::DistributionSpec>(plan.test.verify.front().spec)) {
            fmt::print(", detects a gap of {:.2g} in E {} within the budget", *gap,
                       plan.verify.front().observable);
        }
        fmt::print("{}\n", *networks > affordable ? "; MORE THAN THE QUICK BUDGET" : "");
    }
}

}  // namespace

int show(const std::string& pattern, const std::string& seed_text) {
    const std::uint64_t seed = parse_seed(seed_text);
    for (const std::string& id : select_claims({pattern})) {
        const Claim claim = make_claim(id);
        fmt::print("{}\n{}\n\nStatement\n  {}\n  LaTeX: {}\n\nSource\n  {}\n\nHypotheses\n", id, claim.title,
                   claim.plain_statement, claim.statement, theorems::citation(claim.source));
        for (const std::string& hypothesis : claim.source.hypotheses) {
            fmt::print("  - {}\n", hypothesis);
        }
        if (!claim.test.measurement.void_unless.empty()) {
            fmt::print("\nGiven\n  that {} (draws that break this are void)\n",
                       claim.test.measurement.void_unless);
        }
        fmt::print("\nDomain\n  {}\n", claim.domain.description(nullptr));
        if (!claim.test.certified) {
            fmt::print("\nDraw\n  {}\n", claim.test.measurement.description);
        }
        fmt::print("\nFalsifications\n");
        for (const Falsification& falsification : claim.falsifications) {
            fmt::print("  - {} ({}), at {}\n", falsification.name, falsification.effect,
                       fmt::join(falsification.cells, " and "));
        }
        if (!claim.test.unwritten.empty()) {
            fmt::print("\nPlan\n  none: the test is still to be written ({})\n", claim.test.unwritten);
        } else if (claim.test.certified) {
            fmt::print("\nPlan\n  certified: an enclosure decides each cell, nothing is sampled\n");
        } else {
            print_plan(claim, seed);
        }
        fmt::print("\n");
    }
    return all_verified;
}

}  // namespace limitcheck::command_line
