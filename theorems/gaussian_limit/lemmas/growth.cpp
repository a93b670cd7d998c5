// The growth of errors with depth, proved where this file is compiled.
#include "limitcheck/theorems/gaussian_limit/lemmas/growth_lemmas.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"
#include "limitcheck/theorems/reduction_check.hpp"

namespace limitcheck::theorems {
namespace {

/// The table of w against the implicit solution of section 2.1.
double growth_gap() {
    double gap = 0;
    for (const gaussian_limit::proved::Growth& row : gaussian_limit::proved::growth) {
        const auto number = [](const proof::Decimal& d) {
            return static_cast<double>(d.digits) * std::pow(10, d.exponent);
        };
        const double y = std::sqrt(number(row.value));
        const double root = std::numbers::sqrt2;
        const double t =
            2 * std::log((y * y + 4 * y + 2) / 2) -
            2 * root * (std::log((y + 2 - root) / (y + 2 + root)) - std::log((2 - root) / (2 + root)));
        gap = std::max(gap, std::fabs(t - number(row.time)));
    }
    return gap;
}

}  // namespace

std::span<const proof::LemmaRecord> gaussian_growth_lemmas() {
    using namespace gaussian_limit;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<growth_table<>>(growth_gap), proof::proved<growth_with_kappa<>>(),
        proof::proved<coupling_constant<>>(),      proof::proved<coupling_constant_limit<>>(),
        proof::proved<growth_majorant<>>(),        proof::proved<third_hermite<>>(),
        proof::proved<logarithm_bounds<>>(),       proof::proved<fourth_moment_step<>>(),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
