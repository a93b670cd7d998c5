// The supremum of chi, proved where this file is compiled: alone here, because a proof's memory adds up.
#include "limitcheck/theorems/covariance_limit/lemmas/fluctuations.hpp"
#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {

std::span<const proof::LemmaRecord> covariance_chi_lemmas() {
    static constexpr proof::LemmaRecord lemmas[] = {proof::proved<covariance_limit::chi_at_most<>>()};
    return lemmas;
}

}  // namespace limitcheck::theorems
