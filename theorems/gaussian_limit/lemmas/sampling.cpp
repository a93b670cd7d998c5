// The sampling error of one layer, proved where this file is compiled.
#include "limitcheck/theorems/gaussian_limit/lemmas/sampling_lemmas.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {

std::span<const proof::LemmaRecord> gaussian_sampling_lemmas() {
    using namespace gaussian_limit;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<root_inequality<>>(),        proof::proved<root_square_inequality<>>(),
        proof::proved<layer_moments<>>(),          proof::proved<beta_polynomial_bound<>>(),
        proof::proved<gamma_polynomial_bound<>>(), proof::proved<beta_supremum<>>(),
        proof::proved<gamma_supremum<>>(),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
