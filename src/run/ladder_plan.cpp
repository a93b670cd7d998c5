// Where a rung of a ladder stands: the cell that refutes its effect at the least cost.
#include <cmath>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/run/ladder.hpp"
#include "limitcheck/run/plan.hpp"
#include "limitcheck/run/shadow.hpp"
#include "limitcheck/statistics/planner.hpp"

namespace limitcheck::run {
namespace {

using precise::Enclosure;

/// Networks to a refutation at a cell, void ones included; nothing without power.
std::optional<double> likely_networks(const EffectLadder& ladder, const Test& test, const Cell& cell,
                                      const statistics::Thresholds& thresholds, const ShadowResult& shadow) {
    CellPlan plan = plan_cell(test, cell, shadow);
    plan.test.verify.clear();
    const LikelyDraw draw = ladder.likely(cell);
    require(draw.second_moment > 0 && draw.share > 0 && draw.share <= 1,
            "plan_rung: a likely draw has a positive second moment and a share in (0, 1]");
    const std::vector<statistics::Expected> expected(plan.observables.size(),
                                                     {draw.mean, draw.second_moment});
    const auto networks = statistics::networks_to_refute(plan.test, expected, thresholds);
    if (!networks) {
        return std::nullopt;
    }
    // Networks come in whole batches.
    const auto batch = static_cast<double>(test.measurement.batch);
    return std::ceil(*networks / draw.share / batch) * batch;
}

}  // namespace

ShadowResult shadow_ladder(const EffectLadder& ladder, std::uint64_t seed, network::ShadowNoise& noise) {
    const Test test = ladder.test(Enclosure(0));
    if (test.certified) {
        return {};
    }
    std::vector<Cell> cells;
    for (const std::string& text : ladder.cells) {
        cells.push_back(parse_cell(text));
    }
    return shadow_test(test, cells, seed, noise);
}

std::optional<RungPlan> plan_rung(const EffectLadder& ladder, const Enclosure& d,
                                  const statistics::Thresholds& thresholds, const ShadowResult& shadow) {
    const Test test = ladder.test(d);
    std::optional<RungPlan> best;
    for (const std::string& text : ladder.cells) {
        RungPlan plan;
        plan.cell = parse_cell(text);
        if (test.certified) {
            if (!ladder.separates(d, plan.cell)) {
                continue;
            }
            plan.cost = static_cast<double>(plan.cell.depth);
        } else {
            // Bounds cost time: a cell whose first batch is dearer than the best plan is not looked at.
            const double batch =
                static_cast<double>(test.measurement.batch) * test.measurement.cost(plan.cell);
            const auto networks = best && batch >= best->cost
                                      ? std::nullopt
                                      : likely_networks(ladder, test, plan.cell, thresholds, shadow);
            if (!networks) {
                continue;
            }
            plan.networks = *networks;
            plan.cost = *networks * test.measurement.cost(plan.cell);
        }
        if (!best || plan.cost < best->cost) {
            best = plan;
        }
    }
    return best;
}

}  // namespace limitcheck::run
