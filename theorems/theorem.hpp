// What a claim says of its origin: the theorem's name, where it is stated, under which hypotheses, which
// lemmas the compiler proved for it, and what is assumed without proof.
#pragma once

#include <string>
#include <vector>

namespace limitcheck::theorems {

/// Where a theorem is stated: the paper that claims it and the place in this project's theory where it is
/// proved.
struct Source {
    std::string paper;
    std::string arxiv;  ///< number on arXiv; empty if the statement is this project's own
    std::string where;  ///< for example "docs/theory/resnet-commute, section 2.1"
};

struct Theorem {
    std::string id;  ///< path-like: "resnet/gaussian-limit"
    std::string title;
    Source source;
    std::vector<std::string> hypotheses;
    std::vector<std::string> assumptions;  ///< used and not proved by the compiler, each "name: what"
    std::vector<std::string> lemmas;       ///< names of lemmas that the compiler proved (lemma_registry.hpp)
};

/// One line: paper (arXiv number); place in the theory.
[[nodiscard]] std::string citation(const Source& source);
[[nodiscard]] std::string citation(const Theorem& theorem);

}  // namespace limitcheck::theorems
