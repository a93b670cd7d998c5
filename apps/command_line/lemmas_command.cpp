#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>

#include "commands.hpp"
#include "limitcheck/theorems/lemma_registry.hpp"

namespace limitcheck::command_line {
namespace {

using theorems::ProvedLemma;

/// "Taylor forms, 19 cells, margin 2.1e-10 (least on [1.2, 1.3])"; without cells or margin where there are
/// none.
std::string proof_in_words(const ProvedLemma& lemma) {
    std::string words(lemma.method);
    if (lemma.method == "Taylor forms" || lemma.method == "sums") {
        words += fmt::format(", {} {}", lemma.cells, lemma.method == "sums" ? "terms and cells" : "cells");
    }
    if (lemma.margin != 0) {
        words += fmt::format(", margin {:.3g}", lemma.margin);
        if (lemma.hardest_lo != lemma.hardest_hi) {
            words += fmt::format(" (least on [{:.6g}, {:.6g}])", lemma.hardest_lo, lemma.hardest_hi);
        }
    }
    return words;
}

}  // namespace

int lemmas(bool json) {
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    std::size_t coq = 0;
    for (const ProvedLemma& lemma : theorems::proved_lemmas()) {
        coq += lemma.coq == "proved" ? 1 : 0;
        if (json) {
            all.push_back({{"name", lemma.name},
                           {"statement", lemma.plain},
                           {"latex", lemma.latex},
                           {"domain", lemma.domain},
                           {"method", lemma.method},
                           {"reduction", lemma.reduction},
                           {"cells", lemma.cells},
                           {"margin", lemma.margin},
                           {"hardest", {lemma.hardest_lo, lemma.hardest_hi}},
                           {"coq", lemma.coq},
                           {"source", lemma.source}});
        } else {
            fmt::print(
                "{}\n    {}\n    domain: {}\n    proved by: {}; Coq: {}\n    reduction: {}\n    source: {}\n",
                lemma.name, lemma.plain, lemma.domain, proof_in_words(lemma), lemma.coq, lemma.reduction,
                lemma.source);
        }
    }
    if (json) {
        fmt::print("{}\n", all.dump(2));
    } else {
        fmt::print("\n{} lemmas, each proved while this program was compiled; {} proved by Coq as well\n",
                   theorems::proved_lemmas().size(), coq);
    }
    return all_verified;
}

}  // namespace limitcheck::command_line
