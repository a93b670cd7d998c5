#include "limitcheck/run/forecast.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <variant>

#include "hopeless.hpp"
#include "limitcheck/statistics/planner.hpp"

namespace limitcheck::run {
namespace {

using statistics::DistributionSpec;
using statistics::Expected;
using statistics::LogThreshold;
using statistics::Null;
using statistics::Part;

bool is_law(const Part& part) { return std::holds_alternative<DistributionSpec>(part.spec); }

/// Sums of the pilot's observables about their first values, so that a small spread is not lost.
class Pilot {
  public:
    Pilot(const Test& test, const Cell& cell, random::StreamKey key, const CellPlan& plan)
        : test_(test), cell_(cell), key_(key), observables_(plan.observables), sums_(observables_.size()) {}

    void draw(std::size_t networks) {
        const std::size_t columns = observables_.size();
        std::vector<double> out = unfilled(networks * columns);
        test_.measurement.draw(cell_, key_, drawn_, networks, out);
        for (std::size_t row = 0; row < networks; ++row) {
            const std::span<const double> numbers = std::span(out).subspan(row * columns, columns);
            if (!is_void(test_.measurement, cell_, numbers, drawn_ + row)) {
                add(numbers);
            }
        }
        drawn_ += networks;
    }

    [[nodiscard]] std::size_t drawn() const { return drawn_; }
    [[nodiscard]] double void_share() const {
        return drawn_ == 0 ? 0 : 1 - count_ / static_cast<double>(drawn_);
    }
    /// Too few draws for a spread.
    [[nodiscard]] bool empty() const { return count_ < 2; }

    [[nodiscard]] double mean(std::size_t i) const { return sums_[i].origin + sums_[i].first / count_; }
    /// Of an event one more of either kind counts, so that none seen does not mean that none can be.
    [[nodiscard]] double variance(std::size_t i) const {
        if (observables_[i].event) {
            const double p = (mean(i) * count_ + 1) / (count_ + 2);
            return p * (1 - p);
        }
        const double about_mean = sums_[i].second - sums_[i].first * sums_[i].first / count_;
        return std::max(0.0, about_mean / (count_ - 1));
    }
    [[nodiscard]] double standard_error(std::size_t i) const { return std::sqrt(variance(i) / count_); }

  private:
    struct Sums {
        double origin = 0;
        double first = 0;
        double second = 0;
    };

    void add(std::span<const double> numbers) {
        for (std::size_t i = 0; i < sums_.size(); ++i) {
            if (count_ == 0) {
                sums_[i].origin = numbers[i];
            }
            const double x = numbers[i] - sums_[i].origin;
            sums_[i].first += x;
            sums_[i].second += x * x;
        }
        ++count_;
    }

    const Test& test_;
    const Cell& cell_;
    random::StreamKey key_;
    const std::vector<Observable>& observables_;
    std::vector<Sums> sums_;
    std::size_t drawn_ = 0;
    double count_ = 0;
};

/// Draws until one part crosses, its mean `errors` standard errors further into the side that it speaks for.
double draws_to(const Part& part, const Pilot& pilot, LogThreshold threshold, double errors) {
    double mean = pilot.mean(part.observable);
    double second_moment = 0;
    if (const auto* law = std::get_if<DistributionSpec>(&part.spec)) {
        // A pilot says little of a distance between laws.
        mean = law->against == Null::mean_at_least ? law->distance.lower / 2 : law->distance.upper / 2;
    } else {
        const double further = errors * pilot.standard_error(part.observable);
        mean += statistics::null_of(part.spec) == Null::mean_at_least ? -further : further;
        if (std::holds_alternative<statistics::EventSpec>(part.spec)) {
            mean = std::clamp(mean, 0.0, 1.0);
        }
        second_moment = pilot.variance(part.observable) + mean * mean;
    }
    return statistics::EProcess(part.spec).predicted_draws(mean, second_moment, threshold).value_or(HUGE_VAL);
}

/// One part alone carries the average of several across when it exceeds their number times 1/a.
LogThreshold carrying(LogThreshold threshold, std::size_t parts) {
    return {threshold.value + std::log(static_cast<double>(std::max<std::size_t>(parts, 1)))};
}

NetworksRange range(const CellPlan& plan, const Pilot& pilot, const statistics::Thresholds& thresholds,
                    bool verifying) {
    const std::vector<Part>& parts = verifying ? plan.test.verify : plan.test.refute;
    const auto networks = [&](double errors) {
        double result = verifying && !parts.empty() ? 0 : HUGE_VAL;
        for (const Part& part : parts) {
            const LogThreshold threshold =
                verifying ? thresholds.verify : carrying(thresholds.refute, parts.size());
            const double draws = draws_to(part, pilot, threshold, errors);
            result = verifying ? std::max(result, draws) : std::min(result, draws);
        }
        return std::ceil(result / (1 - pilot.void_share()));
    };
    return {networks(pilot_errors), networks(0), networks(-pilot_errors)};
}

/// The pilot says where the means are to within a range worth printing, or that verification is out of reach.
bool tells(const NetworksRange& verify) {
    return verify.high <= pilot_range * verify.low || !std::isfinite(verify.low);
}

void add_detectable(Forecast& forecast, const Pilot& pilot, const statistics::Thresholds& thresholds) {
    const CellPlan& plan = forecast.plan;
    const double counted = forecast.budget * (1 - pilot.void_share());
    for (const bool verifying : {true, false}) {
        const std::vector<Part>& parts = verifying ? plan.test.verify : plan.test.refute;
        for (const Part& part : parts) {
            const Observable& observable = plan.observables[part.observable];
            const statistics::Certified level = statistics::bound_of(part.spec);
            const bool below = statistics::null_of(part.spec) == Null::mean_at_least;
            const double most = is_law(part) ? 1 : observable.most;
            double largest = std::max(std::abs(level.lower), std::abs(level.upper)) + 1;
            if (below && (is_law(part) || observable.sign == Sign::nonnegative)) {
                largest = std::min(largest, level.lower);
            } else if (!below && most > 0) {
                largest = std::min(largest, most - level.upper);
            }
            const auto gap = statistics::detectable_gap(
                part.spec, is_law(part) ? 0 : pilot.variance(part.observable),
                verifying ? thresholds.verify : carrying(thresholds.refute, parts.size()), counted, largest);
            forecast.detectable.push_back(
                {part.name, observable.name, verifying, is_law(part), gap.value_or(HUGE_VAL)});
        }
    }
}

}  // namespace

Forecast forecast(const Test& test, const Cell& cell, random::StreamKey pilot_key,
                  const statistics::Thresholds& thresholds, double normals, const ShadowResult& shadow) {
    Forecast result;
    result.plan = plan_cell(test, cell, shadow);
    const std::size_t batch = test.measurement.batch;
    result.cost = std::max(1.0 / static_cast<double>(batch), test.measurement.cost(cell));
    const LeastNetworks least = least_networks(result.plan, thresholds);
    const Affordable budget = affordable(least, normals, result.cost);
    result.budget = budget.networks;
    result.hopeless = budget.hopeless;
    result.cannot_verify =
        result.plan.cannot_verify.empty() ? budget.cannot_verify : result.plan.cannot_verify;
    result.least = least.verify;
    const auto law = [](const std::vector<Part>& parts) {
        return std::any_of(parts.begin(), parts.end(), is_law);
    };
    result.laws = law(result.plan.test.verify) || law(result.plan.test.refute);
    if (!result.hopeless.empty()) {
        return result;
    }
    Pilot pilot(test, cell, pilot_key, result.plan);
    const double most = std::min(static_cast<double>(pilot_most), pilot_normals / result.cost);
    std::size_t networks = (pilot_networks + batch - 1) / batch * batch;
    while (true) {
        pilot.draw(networks);
        if (!pilot.empty()) {
            result.verify = range(result.plan, pilot, thresholds, true);
        }
        const bool told = !pilot.empty() && tells(result.verify);
        if (told || 4.0 * static_cast<double>(pilot.drawn()) > most) {
            break;
        }
        networks = 3 * pilot.drawn();
    }
    result.pilot = pilot.drawn();
    result.void_share = pilot.void_share();
    if (!pilot.empty()) {
        result.refute = range(result.plan, pilot, thresholds, false);
        add_detectable(result, pilot, thresholds);
    }
    return result;
}

}  // namespace limitcheck::run
