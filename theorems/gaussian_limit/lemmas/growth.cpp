// The growth of errors with depth, proved where this file is compiled.
#include "limitcheck/theorems/gaussian_limit/lemmas/growth_lemmas.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {

std::span<const proof::LemmaRecord> gaussian_growth_lemmas() {
    using namespace gaussian_limit;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<growth_table<>>(),      proof::proved<growth_with_kappa<>>(),
        proof::proved<coupling_constant<>>(), proof::proved<coupling_constant_limit<>>(),
        proof::proved<growth_majorant<>>(),   proof::proved<third_hermite<>>(),
        proof::proved<logarithm_bounds<>>(),  proof::proved<fourth_moment_step<>>(),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
