// The enclosure of 1 - c_l, proved where this file is compiled.
#include "limitcheck/theorems/correlation_collapse/lemmas/collapse.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {

std::span<const proof::LemmaRecord> collapse_lemmas() {
    using namespace correlation_collapse;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<collapse_limit_digits<>>(), proof::proved<k_digits<>>(),
        proof::proved<second_digits<>>(),         proof::proved<kappa_digits<>>(),
        proof::proved<step_at_most_half<>>(),     proof::proved<root_coefficients<>>(),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
