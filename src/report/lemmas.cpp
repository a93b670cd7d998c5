#include "lemmas.hpp"

#include <fmt/format.h>

#include <map>

#include "escape.hpp"
#include "html.hpp"
#include "number.hpp"

namespace limitcheck::report {
namespace {

/// Rounded down: what is shown was proved.
std::string margin_in_words(const run::Lemma& lemma) {
    return lemma.margin == 0 ? "-" : display(lemma.margin, 3, Toward::down);
}

}  // namespace

void write_lemmas(JsonText& json, const std::vector<run::Lemma>& lemmas) {
    json.list("lemmas", [&] {
        for (const run::Lemma& lemma : lemmas) {
            json.object({}, [&] {
                json.text("name", lemma.name);
                json.text("statement", lemma.statement);
                json.text("domain", lemma.domain);
                json.text("method", lemma.method);
                json.integer("cells", lemma.cells);
                json.deciding("margin", lemma.margin, Toward::down);
                json.text("coq", lemma.coq);
                json.text("source", lemma.source);
            });
        }
    });
}

std::vector<run::Lemma> read_lemmas(const Node& node) {
    std::vector<run::Lemma> lemmas;
    for (const Node& lemma : node.list()) {
        lemmas.push_back({lemma["name"].text(), lemma["statement"].text(), lemma["domain"].text(),
                          lemma["method"].text(), lemma["cells"].integer(1), lemma.deciding("margin"),
                          lemma["coq"].word({"proved", "not proved", "not exported"}),
                          lemma["source"].text()});
    }
    return lemmas;
}

std::vector<run::Lemma> lemmas_of_suite(const run::SuiteResult& suite) {
    std::map<std::string, run::Lemma> by_name;
    for (const run::ClaimResult& claim : suite.claims) {
        for (const run::Lemma& lemma : claim.lemmas) {
            by_name.emplace(lemma.name, lemma);
        }
    }
    std::vector<run::Lemma> all;
    for (auto& [name, lemma] : by_name) {
        all.push_back(std::move(lemma));
    }
    return all;
}

std::string lemmas_in_words(const std::vector<run::Lemma>& lemmas) {
    if (lemmas.empty()) {
        return "no lemma";
    }
    std::size_t coq = 0;
    for (const run::Lemma& lemma : lemmas) {
        coq += lemma.coq == "proved" ? 1 : 0;
    }
    return fmt::format("{} {} proved by the compiler, {} of them by Coq as well", lemmas.size(),
                       lemmas.size() == 1 ? "lemma" : "lemmas", coq);
}

std::string lemma_table_markdown(const std::vector<run::Lemma>& lemmas) {
    if (lemmas.empty()) {
        return {};
    }
    std::string text =
        "| lemma | statement | domain | method | cells | margin | Coq | source "
        "|\n|---|---|---|---|--:|--:|---|---|\n";
    for (const run::Lemma& lemma : lemmas) {
        text += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", markdown_code(lemma.name),
                            escape_markdown(lemma.statement), escape_markdown(lemma.domain),
                            escape_markdown(lemma.method), lemma.cells, margin_in_words(lemma),
                            escape_markdown(lemma.coq), escape_markdown(lemma.source));
    }
    return text + "\n";
}

std::string lemma_table_html(const std::vector<run::Lemma>& lemmas) {
    if (lemmas.empty()) {
        return "none";
    }
    std::string body;
    for (const run::Lemma& lemma : lemmas) {
        body += fmt::format(
            "<tr><td title=\"{}\"><code>{}</code></td><td class=\"text\">{}</td><td class=\"text\">{}</td>"
            "<td>{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td><td>{}</td></tr>\n",
            escape_markup(lemma.source), escape_markup(lemma.name), escape_markup(lemma.statement),
            escape_markup(lemma.domain), escape_markup(lemma.method), lemma.cells, margin_in_words(lemma),
            escape_markup(lemma.coq));
    }
    return html_table(
        "Lemmas",
        "<th>Lemma</th><th>Statement</th><th>Domain</th><th>Method</th><th class=\"number\">Cells</th>"
        "<th class=\"number\">Margin</th><th>Coq</th>",
        body);
}

}  // namespace limitcheck::report
