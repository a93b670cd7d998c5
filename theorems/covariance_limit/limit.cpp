// The flow by certified quadrature in the angle and an interval Newton step; the chain by a monotone
// recursion on its ends.
#include "limitcheck/theorems/covariance_limit/limit.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "limitcheck/precise/taylor.hpp"
#include "limitcheck/theorems/covariance_limit/kernel.hpp"

namespace limitcheck::theorems::covariance_limit {

namespace {

using precise::Certainty;
using precise::Series;

// sin y - y cos y increases on [0, pi] (its derivative is y sin y): the ends give its range without the
// cancellation that an interval would suffer.
Enclosure denominator(const Enclosure& y) {
    const auto at = [](const Enclosure& x) { return sin(x) - x * cos(x); };
    return Enclosure::hull(at(y.lower_end()), at(y.upper_end()));
}

// 2 pi sin y/(sin y - y cos y), the time that the flow spends an angle.
Series time_density(const Series& y) {
    const auto [s, c] = precise::sincos(y);
    Series slope = y * s;
    for (std::size_t k = 1; k < y.size() && k < 2; ++k) {
        if (y[k].lower() != 1 || y[k].upper() != 1) {
            throw std::logic_error("time_density: needs the series of the variable");
        }
    }
    const Series below = precise::antiderivative(slope, denominator(y[0]));
    return (2 * Enclosure::pi(y[0].bits())) * s / below;
}

// The density is singular at 0 and at 4.4934, the next root of tan y = y.
double cell_size(double left) { return std::min(left / 24, (4.4934 - left) / 30); }

Enclosure time_between(const Enclosure& low, const Enclosure& high) {
    return precise::integrate(time_density, cell_size, low, high);
}

double rough_density(double y) {
    if (y < 1e-3) {
        return 6 * std::numbers::pi / (y * y);
    }
    return 2 * std::numbers::pi * std::sin(y) / (std::sin(y) - y * std::cos(y));
}

// The angle at time t in double precision: Newton's method on Simpson's rule in 1/y, started at the far side.
double rough_angle(double start, double t) {
    const auto time = [start](double end) {
        // int density dy with y = 1/x: a density in x that is nearly constant near 0
        const double from = 1 / start;
        const double to = 1 / end;
        constexpr int cells = 400;
        const double h = (to - from) / cells;
        double sum = 0;
        for (int i = 0; i <= cells; ++i) {
            const double x = from + h * i;
            sum += rough_density(1 / x) / (x * x) * (i == 0 || i == cells ? 1 : i % 2 == 1 ? 4 : 2);
        }
        return sum * h / 3;
    };
    double low = 0.5 * start / (1 + start * t / 18);  // far beyond: density is at most 6 pi/y^2
    double high = start;
    for (int i = 0; i < 70; ++i) {
        const double middle = low + (high - low) / 2;
        (time(middle) > t ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

// The angle th with int_th^{start} density = t, 0 < t, start in (0, pi]; start and t points.
Enclosure angle_after(const Enclosure& start, const Enclosure& t) {
    const Bits bits = start.bits();
    Enclosure trial = min(Enclosure::exactly(rough_angle(start.mid(), t.mid()), bits), start).middle();
    Enclosure spent = time_between(trial, start);
    double radius = 1e-7 * trial.mid();
    Enclosure angle = trial;
    const auto move_to = [&](const Enclosure& next) {
        spent += certainly_less(next, trial) == Certainty::yes ? time_between(next, trial)
                                                               : -time_between(trial, next);
        trial = next;
    };
    constexpr int rounds = 60;
    for (int i = 0;; ++i) {
        // trial + (spent - t)/density(box) within the box: the mean value theorem puts the root there, and
        // nowhere else.
        const Enclosure reach = Enclosure::exactly(radius, bits);
        Enclosure box = Enclosure::hull(trial - reach, trial + reach);
        box = min(box, max(start, trial));
        const Enclosure density = time_density({box})[0];
        if (density.contains_zero()) {
            radius /= 4;
        } else {
            const Enclosure image = trial + (spent - t) / density;
            if (box.contains(image)) {
                angle = image;
                const Enclosure next = min(image.middle(), start);
                const double narrowed = image.width();
                if (narrowed > radius / 16 || i >= rounds) {
                    return angle;
                }
                move_to(next);
                radius = 2 * narrowed;
                continue;
            }
            // Either the box is too narrow for what is uncertain, or the trial is too far off: then it takes
            // a Newton step (the time spent is convex in the angle, so that all but the first come from
            // below).
            const Enclosure step = (spent - t) / time_density({trial})[0];
            if (std::abs(step.mid()) > radius) {
                move_to(min(max(trial + step, trial / 4), start).middle());
                radius = 1e-7 * trial.mid();
            } else {
                radius = std::min(8 * radius, trial.mid() / 2);
            }
        }
        if (i >= rounds) {
            throw std::domain_error("limit_correlation: no enclosure of the angle after t = " + to_string(t));
        }
    }
}

// 1 - c_t at points 1 - c0 = e0 in [0, 2] and t >= 0.
Enclosure defect_after(const Enclosure& e0, const Enclosure& t) {
    if (e0.upper() == 0 || t.upper() == 0) {
        return e0;
    }
    const Enclosure start = 2 * asin(sqrt(e0 / 2));
    const Enclosure pi = Enclosure::pi(e0.bits());
    const Enclosure brim = pi.lower_end();
    // The angle after t increases with the start. The start pi itself is no number of ours: the flow passes
    // the brim below it within the time spent between the two, so for the upper end that time is given away.
    const Enclosure low = angle_after(min(start.lower_end(), brim), t);
    Enclosure high;
    if (certainly_at_most(start.upper_end(), brim) == Certainty::yes) {
        high = angle_after(start.upper_end(), t);
    } else {
        const Enclosure left = (t - (pi - brim) * time_density({brim})[0]).lower_end();
        high = left.is_positive() ? angle_after(brim, left) : pi;
    }
    const Enclosure angle = Enclosure::hull(low, high);
    return 2 * square(sin(angle / 2));
}

void require_inputs(const Enclosure& c0, const Enclosure& t, const Enclosure& speed) {
    if (!Enclosure::between(-1, 1).contains(c0)) {
        throw std::domain_error("a correlation of " + to_string(c0) + " is not within [-1, 1]");
    }
    if (certainly_at_most(Enclosure(0), t) != Certainty::yes ||
        certainly_at_most(Enclosure(0), speed) != Certainty::yes) {
        throw std::domain_error("a time or a speed may be negative: " + to_string(t) + ", " +
                                to_string(speed));
    }
}

}  // namespace

Enclosure limit_correlation(const Enclosure& c0, const Enclosure& t, const Enclosure& speed) {
    require_inputs(c0, t, speed);
    const Bits bits = std::max({c0.bits(), t.bits(), speed.bits()});
    const Enclosure e0 = (1 - c0).at_bits(bits + 64);
    // Small angles cancel in the density: twice as many bits as the angle is small.
    const double least = std::max(e0.lower(), 1e-60);
    const Bits inner = bits + 64 + static_cast<Bits>(std::max(0.0, -2 * std::log2(least)));
    const Enclosure time = (speed * t).at_bits(inner);
    // c_t increases with c0 and with t.
    const Enclosure most = defect_after(e0.at_bits(inner).upper_end(), time.lower_end());
    const Enclosure smallest = defect_after(e0.at_bits(inner).lower_end(), time.upper_end());
    return intersect(1 - Enclosure::hull(smallest, most), Enclosure::between(-1, 1)).at_bits(bits);
}

Enclosure limit_covariance(const Enclosure& c0, const Enclosure& t) {
    return exp(t / 2) * limit_correlation(c0, t);
}

std::vector<Enclosure> chain_correlations(const Enclosure& c0, const Branches& branches, std::int64_t l,
                                          const Enclosure& speed) {
    require_inputs(c0, Enclosure(0), speed);
    const Bits bits = branches.bits();
    const Enclosure range = Enclosure::between(0, 2, bits);
    Enclosure e = (1 - c0).at_bits(bits);
    std::vector<Enclosure> path;
    path.reserve(static_cast<std::size_t>(l) + 1);
    path.push_back(c0.at_bits(bits));
    for (std::int64_t k = 1; k <= l; ++k) {
        const Enclosure half = branches.square(k) / 2;
        const Enclosure h = speed.at_bits(bits) * (half / (1 + half));
        if (certainly_at_most(h, Enclosure(1)) != Certainty::yes) {
            throw std::domain_error("chain_correlation: a step of " + to_string(h) + " exceeds 1");
        }
        // e -> e - h defect(e) is nondecreasing and 1-Lipschitz: the image of the middle, widened by the
        // distance to it.
        const Enclosure middle = e.middle();
        e = intersect(middle - h * kernel_defect(middle) + (e - middle), range);
        path.push_back(1 - e);
    }
    return path;
}

Enclosure chain_correlation(const Enclosure& c0, const Branches& branches, std::int64_t l,
                            const Enclosure& speed) {
    return chain_correlations(c0, branches, l, speed).back();
}

Enclosure correlation_depth_error(const Enclosure& c0, const Branches& branches, std::int64_t l) {
    return kernel_defect(1 - c0) * branches.sum_of_squares(l) / 4;
}

Enclosure log_variance_depth_error(const Branches& branches, std::int64_t l) {
    return branches.sum_of_squares(l) / 8;
}

Enclosure covariance_depth_error(const Enclosure& c0, const Branches& branches, std::int64_t l) {
    return exp(branches.sum(l) / 2) * (1 + 2 * kernel_defect(1 - c0)) / 8 * branches.sum_of_squares(l);
}

Enclosure covariance_floor_error(const Enclosure& t, std::int64_t depth) { return exp(t / 2) / (2 * depth); }

Enclosure covariance_scale(const Enclosure& q0_a, const Enclosure& q0_b) { return sqrt(q0_a * q0_b); }

Enclosure coupling_scale(const Enclosure& q0_a, const Enclosure& q0_b) { return max(q0_a, q0_b); }

}  // namespace limitcheck::theorems::covariance_limit
