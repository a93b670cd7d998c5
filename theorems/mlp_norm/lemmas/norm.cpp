// The norm of plain networks, proved where this file is compiled.
#include "limitcheck/theorems/mlp_norm/lemmas/norm.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {

std::span<const proof::LemmaRecord> mlp_norm_lemmas() {
    using namespace mlp_norm;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<layer_ratio<>>(),
        proof::proved<log_normal_variance_digits<>>(),
        proof::proved<kurtosis_growth<>>(),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
