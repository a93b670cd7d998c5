#include <fmt/format.h>

#include <cmath>

#include "commands.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/run/execute.hpp"
#include "limitcheck/run/forecast.hpp"
#include "limitcheck/run/shadow.hpp"
#include "limitcheck/statistics/budget.hpp"

namespace limitcheck::command_line {
namespace {

constexpr std::size_t planned_cells_shown = 5;
/// "at most 0.25", "within 0.1 of 1.64872".
std::string compared_with(const Test& test, const Cell& cell) {
    const precise::Enclosure bound = test.bound(cell);
    if (test.comparison == "within") {
        return fmt::format("within {:.6g} of {:.6g}", bound.upper(), test.target(cell).mid());
    }
    return test.comparison == "at_least" ? fmt::format("at least {:.6g}", bound.lower())
                                         : fmt::format("at most {:.6g}", bound.upper());
}

/// "about 2980 (2500 to 3600)"
std::string networks_in_words(const run::NetworksRange& range) {
    if (!std::isfinite(range.likely)) {
        return fmt::format("{:.0f} or more", range.low);
    }
    return std::isfinite(range.high)
               ? fmt::format("about {:.0f} ({:.0f} to {:.0f})", range.likely, range.low, range.high)
               : fmt::format("about {:.0f} ({:.0f} or more)", range.likely, range.low);
}

/// What the pilot makes likely.
std::string likely_in_words(const run::Forecast& forecast) {
    if (!forecast.plan.cannot_verify.empty()) {
        return fmt::format("cannot be verified: {}", forecast.plan.cannot_verify);
    }
    if (!std::isfinite(forecast.verify.low)) {
        const bool refutes = std::isfinite(forecast.refute.likely);
        return fmt::format(
            "not verified, if its means are where a pilot of {} networks has them; {}", forecast.pilot,
            refutes ? fmt::format("about {:.0f} networks refute it", forecast.refute.likely) : "nor refuted");
    }
    std::string text = fmt::format("verified by {} networks", networks_in_words(forecast.verify));
    if (std::isfinite(forecast.verify.likely)) {
        text += fmt::format(", {:.2g} normals", forecast.verify.likely * forecast.cost);
    }
    if (!std::isfinite(forecast.verify.high)) {
        text += "; the pilot cannot tell on which side of its level a mean is";
    }
    text += fmt::format("; pilot of {}", forecast.pilot);
    if (forecast.laws) {
        text += ", a law at half the stated distance";
    }
    return text + (forecast.verify.likely > forecast.budget ? "; MORE THAN THE BUDGET" : "");
}

/// "a gap of 0.01 in E x ('x <= b'), no gap in E y ('y <= c')"
std::string gaps_in_words(const run::Forecast& forecast, bool verifying) {
    std::string text;
    for (const run::Detectable& one : forecast.detectable) {
        if (one.verifying == verifying) {
            text += fmt::format("{}{} in {} ('{}')", text.empty() ? "" : ", ",
                                std::isfinite(one.gap) ? fmt::format("a gap of {:.2g}", one.gap) : "no gap",
                                one.distance ? fmt::format("the distance of {}'s law", one.observable)
                                             : "E " + one.observable,
                                one.condition);
        }
    }
    return text;
}

void print_forecast(const run::Forecast& forecast) {
    if (!forecast.hopeless.empty()) {
        fmt::print("      {}\n", forecast.hopeless);
        return;
    }
    fmt::print("      {}\n", likely_in_words(forecast));
    if (forecast.plan.cannot_verify.empty() && !forecast.cannot_verify.empty()) {
        fmt::print("      {}\n", forecast.cannot_verify);
    }
    fmt::print("      the budget gives {:.0f} network{} of {:.3g} normals", forecast.budget,
               forecast.budget == 1 ? "" : "s", forecast.cost);
    if (std::isfinite(forecast.least)) {
        fmt::print("; fewer than {:.0f} verify with a chance of 1e-6 at most", forecast.least);
    }
    fmt::print("\n");
    if (forecast.void_share > 0) {
        fmt::print("      of the pilot {:.2g} % were void, and are counted in\n", 100 * forecast.void_share);
    }
    for (const bool verifying : {true, false}) {
        if (const std::string gaps = gaps_in_words(forecast, verifying); !gaps.empty()) {
            fmt::print("      detectable within the budget, {}: {}\n", verifying ? "verifying" : "refuting",
                       gaps);
        }
    }
}

/// Seed and budget (as Profile::normals_a_cell) that a plan is made for. Throws Error.
run::RunOptions options_of(const ShowRequest& request) {
    run::RunOptions options;
    options.profile = run::profile_named(request.profile);
    options.profile.cells = planned_cells_shown;
    options.seed = parse_seed(request.seed);
    if (!request.budget.empty()) {
        options.profile.normals_a_cell = parse_budget(request.budget);
    }
    return options;
}

void print_plan(const Claim& claim, const run::RunOptions& options) {
    const double normals = options.profile.normals_a_cell;
    fmt::print(
        "\nPlan (the first {} cells, {:.3g} normals each; networks are predicted from a pilot on a stream of "
        "its "
        "own: {} and more,\n  until the means are known to {:g} standard errors on one side of their levels, "
        "or "
        "{:.0e} normals are drawn)\n",
        planned_cells_shown, normals, run::pilot_networks, run::pilot_errors, run::pilot_normals);
    network::ShadowNoise noise;
    const run::ShadowResult shadow = run::shadow_claim(claim, options, noise);
    std::uint64_t j = 0;
    for (const Cell& cell : run::planned_cells(claim, options)) {
        fmt::print("  #{} {}: {}\n", ++j, to_text(cell), compared_with(claim.test, cell));
        const random::StreamKey pilot{stream_key(options.seed, claim.id + "#pilot", cell)};
        print_forecast(
            run::forecast(claim.test, cell, pilot, statistics::ErrorBudget{}.cell(j), normals, shadow));
    }
}

}  // namespace

int show(const ShowRequest& request) {
    const run::RunOptions options = options_of(request);
    for (const std::string& id : select_claims({request.claim})) {
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
            print_plan(claim, options);
        }
        fmt::print("\n");
    }
    return all_verified;
}

}  // namespace limitcheck::command_line
