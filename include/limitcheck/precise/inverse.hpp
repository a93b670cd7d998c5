// Certified inverse of an increasing function: an enclosure of the x with f(x) = target, proved by two signs.
// Rests on the intermediate value theorem alone; how the guess was found does not matter.
#pragma once

#include <functional>

#include "limitcheck/precise/enclosure.hpp"

namespace limitcheck::precise {

/// An increasing function at points (enclosures of width 0) and its derivative; `f` must enclose the true
/// value, `slope` only guides the search.
struct Increasing {
    std::function<Enclosure(const Enclosure&)> f;
    std::function<Enclosure(const Enclosure&)> slope;
};

/// Encloses every x >= `least` with f(x) in `target`, for f continuous and increasing on [least, inf) and
/// positive slope. `guess` starts Newton's method; the result is as narrow as f's own enclosures allow.
/// Precondition: f(least) is not above the target. std::domain_error if no bracket is found (target beyond
/// f's range).
Enclosure solve_increasing(const Increasing& function, const Enclosure& target, const Enclosure& least,
                           double guess);

}  // namespace limitcheck::precise
