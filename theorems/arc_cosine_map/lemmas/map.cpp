// The lemmas about f itself, proved where this file is compiled.
#include "limitcheck/theorems/arc_cosine_map/lemmas/map.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"
#include "limitcheck/theorems/reduction_check.hpp"

namespace limitcheck::theorems {
namespace {

using std::numbers::pi;

double reflection_gap() {
    return check::greatest_gap(-1, 1, [](double c) { return check::f(c) - check::f(-c) - c; });
}
double values_gap() {
    return std::fabs(check::f(-1)) + std::fabs(check::f(0) - 1 / pi) + std::fabs(check::f(1) - 1);
}
double slope_gap() {
    return check::greatest_gap(-0.9, 0.9,
                               [](double c) { return check::slope(check::f, c) - (1 - std::acos(c) / pi); });
}
double convexity_gap() {
    const double second = check::greatest_gap(-0.9, 0.9, [](double c) {
        const auto rise = [](double x) { return check::slope(check::f, x); };
        return (check::slope(rise, c) - 1 / (pi * std::sqrt(1 - c * c))) *
               1e-3;  // two differences lose three digits
    });
    return std::max(second, check::angle_gap(arc_cosine_map::convexity_expression{}, pi / 2, [](double th) {
                        return 1 - std::sqrt(1 - std::pow(std::cos(th), 2));
                    }));
}
double gap_decreases_gap() {
    return check::greatest_gap(-0.9, 0.9, [](double c) {
        return check::slope([](double x) { return check::f(x) - x; }, c) + std::acos(c) / pi;
    });
}
double euler_step_gap() {
    return check::shortfall(0, 1, [](double h) {
        const auto slope = [h](double c) { return 1 + h * (check::slope(check::f, c) - 1); };
        double margin = 1;
        for (const double c : {-0.9, -0.3, 0.4, 0.9})
            margin = std::min({margin, slope(c) + 1e-11, 1 - slope(c) + 1e-11});
        return margin;
    });
}
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

/// By quadrature in polar coordinates.
double moments_gap() {
    return check::greatest_gap(0.1, 3, [](double th) {
        const double s = std::sin(th);
        const double c = std::cos(th);
        const double j22 = (3 * s * c + (pi - th) * (1 + 2 * c * c)) / (2 * pi);
        const double j31 =
            (c * (3 * (pi - th) + 2 * std::sin(2 * th) - std::sin(4 * th) / 4) + 2 * std::pow(s, 5)) /
            (2 * pi);
        return std::fabs(check::moment(2, 2, th) - j22) + std::fabs(check::moment(3, 1, th) - j31);
    });
}

}  // namespace

std::span<const proof::LemmaRecord> arc_cosine_map_lemmas() {
    using namespace arc_cosine_map;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<reflection<>>(reflection_gap),
        proof::proved<values_at_ends<>>(values_gap),
        proof::proved<slope<>>(slope_gap),
        proof::proved<strong_convexity<>>(convexity_gap),
        proof::proved<above_identity<>>(above_identity_gap),
        proof::proved<above_zero<>>(above_zero_gap),
        proof::proved<below_one<>>(below_one_gap),
        proof::proved<above_tangent<>>(above_tangent_gap),
        proof::proved<gap_decreases<>>(gap_decreases_gap),
        proof::proved<euler_step<>>(euler_step_gap),
        proof::proved<truncation_decreases<>>(truncation_gap),
        proof::proved<moment_forms<>>(moments_gap),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
