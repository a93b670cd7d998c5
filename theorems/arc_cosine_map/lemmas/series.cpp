// The lemmas about f near its ends, proved where this file is compiled.
#include "limitcheck/theorems/arc_cosine_map/lemmas/series.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {

std::span<const proof::LemmaRecord> arc_cosine_series_lemmas() {
    using namespace arc_cosine_map;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<psi_increases<>>(),       proof::proved<psi_excess_increases<>>(),
        proof::proved<gap_above_leading<>>(),   proof::proved<gap_above_two_terms<>>(),
        proof::proved<gap_below_two_terms<>>(), proof::proved<gap_below_leading<>>(),
        proof::proved<series_coefficients<>>(),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
