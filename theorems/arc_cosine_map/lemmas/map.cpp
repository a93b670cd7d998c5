// The lemmas about f itself, proved where this file is compiled.
#include "limitcheck/theorems/arc_cosine_map/lemmas/map.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {

std::span<const proof::LemmaRecord> arc_cosine_map_lemmas() {
    using namespace arc_cosine_map;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<reflection<>>(),
        proof::proved<values_at_ends<>>(),
        proof::proved<slope<>>(),
        proof::proved<strong_convexity<>>(),
        proof::proved<above_identity<>>(),
        proof::proved<above_zero<>>(),
        proof::proved<below_one<>>(),
        proof::proved<above_tangent<>>(),
        proof::proved<gap_decreases<>>(),
        proof::proved<euler_step<>>(),
        proof::proved<truncation_decreases<>>(),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
