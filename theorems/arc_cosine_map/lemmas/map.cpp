// The lemmas about f itself, proved where this file is compiled.
#include "limitcheck/theorems/arc_cosine_map/lemmas/map.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"
#include "limitcheck/theorems/reduction_check.hpp"

namespace limitcheck::theorems {
namespace {

using std::numbers::pi;

double above_identity_gap() {
    return check::angle_gap(arc_cosine_map::gap_expression{}, pi,
                            [](double th) { return pi * (check::f(std::cos(th)) - std::cos(th)); });
}
double above_zero_gap() {
    return check::angle_gap(arc_cosine_map::f_expression{}, pi,
                            [](double th) { return pi * check::f(std::cos(th)); });
}
double below_one_gap() {
    return check::angle_gap(arc_cosine_map::below_one_expression{}, pi,
                            [](double th) { return pi * (1 - check::f(std::cos(th))); });
}
double above_tangent_gap() {
    return check::angle_gap(arc_cosine_map::above_tangent_expression{}, pi / 2, [](double x) {
        const double c = -std::sin(x);
        return pi * (check::f(c) - 1 / pi - c / 2);
    });
}
double truncation_gap() {
    return check::angle_gap(arc_cosine_map::truncation_expression{}, pi, [](double th) {
        return check::slope([](double x) { return x * pi * (check::f(std::cos(x)) - std::cos(x)); }, th);
    });
}

}  // namespace

std::span<const proof::LemmaRecord> arc_cosine_map_lemmas() {
    using namespace arc_cosine_map;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<reflection<>>(),
        proof::proved<values_at_ends<>>(),
        proof::proved<slope<>>(),
        proof::proved<strong_convexity<>>(),
        proof::proved<above_identity<>>(above_identity_gap),
        proof::proved<above_zero<>>(above_zero_gap),
        proof::proved<below_one<>>(below_one_gap),
        proof::proved<above_tangent<>>(above_tangent_gap),
        proof::proved<gap_decreases<>>(),
        proof::proved<euler_step<>>(),
        proof::proved<truncation_decreases<>>(truncation_gap),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
