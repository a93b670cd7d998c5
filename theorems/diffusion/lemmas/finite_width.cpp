// The infinite-depth limit at finite width, proved where this file is compiled.
#include "limitcheck/theorems/diffusion/lemmas/finite_width.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {

std::span<const proof::LemmaRecord> diffusion_finite_width_lemmas() {
    using namespace diffusion;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<strong_bound<>>(),
        proof::proved<scheme_error<>>(),
        proof::proved<edgeworth_supremum<>>(),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
