// Closed forms through A alone, and v(A) by certified quadrature in the angle.
#include "limitcheck/theorems/commutativity/width_error.hpp"

#include <algorithm>
#include <numbers>

#include "limitcheck/precise/taylor.hpp"
#include "limitcheck/theorems/gaussian_limit/limit.hpp"
#include "limitcheck/theorems/gaussian_limit/sampling_moments.hpp"

namespace limitcheck::theorems::commutativity {

namespace {

using precise::Series;

// (A - u) (J22(cos th) - 1/4) du/dth with u = -4 ln cos th, du = 4 tan th dth: analytic on [0, pi/2), where u
// itself has a square root at 0.
Series variance_density(const Enclosure& sum, const Series& th) {
    const Bits bits = th[0].bits();
    const Enclosure pi = Enclosure::pi(bits);
    const auto constant = [&](const Enclosure& value) {
        Series series(th.size(), Enclosure(0, bits));
        series[0] = value;
        return series;
    };
    const auto [s, c] = precise::sincos(th);
    const Series tangent = s / c;
    const Series log_cos = precise::antiderivative(constant(Enclosure(0, bits)) - tangent, log(c[0]));
    const Series moment = Enclosure(3, bits) * (s * c) +
                          (constant(pi) - th) * (constant(Enclosure(1, bits)) + Enclosure(2, bits) * (c * c));
    const Series j = (1 / (2 * pi)) * moment - constant(Enclosure::ratio(1, 4, bits));
    return (constant(sum) + Enclosure(4, bits) * log_cos) * j * (Enclosure(4, bits) * tangent);
}

}  // namespace

Enclosure coupling(std::int64_t n, const Enclosure& sum_of_squares, const Enclosure& q0) {
    return pair_coupling(gaussian_limit::beta(n) / 2, sum_of_squares, q0);
}

Enclosure pair_coupling(const Enclosure& sampling_error, const Enclosure& sum_of_squares,
                        const Enclosure& q0) {
    return sampling_error * gaussian_limit::limit_variance(sum_of_squares, q0) *
           gaussian_limit::growth(sum_of_squares);
}

Enclosure distance(std::int64_t n, const Enclosure& sum_of_squares, const Enclosure& q0) {
    return sqrt(coupling(n, sum_of_squares, q0));
}

Enclosure distance_to_limit(std::int64_t n, const Branches& branches, std::int64_t l, const Enclosure& q0) {
    const Enclosure sum = branches.sum(l);
    return distance(n, sum, q0) + sqrt(q0) * exp(sum / 4) * branches.sum_of_squares(l) / 16;
}

Enclosure power_log_variance(std::int64_t depth, const Enclosure& g) {
    const Enclosure size(depth, g.bits());
    const Enclosure most = pow(size, 1 - 2 * g) / 2;
    return Enclosure::hull(most - pow(size, 1 - 4 * g) / 8, most);
}

Enclosure log_norm_variance(const Enclosure& sum_of_squares) {
    const Bits bits = sum_of_squares.bits();
    const Enclosure end = acos(exp(-sum_of_squares / 4));
    const Enclosure integral =
        precise::integrate([&](const Series& th) { return variance_density(sum_of_squares, th); },
                           [](double left) { return std::min(0.04, (std::numbers::pi / 2 - left) / 30); },
                           Enclosure(0, bits), end, 24);
    return 2 - 4 * expm1(-sum_of_squares / 2) + 2 * integral;
}

}  // namespace limitcheck::theorems::commutativity
