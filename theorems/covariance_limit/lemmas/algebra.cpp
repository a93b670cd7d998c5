// The algebra of the two-input bound, proved where this file is compiled.
#include "limitcheck/theorems/covariance_limit/lemmas/algebra.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {

std::span<const proof::LemmaRecord> covariance_algebra_lemmas() {
    using namespace covariance_limit;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<chi_at_least<>>(),     proof::proved<refined_first_at_most<>>(),
        proof::proved<bures_polynomial<>>(), proof::proved<product_difference<>>(),
        proof::proved<unit_vectors<>>(),     proof::proved<time_shift<>>(),
        proof::proved<one_layer_lags<>>(),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
