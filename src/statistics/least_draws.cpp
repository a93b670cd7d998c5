#include "limitcheck/statistics/least_draws.hpp"

#include <algorithm>
#include <cmath>

namespace limitcheck::statistics {

namespace {

/// The roundings of a few elementary functions, to the side that calls less hopeless.
constexpr double slack = 1 - 1e-9;

/// Draws until factors of at most e^growth multiply to e^threshold.
double draws_at(double growth, double threshold) {
    return growth > 0 ? std::max(1.0, std::ceil(threshold / growth * slack)) : HUGE_VAL;
}

/// Of a draw in [0, most] against a mean of at least `bound`, or at most.
double range_growth(Null against, const Certified& bound, double most) {
    return against == Null::mean_at_least ? std::log(most / (most - bound.upper))
                                          : std::log(most / bound.lower);
}

struct Least {
    double threshold;

    double operator()(const NonnegativeBetSpec&) const { return 1; }
    double operator()(const CatoniSpec&) const { return 1; }
    double operator()(const BoundedBetSpec& spec) const {
        return draws_at(range_growth(spec.against, spec.bound, spec.maximum.upper), threshold);
    }
    double operator()(const EventSpec& spec) const {
        return draws_at(range_growth(spec.against, spec.bound, 1), threshold);
    }
    double operator()(const ClippedBetSpec& spec) const {
        const Certified level{spec.bound.lower,
                              spec.bound.upper - spec.second_moment.lower / (4 * spec.clip)};
        return draws_at(range_growth(Null::mean_at_least, level, spec.clip), threshold);
    }
    double operator()(const MaurerSpec& spec) const {
        // exp(lambda (b - x) - lambda^2 M/2) is largest at x = 0 and lambda = b/M.
        return draws_at(spec.bound.upper * spec.bound.upper / (2 * spec.second_moment.lower), threshold);
    }
    double operator()(const QuadraticBetSpec& spec) const {
        const double distance = std::max(std::abs(spec.bound.upper - spec.centre.lower),
                                         std::abs(spec.bound.lower - spec.centre.upper));
        const double growth = std::log1p(3 * (1 + distance / std::sqrt(spec.second_moment.lower)));
        return draws_at(growth, threshold + std::log(hopeless_error));
    }
    double operator()(const DistributionSpec& spec) const {
        // 0.85 sqrt((loglog(e t) + 0.8 (log 1612 + threshold))/t) is at most the whole distance, or the rest
        // to 1, that an empirical distribution function can show.
        const double width =
            spec.against == Null::mean_at_least ? spec.distance.upper : 1 - spec.distance.lower;
        const double need = 0.8 * (std::log(1612.0) + threshold) * slack;
        const double scale = 0.85 * 0.85 / (width * width);
        double draws = std::max(1.0, scale * need);
        for (int step = 0; step < 50; ++step) {
            draws = std::max(1.0, scale * (need + std::log1p(std::log(draws)) * slack));
        }
        return std::ceil(draws * slack);
    }
};

}  // namespace

double least_draws(const ProcessSpec& spec, LogThreshold threshold) {
    return std::visit(Least{threshold.value}, spec);
}

}  // namespace limitcheck::statistics
