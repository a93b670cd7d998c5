// The differential-equation limits, proved where this file is compiled.
#include "limitcheck/theorems/diffusion/lemmas/shaped.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {

std::span<const proof::LemmaRecord> diffusion_shaped_lemmas() {
    using namespace diffusion;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<f_values_and_slope<>>(), proof::proved<f_below_one<>>(),
        proof::proved<f_above_series<>>(),     proof::proved<f_below_series<>>(),
        proof::proved<angle_drift<>>(),        proof::proved<local_error<>>(),
        proof::proved<shape_identity<>>(),     proof::proved<entrance_equations<>>(),
        proof::proved<entrance_table<>>(),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
