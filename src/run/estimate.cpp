#include "estimate.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace limitcheck::run {
namespace {

/// sup |F_t - F0| of the observable that estimates, where a part holds its law.
std::optional<double> distance_of_law(const CellPlan& plan, const statistics::Judge& judge) {
    for (std::size_t i = 0; i < plan.test.verify.size(); ++i) {
        if (plan.test.verify[i].observable == plan.estimate) {
            return judge.verify_process(i).empirical_distance();
        }
    }
    for (std::size_t i = 0; i < plan.test.refute.size(); ++i) {
        if (plan.test.refute[i].observable == plan.estimate) {
            return judge.refute_process(i).empirical_distance();
        }
    }
    return std::nullopt;
}

Shown in_order(double value, double one_end, double other_end) {
    return {value, std::min({value, one_end, other_end}), std::max({value, one_end, other_end})};
}

}  // namespace

Shown estimate_of(const Test& test, const Cell& cell, const CellPlan& plan, const statistics::Judge& judge) {
    const double draws = std::max(1.0, static_cast<double>(judge.draws()));
    if (const auto distance = distance_of_law(plan, judge)) {
        // P(sup |F_t - F| > e) <= 2 exp(-2 t e^2) is the chance of two standard errors, 0.0455, at this e.
        const double band = std::sqrt(std::log(2 / 0.0455) / (2 * draws));
        return {*distance, std::max(0.0, *distance - band), std::min(1.0, *distance + band)};
    }
    std::vector<SampleMean> means(plan.observables.size());
    for (std::size_t i = 0; i < judge.summaries().size(); ++i) {
        means[i] = {judge.summaries()[i].mean, std::sqrt(judge.summaries()[i].variance / draws)};
    }
    if (test.show_estimate) {
        return test.show_estimate(cell, means);
    }
    const SampleMean& of = means[plan.estimate];
    const auto scale = [&](double x) { return test.estimate_scale ? test.estimate_scale(x) : x; };
    return in_order(scale(of.mean), scale(of.mean - 2 * of.error), scale(of.mean + 2 * of.error));
}

}  // namespace limitcheck::run
