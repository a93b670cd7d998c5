// Every lemma that this build has proved, for reports: statement, domain, how it was proved, cells, margin.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace limitcheck::theorems {

/// One proved lemma. The text is LaTeX where so named and plain ASCII elsewhere; views live as long as the
/// program.
struct ProvedLemma {
    std::string_view name;  ///< theorem/lemma
    std::string_view plain;
    std::string_view latex;
    std::string_view domain;
    std::string_view source;
    std::string_view reduction;  ///< the algebra between the statement and what the compiler decided
    std::string_view method;     ///< exact algebra, enclosure, Taylor forms, validated flow, sums
    int cells = 0;               ///< cells of the cover; terms of a sum; 1 for exact algebra or one enclosure
    double margin = 0;           ///< the least lower bound over the cells, 0 for an identity
    double hardest_lo = 0;       ///< the cell where the margin is least
    double hardest_hi = 0;
    std::string_view coq;  ///< Coq's answer: proved, not proved, or not exported
    /// The largest relative distance between the statement, computed another way, and what was proved, over
    /// sample points.
    double (*reduction_gap)() = nullptr;
};

/// Sorted by name. Each was decided while its file was compiled: a lemma that fails does not compile.
const std::vector<ProvedLemma>& proved_lemmas();

/// The lemma of that name; throws std::out_of_range if there is none.
const ProvedLemma& proved_lemma(std::string_view name);
/// Whether this build has proved a lemma of that name.
bool is_proved(std::string_view name);

}  // namespace limitcheck::theorems
