#include "limitcheck/statistics/witnesses.hpp"

#include <fmt/format.h>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/statistics/detail/rounding.hpp"

namespace limitcheck::statistics {

using namespace detail;

namespace {

// Intervals of nonnegative numbers are enough for the norm, sums of any sign for the rest.
Certified sum(const Certified& a, const Certified& b) {
    return {add_down(a.lower, b.lower), add_up(a.upper, b.upper)};
}
Certified difference(const Certified& a, const Certified& b) {
    return {sub_down(a.lower, b.upper), sub_up(a.upper, b.lower)};
}
Certified root(const Certified& a) { return {sqrt_down(a.lower), sqrt_up(a.upper)}; }
Certified square(const Certified& a) { return {mul_down(a.lower, a.lower), mul_up(a.upper, a.upper)}; }

}  // namespace

std::vector<Part> norm_parts(const NormWitness& witness) {
    require(witness.distance.lower >= 0.0 && witness.target_moment.lower > 0.0,
            "norm witness: needs distance >= 0 and a positive second moment of the target");
    const Certified norm = root(witness.target_moment);
    std::vector<Part> parts;
    parts.push_back({"mean square norm above (sqrt v + b)^2", witness.observable,
                     NonnegativeBetSpec{.bound = square(sum(norm, witness.distance))}});
    const Certified least = difference(norm, witness.distance);
    if (least.lower > 0.0) {
        parts.push_back({"mean square norm below (sqrt v - b)^2", witness.observable,
                         QuadraticBetSpec{.against = Null::mean_at_least,
                                          .bound = square(least),
                                          .centre = Certified::exactly(0.0),
                                          .second_moment = witness.square_moment}});
    }
    return parts;
}

std::vector<Part> lipschitz_parts(const LipschitzWitness& witness) {
    require(witness.distance.lower >= 0.0, "Lipschitz witness: needs distance >= 0");
    const auto part = [&](Null against) {
        const bool above = against == Null::mean_at_most;
        return Part{
            fmt::format("mean of {} {} what the distance allows", witness.name, above ? "above" : "below"),
            witness.observable,
            CatoniSpec{.against = against,
                       .bound = above ? sum(witness.target_mean, witness.distance)
                                      : difference(witness.target_mean, witness.distance),
                       .variance = witness.variance}};
    };
    return {part(Null::mean_at_most), part(Null::mean_at_least)};
}

CellTest two_sided(const TwoSided& statement) {
    require(statement.distance.lower > 0.0, "two-sided statement: needs distance > 0");
    const Certified above = sum(statement.target, statement.distance);
    const Certified below = difference(statement.target, statement.distance);
    const auto part = [&](const char* name, Null against, const Certified& bound) {
        return Part{name, statement.observable,
                    QuadraticBetSpec{.against = against,
                                     .bound = bound,
                                     .centre = statement.centre,
                                     .second_moment = statement.second_moment}};
    };
    return {.verify = {part("mean below target + b", Null::mean_at_least, above),
                       part("mean above target - b", Null::mean_at_most, below)},
            .refute = {part("mean above target + b", Null::mean_at_most, above),
                       part("mean below target - b", Null::mean_at_least, below)}};
}

}  // namespace limitcheck::statistics
