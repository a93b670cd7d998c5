// Citations as one line of text.
#include "limitcheck/theorems/theorem.hpp"

namespace limitcheck::theorems {

std::string citation(const Source& source) {
    std::string line = source.paper;
    if (!source.arxiv.empty()) {
        line += " (arXiv:" + source.arxiv + ")";
    }
    if (!source.where.empty()) {
        line += (line.empty() ? "" : "; ") + source.where;
    }
    return line;
}

std::string citation(const Theorem& theorem) { return citation(theorem.source); }

}  // namespace limitcheck::theorems
