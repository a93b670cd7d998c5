#include "hopeless.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "limitcheck/statistics/least_draws.hpp"

namespace limitcheck::run {

LeastNetworks least_networks(const CellPlan& plan, const statistics::Thresholds& thresholds) {
    LeastNetworks least;
    if (!plan.test.verify.empty()) {
        least.verify = 1;
    }
    // All verifying parts must cross; one refuting part may carry the average, and no average exceeds the
    // best of its parts.
    for (const statistics::Part& part : plan.test.verify) {
        least.verify = std::max(least.verify, statistics::least_draws(part.spec, thresholds.verify));
    }
    for (const statistics::Part& part : plan.test.refute) {
        least.refute = std::min(least.refute, statistics::least_draws(part.spec, thresholds.refute));
    }
    return least;
}

Affordable affordable(const LeastNetworks& least, double normals, double cost) {
    Affordable budget;
    budget.networks = std::floor(normals / cost) + 1;
    const auto say = [&](double needed, const char* what) {
        return fmt::format("{} fewer than {:.0f} networks, and the budget of {:.3g} normals gives {:.0f}",
                           what, needed, normals, budget.networks);
    };
    if (budget.networks < least.either()) {
        budget.hopeless = say(least.either(), "hopeless: nothing is decided by");
    } else if (budget.networks < least.verify && std::isfinite(least.verify)) {
        budget.cannot_verify = say(least.verify, "nothing is verified by");
    }
    return budget;
}

}  // namespace limitcheck::run
