// The differential-equation limits, proved where this file is compiled.
#include "limitcheck/theorems/diffusion/lemmas/shaped.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"
#include "limitcheck/theorems/reduction_check.hpp"

namespace limitcheck::theorems {
namespace {

using std::numbers::pi;

/// F(rho) as the theory states it, at rho = cos th.
double big_f(double th) {
    const double rho = std::cos(th);
    return std::sqrt(1 - rho * rho) - rho * std::acos(rho);
}
double f_below_one_gap() {
    return check::angle_gap(diffusion::below_one_expression{}, pi / 2,
                            [](double th) { return 1 - big_f(th); });
}
double f_above_series_gap() {
    return check::angle_gap(diffusion::f_series_expression{1, 1}, pi,
                            [](double th) { return big_f(th) - std::pow(th, 3) / 3 + std::pow(th, 5) / 30; });
}
double f_below_series_gap() {
    return check::angle_gap(diffusion::f_series_expression{-1, 0}, pi,
                            [](double th) { return std::pow(th, 3) / 3 - big_f(th); });
}
double angle_drift_gap() {
    return check::angle_gap(diffusion::angle_drift_expression<3>{}, pi, [](double th) {
        return std::sin(th) * (1 - th / std::tan(th) - th * th / 3 - std::pow(th, 4) / 45);
    });
}
double local_error_gap() {
    return check::angle_gap(diffusion::local_error_expression<100>{false}, pi,
                            [](double th) { return pi * pi - std::acos(std::cos(th)) * big_f(th); });
}

}  // namespace

std::span<const proof::LemmaRecord> diffusion_shaped_lemmas() {
    using namespace diffusion;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<f_values_and_slope<>>(),
        proof::proved<f_below_one<>>(f_below_one_gap),
        proof::proved<f_above_series<>>(f_above_series_gap),
        proof::proved<f_below_series<>>(f_below_series_gap),
        proof::proved<angle_drift<>>(angle_drift_gap),
        proof::proved<local_error<>>(local_error_gap),
        proof::proved<shape_identity<>>(),
        proof::proved<entrance_equations<>>(),
        proof::proved<entrance_table<>>(),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
