// The enclosure of 1 - c_l, proved where this file is compiled.
#include "limitcheck/theorems/correlation_collapse/lemmas/collapse.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"
#include "limitcheck/theorems/reduction_check.hpp"

namespace limitcheck::theorems {
namespace {

double step_gap() {
    return check::angle_gap(correlation_collapse::step_expression<100>{}, std::numbers::pi, [](double th) {
        const double c = std::cos(th);
        return std::numbers::pi * ((1 - c) / 2 - (check::f(c) - c));
    });
}

}  // namespace

std::span<const proof::LemmaRecord> collapse_lemmas() {
    using namespace correlation_collapse;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<collapse_limit_digits<>>(),
        proof::proved<k_digits<>>(),
        proof::proved<second_digits<>>(),
        proof::proved<kappa_digits<>>(),
        proof::proved<step_at_most_half<>>(step_gap),
        proof::proved<root_coefficients<>>(),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
