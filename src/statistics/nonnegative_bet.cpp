#include "limitcheck/statistics/nonnegative_bet.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "draw.hpp"
#include "limitcheck/statistics/detail/rounding.hpp"

namespace limitcheck::statistics {

NonnegativeBet::NonnegativeBet(const NonnegativeBetSpec& spec) : bound_(spec.bound.upper) {
    require(std::isfinite(bound_) && bound_ > 0.0 && spec.bound.lower <= bound_,
            "NonnegativeBet: the bound must be a finite positive number");
    hypothesis_ = "independent draws X >= 0; no moment is assumed";
}

void NonnegativeBet::observe(double x) {
    detail::require_draw_within(tool, x, 0.0, std::numeric_limits<double>::max());
    bets_.observe(detail::div_down(x, bound_));
}

double NonnegativeBet::growth_rate(double mean, double second_moment) const {
    return detail::BetMixture::growth_rate(mean / bound_, second_moment / (bound_ * bound_), false);
}

}  // namespace limitcheck::statistics
