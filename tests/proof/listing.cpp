// Every lemma's result to the last bit: what two compilers are compared by.
#include <cstdio>

#include "limitcheck/theorems/lemma_registry.hpp"

int main() {
    for (const limitcheck::theorems::ProvedLemma& lemma : limitcheck::theorems::proved_lemmas()) {
        std::printf("%.*s %.*s cells %d margin %a at [%a, %a]\n", static_cast<int>(lemma.name.size()),
                    lemma.name.data(), static_cast<int>(lemma.method.size()), lemma.method.data(),
                    lemma.cells, lemma.margin, lemma.hardest_lo, lemma.hardest_hi);
    }
    return 0;
}
