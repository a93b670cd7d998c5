// The infinite-depth limit at finite width, proved where this file is compiled.
#include "limitcheck/theorems/diffusion/lemmas/finite_width.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"
#include "limitcheck/theorems/reduction_check.hpp"

namespace limitcheck::theorems {
namespace {

double strong_bound_gap() {
    return check::beyond_rounding(diffusion::proved::strong_bound_at_one, std::exp(3.0L));
}
double scheme_error_gap() {
    return check::shortfall(0, 1, [](double share) {
        const double depth = std::ceil(1 + 4000 * share);
        return std::numbers::e / (2 * depth) - (std::numbers::e - std::pow(1 + 1 / depth, depth));
    });
}
/// No value above the constant, and one within 10^-8 of it.
double edgeworth_gap() {
    const double bound = check::number(diffusion::proved::edgeworth_supremum);
    double greatest = 0;
    for (int k = -80'000; k <= 80'000; ++k) {
        const double z = k * 1e-4;
        greatest = std::max(greatest, check::normal_density(z) * std::fabs(0.25 - 1.25 * z + z * z / 2));
    }
    return greatest > bound ? 1 : std::max(0.0, 1 - greatest / bound - 1e-8);
}

}  // namespace

std::span<const proof::LemmaRecord> diffusion_finite_width_lemmas() {
    using namespace diffusion;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<strong_bound<>>(strong_bound_gap),
        proof::proved<scheme_error<>>(scheme_error_gap),
        proof::proved<edgeworth_supremum<>>(edgeworth_gap),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
