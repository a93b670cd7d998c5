// The supremum of refined_second, proved where this file is compiled: alone here, because a proof's memory
// adds up.
#include "limitcheck/theorems/covariance_limit/lemmas/fluctuations.hpp"
#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {

std::span<const proof::LemmaRecord> covariance_refined_second_lemmas() {
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<covariance_limit::refined_second_at_most<>>()};
    return lemmas;
}

}  // namespace limitcheck::theorems
