#include "limitcheck/statistics/bounded_bet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "draw.hpp"
#include "growth.hpp"
#include "limitcheck/statistics/detail/rounding.hpp"

namespace limitcheck::statistics {

using namespace detail;

BoundedBet::BoundedBet(const BoundedBetSpec& spec) : against_(spec.against), maximum_(spec.maximum.upper) {
    require(std::isfinite(maximum_) && spec.bound.lower > 0.0 && spec.bound.lower <= spec.bound.upper &&
                spec.bound.upper < maximum_,
            "BoundedBet: needs 0 < bound < maximum");
    // Against a large mean the bet is on maximum - X, whose mean is at most maximum - bound under the null.
    bound_ = against_ == Null::mean_at_most ? spec.bound.upper : sub_up(maximum_, spec.bound.lower);
    hypothesis_ = fmt::format("independent draws 0 <= X <= {}", maximum_);
}

void BoundedBet::observe(double x) {
    require_draw_within(tool, x, 0.0, maximum_);
    bets_.observe(div_down(against_ == Null::mean_at_most ? x : sub_down(maximum_, x), bound_));
}

double BoundedBet::growth_rate(double mean, double second_moment) const {
    if (against_ == Null::mean_at_least) {
        second_moment += maximum_ * (maximum_ - 2.0 * mean);
        mean = maximum_ - mean;
    }
    return BetMixture::growth_rate(mean / bound_, second_moment / (bound_ * bound_), true);
}

ClippedBet::ClippedBet(const ClippedBetSpec& spec) : clip_(spec.clip) {
    require(std::isfinite(clip_) && clip_ > 0.0 && std::isfinite(spec.second_moment.upper) &&
                spec.second_moment.upper >= 0.0,
            "ClippedBet: the clip must be positive and the second moment finite");
    const double loss = div_up(spec.second_moment.upper, 4.0 * clip_);
    const double level = sub_down(spec.bound.lower, loss);
    require(level > 0.0 && level < clip_, "ClippedBet: needs 0 < bound - M/(4 clip) < clip");
    level_ = sub_up(clip_, level);
    hypothesis_ = fmt::format("independent draws X >= 0 with E X^2 <= {}; clipped at {}",
                              spec.second_moment.upper, clip_);
}

void ClippedBet::observe(double x) {
    require_draw_within(tool, x, 0.0, std::numeric_limits<double>::max());
    bets_.observe(div_down(sub_down(clip_, std::min(x, clip_)), level_));
}

double ClippedBet::growth_rate(double mean, double second_moment) const {
    const TwoPoints law(mean, second_moment, true);
    const auto turned = [&](double x) { return (clip_ - std::min(x, clip_)) / level_; };
    return BetMixture::growth_rate(law.mean_of(turned),
                                   law.mean_of([&](double x) { return turned(x) * turned(x); }), true);
}

}  // namespace limitcheck::statistics
