// One factor of the quadratic bet: its mu, checked with outward rounding, and its lower bound at a
// draw.
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/statistics/detail/rounding.hpp"
#include "limitcheck/statistics/quadratic_bet.hpp"

namespace limitcheck::statistics {

using namespace detail;

QuadraticFactor::QuadraticFactor(double lambda, double mu, double gap, double second_moment)
    : lambda_(lambda),
      mu_(mu),
      constant_(sub_down(add_down(1.0, mul_down(lambda, gap)), mul_up(mu, second_moment))),
      constant_above_(sub_up(add_up(1.0, mul_up(lambda, gap)), mul_down(mu, second_moment))) {}

std::optional<QuadraticFactor> QuadraticFactor::make(double lambda, double gap, double second_moment,
                                                     double share) {
    require(std::isfinite(lambda) && lambda >= 0.0,
            "QuadraticFactor: lambda must be a finite number, at least 0");
    require(share >= 0.0 && share < 1.0, "QuadraticFactor: share must be in [0, 1)");
    const double height = 1.0 + lambda * gap;
    const double discriminant = height * height - lambda * lambda * second_moment;
    if (!(height > 0.0 && discriminant >= 0.0)) {
        return std::nullopt;
    }
    // The smaller root of 4 mu (H - mu M) = lambda^2, in the form that does not cancel.
    const double root = std::sqrt(discriminant);
    const double mu = 0.5 * lambda * lambda / (height + root) + share * root / second_moment;
    // f = mu y^2 - lambda y + (H - mu M) is nonnegative for all y if 4 mu (H - mu M) >= lambda^2. Widen mu
    // until that is certain.
    for (double widening = 0x1p-50; widening < 0x1p-8; widening *= 2.0) {
        const QuadraticFactor factor(lambda, mu * (1.0 + widening), gap, second_moment);
        if (mul_down(4.0 * factor.mu_, factor.constant_) >= mul_up(lambda, lambda)) {
            return factor;
        }
    }
    return std::nullopt;
}

double QuadraticFactor::below(double low, double high) const {
    const double nearest = low > 0.0 ? low : (high < 0.0 ? high : 0.0);
    const double result =
        sub_down(add_down(constant_, mul_down(mu_, mul_down(nearest, nearest))), mul_up(lambda_, high));
    if (result >= 0.0) {
        return result;
    }
    const double farthest = std::max(-low, high);
    const double above =
        sub_up(add_up(constant_above_, mul_up(mu_, mul_up(farthest, farthest))), mul_down(lambda_, low));
    require(above >= 0.0, "QuadraticFactor: a factor is negative");
    return 0.0;  // the exact factor is at least 0, and rounding went below
}

}  // namespace limitcheck::statistics
