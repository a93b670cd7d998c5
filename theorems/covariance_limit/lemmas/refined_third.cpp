// The coefficient of n^-3 in the refined bound, proved where this file is compiled.
#include "limitcheck/theorems/covariance_limit/lemmas/fluctuations.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {

std::span<const proof::LemmaRecord> covariance_refined_third_lemmas() {
    using namespace covariance_limit;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<refined_third_at_most<>>(),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
