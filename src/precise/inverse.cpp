// Newton's method to a guess, then a bracket around it that is widened until both signs are certain.
#include "limitcheck/precise/inverse.hpp"

#include <cmath>
#include <stdexcept>

namespace limitcheck::precise {

namespace {

constexpr int newton_steps = 60;
constexpr int widenings = 400;

// The point that Newton's method settles at, never below `least`.
Enclosure approximate_root(const Increasing& function, const Enclosure& target, const Enclosure& least,
                           double guess) {
    const Bits bits = std::max(target.bits(), least.bits());
    Enclosure x = max(Enclosure::exactly(guess, bits), least).middle();
    double previous = HUGE_VAL;
    for (int i = 0; i < newton_steps; ++i) {
        const Enclosure step = ((function.f(x) - target).middle() / function.slope(x).middle()).middle();
        Enclosure next = (x - step).middle();
        if (certainly_less(next, least) == Certainty::yes) {
            next = ((x + least) / 2).middle();
        }
        const double size = std::abs((next - x).mid());
        if (size > 1e100) {
            break;  // running away: the target is beyond the range, and the brackets below will say so
        }
        x = next;
        if (size == 0 || (size >= previous && size <= 1e-20 * (1 + std::abs(x.mid())))) {
            break;
        }
        previous = size;
    }
    return x;
}

}  // namespace

Enclosure solve_increasing(const Increasing& function, const Enclosure& target, const Enclosure& least,
                           double guess) {
    const Enclosure root = approximate_root(function, target, least, guess);
    const auto side = [&](bool below) {
        double distance = 0;
        for (int i = 0; i < widenings; ++i) {
            const Enclosure shift = Enclosure::exactly(distance, 53);
            const Enclosure x = below ? (root - shift).lower_end() : (root + shift).upper_end();
            if (below && certainly_at_most(x, least) == Certainty::yes) {
                return least.lower_end();
            }
            const Enclosure value = function.f(x);
            if ((below ? certainly_at_most(value, target) : certainly_at_most(target, value)) ==
                Certainty::yes) {
                return x;
            }
            if (distance == 0) {
                distance = std::ldexp(std::abs(root.mid()) + 1e-300, -static_cast<int>(root.bits()));
            } else {
                distance *= 2;
            }
        }
        throw std::domain_error("solve_increasing: no bracket for the target " + to_string(target));
    };
    return Enclosure::hull(side(true), side(false));
}

}  // namespace limitcheck::precise
