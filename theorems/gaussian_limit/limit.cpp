// w(t) by a certified inverse of its implicit formula; the rest are closed forms.
#include "limitcheck/theorems/gaussian_limit/limit.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "limitcheck/precise/inverse.hpp"
#include "limitcheck/theorems/gaussian_limit/proved_constants.hpp"
#include "limitcheck/theorems/gaussian_limit/sampling_moments.hpp"
#include "limitcheck/theorems/proved_constant.hpp"

namespace limitcheck::theorems::gaussian_limit {

namespace {

// With y = sqrt w and a = kappa - 1/2: dt/dy = 2y / (a y^2 + 2 kappa y + kappa), whose integral is
// (1/a) ln((a y^2 + 2 kappa y + kappa)/kappa) - (2 kappa/a) (1/d) [ln((2 a y + 2 kappa - d)/(2 a y + 2 kappa
// + d))]_0^y, d = sqrt(2 kappa).
class TimeOfRoot {
  public:
    TimeOfRoot(const Enclosure& kappa, Bits bits)
        : kappa_(kappa.at_bits(bits)), a_(kappa_ - Enclosure::ratio(1, 2, bits)), d_(sqrt(2 * kappa_)) {}

    Enclosure operator()(const Enclosure& y) const {
        return (log(quadratic(y) / kappa_) - 2 * kappa_ / d_ * (branch(y) - branch(Enclosure(0, y.bits())))) /
               a_;
    }
    Enclosure slope(const Enclosure& y) const { return 2 * y / quadratic(y); }

  private:
    Enclosure quadratic(const Enclosure& y) const { return (a_ * y + 2 * kappa_) * y + kappa_; }
    Enclosure branch(const Enclosure& y) const {
        const Enclosure middle = 2 * (a_ * y + kappa_);
        return log((middle - d_) / (middle + d_));
    }
    Enclosure kappa_, a_, d_;
};

// A rough sqrt(w(t)) by small explicit steps in y^2; only a start for Newton's method.
double rough_root(double t, double kappa) {
    constexpr int steps = 400;
    double w = 0;
    for (int i = 0; i < steps; ++i) {
        w += t / steps * (-w / 2 + kappa * (std::sqrt(w) + 1) * (std::sqrt(w) + 1));
    }
    return std::sqrt(w);
}

void require_time(const Enclosure& t) {
    if (certainly_at_most(Enclosure(0), t) != precise::Certainty::yes) {
        throw std::domain_error("a time of " + to_string(t) + " may be negative");
    }
}

Enclosure growth_at_point(const Enclosure& t, const Enclosure& kappa) {
    if (t.upper() == 0) {
        return Enclosure(0, t.bits());
    }
    // t ~ w near 0 out of terms of order sqrt w: the extra bits pay for the cancellation at any double t >=
    // 1e-12.
    const Bits bits = std::max<Bits>(t.bits(), precise::default_bits) + 64;
    const TimeOfRoot time(kappa, bits);
    const precise::Increasing function{time, [&](const Enclosure& y) { return time.slope(y); }};
    const Enclosure root =
        solve_increasing(function, t.at_bits(bits), Enclosure(0, bits), rough_root(t.mid(), kappa.mid()));
    return square(root).at_bits(t.bits());
}

}  // namespace

Enclosure limit_variance(const Enclosure& t, const Enclosure& q0, const Enclosure& rate) {
    require_time(t);
    return q0 * exp(rate * t);
}

Enclosure chain_variance(const Branches& branches, std::int64_t l, const Enclosure& q0,
                         const Enclosure& rate) {
    Enclosure q = q0;
    for (std::int64_t k = 1; k <= l; ++k) {
        q *= 1 + rate * branches.square(k);
    }
    return q;
}

Enclosure growth(const Enclosure& t, const Enclosure& kappa) {
    require_time(t);
    if (certainly_at_most(Enclosure(1), kappa) != precise::Certainty::yes) {
        throw std::domain_error("growth: kappa = " + to_string(kappa) + " may be below 1");
    }
    // w increases with t, and with kappa: the ends of both give the ends of w.
    return Enclosure::hull(growth_at_point(t.lower_end(), kappa.lower_end()),
                           growth_at_point(t.upper_end(), kappa.upper_end()));
}

Enclosure growth_majorant(const Enclosure& t) { return Enclosure::ratio(4, 3, t.bits()) * expm1(3 * t / 2); }

Enclosure c1(const Enclosure& t, const Enclosure& q0) {
    return sqrt(proved_constant(proved::n_beta_supremum) / 2 * q0 * exp(t / 2) * growth(t));
}

Enclosure c1_at_width(const Enclosure& t, std::int64_t n, const Enclosure& q0) {
    return sqrt(beta(n) * n / 2 * q0 * exp(t / 2) * growth(t));
}

Enclosure c2(const Enclosure& t, const Enclosure& q0) { return sqrt(q0) * exp(t / 4) * t / 16; }

Enclosure c2_floor(const Enclosure& t, const Enclosure& q0) {
    return sqrt(q0) * exp(t / 4) * (t / 16 + Enclosure::ratio(1, 4));
}

}  // namespace limitcheck::theorems::gaussian_limit
