#include "limitcheck/statistics/quadratic_bet.hpp"

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

// The midpoint of the centre, and a second moment about it: E(X-c)^2 <= (sqrt M + r)^2 with r the farthest
// that the true centre can be.
struct Recentred {
    double centre;
    double second_moment;
};

// Of ten parts of the weight of a lambda: at the least mu, which is the best one for moments that are not
// sharp, and this far from it to the largest, which decides several times sooner for a sharp moment of a
// skewed law.
constexpr double parts_at_least = 9.0;
constexpr double parts_beyond = 1.0;
constexpr double beyond = 0.125;

Recentred recentre(const Certified& centre, double second_moment) {
    const double middle =
        centre.lower == centre.upper ? centre.lower : centre.lower + 0.5 * (centre.upper - centre.lower);
    const double radius = std::max(sub_up(centre.upper, middle), sub_up(middle, centre.lower));
    if (radius == 0.0) {
        return {middle, second_moment};
    }
    const double root = add_up(sqrt_up(second_moment), radius);
    return {middle, mul_up(root, root)};
}

}  // namespace

QuadraticBet::QuadraticBet(const QuadraticBetSpec& spec) : against_(spec.against), strategy_(spec.strategy) {
    require(std::isfinite(spec.bound.lower) && std::isfinite(spec.bound.upper) &&
                spec.bound.lower <= spec.bound.upper,
            "QuadraticBet: the bound must be finite");
    require(std::isfinite(spec.centre.lower) && std::isfinite(spec.centre.upper) &&
                spec.centre.lower <= spec.centre.upper,
            "QuadraticBet: the centre must be finite");
    require(std::isfinite(spec.second_moment.upper) && spec.second_moment.upper > 0.0,
            "QuadraticBet: the second moment must be finite and positive");
    const Recentred about = recentre(spec.centre, spec.second_moment.upper);
    centre_ = about.centre;
    second_moment_ = about.second_moment;
    gap_ = against_ == Null::mean_at_least ? sub_down(spec.bound.lower, centre_)
                                           : sub_down(centre_, spec.bound.upper);
    if (strategy_ == QuadraticStrategy::mixed) {
        for (const double lambda : lambda_grid(std::sqrt(second_moment_))) {
            const auto least = QuadraticFactor::make(lambda, gap_, second_moment_);
            const auto larger = QuadraticFactor::make(lambda, gap_, second_moment_, beyond);
            if (least && larger) {
                factors_.insert(factors_.end(), {*least, *larger});
                products_.insert(products_.end(), {Magnitude(parts_at_least), Magnitude(parts_beyond)});
            }
        }
    } else {
        products_.resize(1);
    }
    hypothesis_ = fmt::format("independent draws with E (X - {})^2 <= {}", centre_, second_moment_);
}

void QuadraticBet::observe(double x) {
    require_finite_draw(tool, x);
    const bool down = against_ == Null::mean_at_least;
    const double low = down ? sub_down(x, centre_) : sub_down(centre_, x);
    const double high = down ? sub_up(x, centre_) : sub_up(centre_, x);
    if (strategy_ == QuadraticStrategy::mixed) {
        for (std::size_t k = 0; k < factors_.size(); ++k) {
            products_[k] *= factors_[k].below(low, high);
        }
        return;
    }
    if (const auto factor = predicted()) {
        products_.front() *= factor->below(low, high);
    }
    learn(low);
}

void QuadraticBet::learn(double y) {
    draws_ += 1.0;
    sum_ += y;
    sum_of_squares_ += y * y;
}

std::optional<QuadraticFactor> QuadraticBet::predicted() const {
    // For small bets the log-factor grows by lambda gap - lambda^2 (M + E y^2)/4, largest at 2 gap/(M + E
    // y^2). Two draws that agree with the null's edge are put before the real ones: the first bets are small.
    const double prior = 2.0;
    const double count = draws_ + prior;
    const double hoped = gap_ - (sum_ + prior * gap_) / count;
    const double spread = (sum_of_squares_ + prior * second_moment_) / count;
    const double wish = 2.0 * hoped / (second_moment_ + spread);
    if (!(wish > 0.0)) {
        return std::nullopt;
    }
    const double root = std::sqrt(second_moment_);
    const double most = gap_ >= root ? 3.0 / root : 0.9 / (root - gap_);
    return QuadraticFactor::make(std::min({wish, most, 3.0 / root}), gap_, second_moment_);
}

Magnitude QuadraticBet::value() const {
    if (products_.empty()) {
        return {};
    }
    const double weight = strategy_ == QuadraticStrategy::predictable
                              ? 1.0
                              : (parts_at_least + parts_beyond) * static_cast<double>(products_.size() / 2);
    return Magnitude::sum_over(products_, weight);
}

double QuadraticBet::growth_rate(double mean, double second_moment) const {
    const double sign = against_ == Null::mean_at_least ? 1.0 : -1.0;
    const double y_mean = sign * (mean - centre_);
    const double y_square = second_moment - 2.0 * mean * centre_ + centre_ * centre_;
    const TwoPoints law(y_mean, y_square, false);
    double best = -std::numeric_limits<double>::infinity();
    for (const double lambda : lambda_grid(std::sqrt(second_moment_))) {
        for (const double share : {0.0, beyond}) {
            if (const auto factor = QuadraticFactor::make(lambda, gap_, second_moment_, share)) {
                best = std::max(best, law.mean_of([&](double y) { return std::log(factor->below(y, y)); }));
            }
        }
    }
    return best;
}

}  // namespace limitcheck::statistics
