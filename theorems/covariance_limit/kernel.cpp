// Closed forms in the angle, and the series of f at 1.
#include "limitcheck/theorems/covariance_limit/kernel.hpp"

#include <stdexcept>

namespace limitcheck::theorems::covariance_limit {

namespace {

void require_correlation(const Enclosure& c) {
    if (!Enclosure::between(-1, 1).contains(c)) {
        throw std::domain_error("a correlation of " + to_string(c) + " is not within [-1, 1]");
    }
}

// (sqrt2/pi) sum_j C(2j,j)/(8^j (2j+1)(j+3/2)) e^{j+3/2}. The quotient of a term and its predecessor is below
// e/2 (lemma arc-cosine/series-ratio), so the rest is below the last term taken times (e/2)/(1 - e/2).
Enclosure defect_series(const Enclosure& e, Bits bits) {
    const Enclosure x = e.at_bits(bits);
    Enclosure power(1, bits);  // C(2j,j) e^j/8^j
    Enclosure sum(0, bits);
    const Enclosure smallest = pow(Enclosure::ratio(1, 2, bits), static_cast<int>(bits));
    for (int j = 0;; ++j) {
        const Enclosure term = power * 2 / ((2 * j + 1) * (2 * j + 3));
        sum += term;
        if (certainly_less(term, smallest) == precise::Certainty::yes) {
            const Enclosure rest = term * x / (2 - x);
            sum += Enclosure::hull(Enclosure(0, bits), rest);
            break;
        }
        power = power * x * (2 * j + 1) / (4 * (j + 1));
    }
    return sqrt(Enclosure(2, bits)) / Enclosure::pi(bits) * x * sqrt(x) * sum;
}

Enclosure defect_at_point(const Enclosure& e) {
    const Bits bits = e.bits() + 24;
    if (e.upper() <= 0.125) {
        return defect_series(e, bits).at_bits(e.bits());
    }
    // cos th = 1 - e and sin th = sqrt(e (2 - e)) hold exactly; th^3/3 > 2^-5 is left of terms below 2.
    const Enclosure x = e.at_bits(bits);
    const Enclosure th = 2 * asin(sqrt(x / 2));
    return ((sqrt(x * (2 - x)) - th * (1 - x)) / Enclosure::pi(bits)).at_bits(e.bits());
}

}  // namespace

Enclosure kernel_defect(const Enclosure& e) {
    if (!Enclosure::between(0, 2).contains(e)) {
        throw std::domain_error("kernel_defect: e = " + to_string(e) + " is not within [0, 2]");
    }
    const Enclosure low = defect_at_point(e.lower_end());
    return e.width() == 0 ? low : Enclosure::hull(low, defect_at_point(e.upper_end()));
}

Enclosure kernel(const Enclosure& c) {
    require_correlation(c);
    // f is nondecreasing: the ends give the ends, each by the form that does not cancel there.
    const auto at_point = [](const Enclosure& x) {
        return x.lower() < 0 ? kernel_defect(1 + x) : x + kernel_defect(1 - x);
    };
    const Enclosure low = at_point(c.lower_end());
    return c.width() == 0 ? low : Enclosure::hull(low, at_point(c.upper_end()));
}

Enclosure kernel_slope(const Enclosure& c) {
    require_correlation(c);
    return 1 - acos(c) / Enclosure::pi(c.bits());
}

Enclosure kernel_curvature(const Enclosure& c) {
    require_correlation(c);
    return 1 / (Enclosure::pi(c.bits()) * sqrt((1 - c) * (1 + c)));
}

Enclosure defect_constant(Bits bits) { return 2 * sqrt(Enclosure(2, bits)) / (3 * Enclosure::pi(bits)); }

// Both closed forms: lemma arc-cosine/moments.
Enclosure moment22(const Enclosure& c) {
    require_correlation(c);
    const Enclosure pi = Enclosure::pi(c.bits());
    const Enclosure th = acos(c);
    return (3 * sin(th) * c + (pi - th) * (1 + 2 * square(c))) / (2 * pi);
}

Enclosure moment31(const Enclosure& c) {
    require_correlation(c);
    const Enclosure pi = Enclosure::pi(c.bits());
    const Enclosure th = acos(c);
    return 4 / pi * (c * (3 * (pi - th) / 8 + sin(2 * th) / 4 - sin(4 * th) / 32) + pow(sin(th), 5) / 4);
}

Enclosure chi(const Enclosure& c) {
    require_correlation(c);
    const Enclosure any = Enclosure::hull(Enclosure(0, c.bits()), chi_most(c.bits()));
    const Enclosure f = kernel(c);
    const Enclosure room = (1 - f) * (1 + f);
    if (room.contains_zero()) {
        return any;
    }
    const Enclosure closed = 2 * (3 + 2 * moment22(c) - 4 * f * moment31(c)) / room - 1;
    return intersect(closed, any);
}

Enclosure chi_most(Bits bits) { return proved_constant(proved::chi_supremum, bits); }

Enclosure nu_most(Bits bits) { return proved_constant(proved::nu_supremum, bits); }

}  // namespace limitcheck::theorems::covariance_limit
