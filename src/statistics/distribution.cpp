#include "limitcheck/statistics/distribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "directed.hpp"
#include "draw.hpp"
#include "limitcheck/statistics/detail/rounding.hpp"

namespace limitcheck::statistics {

using namespace detail;

namespace {

// The inequality's constants as fractions: width = (17/20) sqrt((loglog(e t) + (4/5) log(1612/a))/t).
constexpr unsigned long scale = 1612;

// log(1/a) for the a whose width is `width` > 0 at t draws, rounded down: (5/4) ((20 width/17)^2 t - loglog(e
// t)) - log 1612.
double log_level(double width, std::size_t t) {
    Directed result(width);
    mpfr_mul_ui(result.get(), result.get(), 20, MPFR_RNDD);
    mpfr_div_ui(result.get(), result.get(), 17, MPFR_RNDD);
    mpfr_sqr(result.get(), result.get(), MPFR_RNDD);
    mpfr_mul_ui(result.get(), result.get(), t, MPFR_RNDD);
    Directed iterated(static_cast<double>(t));
    mpfr_log(iterated.get(), iterated.get(), MPFR_RNDU);
    mpfr_add_ui(iterated.get(), iterated.get(), 1, MPFR_RNDU);
    mpfr_log(iterated.get(), iterated.get(), MPFR_RNDU);
    mpfr_sub(result.get(), result.get(), iterated.get(), MPFR_RNDD);
    mpfr_mul_ui(result.get(), result.get(), 5, MPFR_RNDD);
    mpfr_div_ui(result.get(), result.get(), 4, MPFR_RNDD);
    mpfr_log_ui(iterated.get(), scale, MPFR_RNDU);
    mpfr_sub(result.get(), result.get(), iterated.get(), MPFR_RNDD);
    return result.to_double(MPFR_RNDD);
}

double no_evidence() { return -std::log(static_cast<double>(scale)); }

}  // namespace

DistributionProcess::DistributionProcess(const DistributionSpec& spec)
    : against_(spec.against), transform_error_(spec.transform_error) {
    require(
        spec.distance.lower > 0.0 && spec.distance.lower <= spec.distance.upper && spec.distance.upper < 1.0,
        "DistributionProcess: needs 0 < distance < 1");
    require(transform_error_ >= 0.0 && transform_error_ < 1.0,
            "DistributionProcess: the transform error must be in [0, 1)");
    distance_ = against_ == Null::mean_at_most ? spec.distance.upper : spec.distance.lower;
    hypothesis_ = fmt::format(
        "independent draws F0(Y), one neuron a network, F0 continuous, computed within {}", transform_error_);
}

void DistributionProcess::observe(double u) {
    require_draw_within(tool, u, 0.0, 1.0);
    sorted_.insert(std::upper_bound(sorted_.begin(), sorted_.end(), u), u);
}

double DistributionProcess::empirical_distance() const {
    const auto t = static_cast<double>(sorted_.size());
    double largest = 0.0;
    for (std::size_t i = 0; i < sorted_.size(); ++i) {
        const auto before = static_cast<double>(i);
        largest = std::max({largest, (before + 1.0) / t - sorted_[i], sorted_[i] - before / t});
    }
    return largest;
}

Magnitude DistributionProcess::value() const {
    if (sorted_.empty()) {
        return Magnitude();
    }
    // A quotient and a difference, each within 2^-53 of a number below 1.
    constexpr double rounding = 0x1p-51;
    const double error = add_up(transform_error_, rounding);
    const double measured = empirical_distance();
    const double width = sub_down(
        against_ == Null::mean_at_most ? sub_down(measured, distance_) : sub_down(distance_, measured),
        error);
    const double none = no_evidence();
    return Magnitude::exp_below(width > 0.0 ? std::max(none, log_level(width, sorted_.size())) : none);
}

double DistributionProcess::growth_rate(double mean, double) const {
    const double width = against_ == Null::mean_at_most ? mean - distance_ : distance_ - mean;
    return width > 0.0 ? 1.25 * width * width / (0.85 * 0.85) : 0.0;
}

}  // namespace limitcheck::statistics
