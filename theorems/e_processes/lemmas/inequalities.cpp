// The inequality behind each e-process, proved where this file is compiled.
#include "limitcheck/theorems/e_processes/lemmas/inequalities.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {

std::span<const proof::LemmaRecord> e_process_lemmas() {
    using namespace e_processes;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<betting_factor<>>(), proof::proved<maurer<>>(), proof::proved<quadratic_bet<>>(),
        proof::proved<clipped_mean<>>(),   proof::proved<catoni<>>(), proof::proved<median_of_means<>>(),
        proof::proved<norm_witness<>>(),   proof::proved<budget<>>(),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
