// The lemmas of a claim in every format of the report.
#pragma once

#include <string>
#include <vector>

#include "json_node.hpp"
#include "json_text.hpp"
#include "limitcheck/run/result.hpp"

namespace limitcheck::report {

void write_lemmas(JsonText& json, const std::vector<run::Lemma>& lemmas);
/// Throws Error as Node does.
std::vector<run::Lemma> read_lemmas(const Node& node);

/// Each lemma of the suite once, by name.
std::vector<run::Lemma> lemmas_of_suite(const run::SuiteResult& suite);
/// "12 lemmas proved by the compiler, 5 of them by Coq as well"; "no lemma".
std::string lemmas_in_words(const std::vector<run::Lemma>& lemmas);

/// A table in Markdown; empty without lemmas.
std::string lemma_table_markdown(const std::vector<run::Lemma>& lemmas);
/// The same in HTML; "none" without lemmas.
std::string lemma_table_html(const std::vector<run::Lemma>& lemmas);

}  // namespace limitcheck::report
