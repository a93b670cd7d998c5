#include "limitcheck/statistics/event.hpp"

#include <cmath>

#include "draw.hpp"
#include "limitcheck/statistics/detail/rounding.hpp"

namespace limitcheck::statistics {

using namespace detail;

EventProcess::EventProcess(const EventSpec& spec) : against_(spec.against) {
    require(spec.bound.lower > 0.0 && spec.bound.lower <= spec.bound.upper && spec.bound.upper < 1.0,
            "EventProcess: needs 0 < bound < 1");
    bound_ = against_ == Null::mean_at_most ? spec.bound.upper : sub_up(1.0, spec.bound.lower);
    odds_ = against_ == Null::mean_at_most ? div_down(sub_down(1.0, bound_), bound_)
                                           : div_down(spec.bound.lower, sub_up(1.0, spec.bound.lower));
    hypothesis_ = "independent draws that are 0 or 1; nothing else is assumed";
}

void EventProcess::observe(double x) {
    require_finite_draw(tool, x);
    if (x != 0.0 && x != 1.0) {
        throw Error(fmt::format("{}: a draw is {}; an event must be measured as 0 or 1", tool, x));
    }
    const bool counts_as_one = (x == 1.0) == (against_ == Null::mean_at_most);
    ++(counts_as_one ? ones_ : zeros_);
}

Magnitude EventProcess::value() const {
    const auto ones = static_cast<double>(ones_);
    const auto zeros = static_cast<double>(zeros_);
    constexpr int shift = 600;
    double term = div_down(1.0, zeros + 1.0);
    double sum = term;
    std::int64_t exponent = 0;
    for (double i = 0.0; i < ones; i += 1.0) {
        const double ratio = div_down(mul_down(odds_, ones - i), zeros + 2.0 + i);
        term = mul_down(term, ratio);
        sum = add_down(sum, term);
        if (ratio < 1.0 && term < 0x1p-60 * sum) {
            break;  // what is left is positive and too small to matter: leaving it out is a lower bound
        }
        if (sum > 0x1p+700) {
            term = std::ldexp(term, -shift);
            sum = std::ldexp(sum, -shift);
            exponent += shift;
        }
    }
    return Magnitude(sum, exponent);
}

double EventProcess::growth_rate(double mean, double) const {
    const double p = against_ == Null::mean_at_most ? mean : 1.0 - mean;
    if (p <= bound_) {
        return 0.0;
    }
    return p * std::log(p / bound_) + (p < 1.0 ? (1.0 - p) * std::log((1.0 - p) / (1.0 - bound_)) : 0.0);
}

}  // namespace limitcheck::statistics
