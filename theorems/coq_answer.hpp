// What Coq said of a lemma that tools/coq wrote out for it (docs/proofs.md, "Second opinion").
#pragma once

#include <cstdint>
#include <string_view>

namespace limitcheck::theorems {

struct CoqAnswer {
    std::string_view lemma;
    std::uint64_t goals;  ///< digest of the goals' text: another statement needs another answer
    bool proved;
};

}  // namespace limitcheck::theorems
