// The supremum of nu, proved where this file is compiled.
#include "limitcheck/theorems/covariance_limit/lemmas/fluctuations.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {

std::span<const proof::LemmaRecord> covariance_nu_lemmas() {
    using namespace covariance_limit;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<nu_at_most<>>(),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
