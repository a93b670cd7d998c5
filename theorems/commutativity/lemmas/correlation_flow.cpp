// The reference values of the correlation flow, proved where this file is compiled.
#include "limitcheck/theorems/commutativity/lemmas/correlation_flow.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {

std::span<const proof::LemmaRecord> commutativity_flow_lemmas() {
    using namespace commutativity;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<reference_row<0>>(), proof::proved<reference_row<1>>(),
        proof::proved<reference_row<2>>(), proof::proved<reference_row<3>>(),
        proof::proved<reference_row<4>>(), proof::proved<reference_row<5>>(),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
