#include "limitcheck/statistics/catoni.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "draw.hpp"
#include "grid.hpp"
#include "growth.hpp"
#include "limitcheck/statistics/detail/rounding.hpp"

namespace limitcheck::statistics {

using namespace detail;

namespace {

// A lower bound of exp(phi(y)), which grows with y: 1 + y + y^2/2 for y >= 0, 1/(1 - y + y^2/2) below.
double exp_phi_below(double y) {
    if (y >= 0.0) {
        return add_down(add_down(1.0, y), 0.5 * mul_down(y, y));
    }
    return div_down(1.0, add_up(add_up(1.0, -y), 0.5 * mul_up(y, y)));
}

}  // namespace

CatoniProcess::CatoniProcess(const CatoniSpec& spec)
    : against_(spec.against), variance_(spec.variance.upper) {
    bound_ = against_ == Null::mean_at_most ? spec.bound.upper : spec.bound.lower;
    require(std::isfinite(bound_) && spec.bound.lower <= spec.bound.upper && std::isfinite(variance_) &&
                variance_ > 0.0,
            "CatoniProcess: the bound must be finite, the variance finite and positive");
    lambdas_ = lambda_grid(std::sqrt(variance_));
    for (const double lambda : lambdas_) {
        norms_.push_back(add_up(1.0, mul_up(0.5 * mul_up(lambda, lambda), variance_)));
    }
    products_.resize(lambdas_.size());
    hypothesis_ = fmt::format("independent draws with variance at most {}", variance_);
}

void CatoniProcess::observe(double x) {
    require_finite_draw(tool, x);
    const double gain = against_ == Null::mean_at_most ? sub_down(x, bound_) : sub_down(bound_, x);
    for (std::size_t k = 0; k < lambdas_.size(); ++k) {
        products_[k] *= div_down(exp_phi_below(mul_down(lambdas_[k], gain)), norms_[k]);
    }
}

Magnitude CatoniProcess::value() const {
    return Magnitude::sum_over(products_, static_cast<double>(products_.size()));
}

double CatoniProcess::growth_rate(double mean, double second_moment) const {
    const TwoPoints law(mean, second_moment, false);
    const double sign = against_ == Null::mean_at_most ? 1.0 : -1.0;
    double best = -std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < lambdas_.size(); ++k) {
        best = std::max(best, law.mean_of([&](double x) {
            return std::log(exp_phi_below(lambdas_[k] * sign * (x - bound_)) / norms_[k]);
        }));
    }
    return best;
}

}  // namespace limitcheck::statistics
