#include "limitcheck/statistics/maurer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "draw.hpp"
#include "grid.hpp"
#include "limitcheck/statistics/detail/rounding.hpp"

namespace limitcheck::statistics {

using namespace detail;

MaurerProcess::MaurerProcess(const MaurerSpec& spec)
    : bound_(spec.bound.lower), second_moment_(spec.second_moment.upper) {
    require(std::isfinite(bound_) && bound_ > 0.0 && bound_ <= spec.bound.upper &&
                std::isfinite(second_moment_) && second_moment_ > 0.0,
            "MaurerProcess: the bound and the second moment must be finite and positive");
    lambdas_ = lambda_grid(std::sqrt(second_moment_));
    hypothesis_ = fmt::format("independent draws X >= 0 with E X^2 <= {}", second_moment_);
}

void MaurerProcess::observe(double x) {
    require_draw_within(tool, x, 0.0, std::numeric_limits<double>::max());
    ++draws_;
    sum_ = add_up(sum_, x);
}

double MaurerProcess::log_product(double lambda) const {
    const auto draws = static_cast<double>(draws_);
    const double total_gap = sub_down(mul_down(draws, bound_), sum_);
    const double cost = mul_up(draws, mul_up(mul_up(lambda, lambda), 0.5 * second_moment_));
    return sub_down(mul_down(lambda, total_gap), cost);
}

Magnitude MaurerProcess::value() const {
    std::vector<Magnitude> products;
    for (const double lambda : lambdas_) {
        products.push_back(Magnitude::exp_below(log_product(lambda)));
    }
    return Magnitude::sum_over(products, static_cast<double>(products.size()));
}

double MaurerProcess::log_ceiling() const {
    double most = -std::numeric_limits<double>::infinity();
    for (const double lambda : lambdas_) {
        most = std::max(most, log_product(lambda));
    }
    return most;  // a mean is at most its largest part
}

double MaurerProcess::growth_rate(double mean, double) const {
    double best = -std::numeric_limits<double>::infinity();
    for (const double lambda : lambdas_) {
        best = std::max(best, lambda * (bound_ - mean) - 0.5 * lambda * lambda * second_moment_);
    }
    return best;
}

}  // namespace limitcheck::statistics
