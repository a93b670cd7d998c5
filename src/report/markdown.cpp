// report.md and the pages of claims, in GitHub-flavoured Markdown.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "escape.hpp"
#include "ladder.hpp"
#include "lemmas.hpp"
#include "limitcheck/report/render.hpp"
#include "number.hpp"
#include "rounding.hpp"
#include "words.hpp"

namespace limitcheck::report {

namespace {

std::string host_block(const run::HostFacts& host) {
    std::string text = "<!-- host facts: begin -->\n\n| Host | |\n|---|---|\n";
    for (const auto& [name, value] : host_facts(host)) {
        text += fmt::format("| {} | {} |\n", name, markdown_code(value));
    }
    return text + "\n<!-- host facts: end -->\n";
}

/// From claims/a/b/c.md up to the report's folder.
std::string way_up(const std::string& claim_id) {
    std::string way = "../";
    for (const char c : claim_id) {
        way += c == '/' ? "../" : "";
    }
    return way;
}

std::string bullets(const std::string& title, const std::vector<std::string>& items) {
    if (items.empty()) {
        return {};
    }
    std::string text = fmt::format("**{}**\n\n", title);
    for (const std::string& item : items) {
        text += fmt::format("- {}\n", escape_markdown(item));
    }
    return text + "\n";
}

std::string cell_table(const std::vector<run::CellResult>& cells) {
    std::string text =
        "| # | n | L | t | inputs | networks | estimate (2 s.e.) | held against | log evidence to verify | "
        "to refute "
        "| verdict |\n|--:|--:|--:|--:|---|--:|---|---|--:|--:|---|\n";
    for (const run::CellResult& cell : cells) {
        std::string inputs = cell.cell.inputs.id();
        if (cell.cell.order) {
            inputs += "; " + order_in_words(cell);
        }
        text += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {}{} |\n", cell.index,
                            cell.cell.width, cell.cell.depth, cell.cell.time.text(), escape_markdown(inputs),
                            cell.samples, estimate_in_words(cell), bound_in_words(cell),
                            evidence_in_words(cell.log_evidence_verify, cell.threshold_verify),
                            evidence_in_words(cell.log_evidence_refute, cell.threshold_refute),
                            shout(cell.verdict), cell.counts ? "" : " (does not count)");
    }
    return text + "\n";
}

std::string reasons(const std::vector<run::CellResult>& cells) {
    std::string text;
    for (const run::CellResult& cell : cells) {
        if (!cell.reason.empty()) {
            text += fmt::format("- cell {}: {}\n", cell.index, escape_markdown(cell.reason));
        }
    }
    return text.empty() ? text : text + "\n";
}

std::string reproduce_block(const std::vector<run::CellResult>& cells) {
    std::string commands;
    for (const run::CellResult& cell : cells) {
        commands += (commands.empty() ? "" : "\n") + cell.reproduce;
    }
    return commands.empty() ? commands
                            : "<details><summary>Commands that repeat one cell each</summary>\n\n" +
                                  markdown_block("sh", commands) + "\n</details>\n\n";
}

std::string counterexample_section(const run::ClaimResult& claim) {
    if (!claim.counterexample) {
        return {};
    }
    return "## Smallest counterexample\n\n" + escape_markdown(counterexample_in_words(claim)) + "\n\n" +
           cell_table({claim.counterexample->cell}) + reasons({claim.counterexample->cell}) +
           markdown_block("sh", fmt::format("{}", fmt::join(counterexample_commands(claim), "\n"))) + "\n";
}

std::string verdict_line(const run::ClaimResult& claim) {
    std::string text = fmt::format("**{}**", escape_markdown(verdict_in_words(claim)));
    if (!claim.reason.empty()) {
        text += ": " + escape_markdown(claim.reason);
    }
    if (!claim.error.empty()) {
        text += fmt::format("\n\nThe claim's own code failed: {}", escape_markdown(claim.error));
    }
    return text + "\n\n";
}

std::string falsification_sections(const run::ClaimResult& claim) {
    std::string text;
    for (const run::FalsificationResult& falsification : claim.falsifications) {
        text += fmt::format("### {}: {}\n\n{} (off by a share of {} of the truth).\n\n",
                            escape_markdown(falsification.name), shout(falsification.verdict),
                            escape_markdown(falsification.effect), display(falsification.relative_effect, 3));
        text += bullets("Rounding of the simulation",
                        rounding_in_words(falsification.shadow, falsification.cells));
        text += cell_table(falsification.cells) + reasons(falsification.cells) +
                reproduce_block(falsification.cells);
    }
    return text.empty()
               ? text
               : "## Falsifications\n\nThe same check with one fact made wrong: each must be refuted.\n\n" +
                     text;
}

}  // namespace

std::string to_markdown(const run::SuiteResult& suite) {
    std::string text = fmt::format("# {}: {}\n\n", escape_markdown(suite.suite), headline(suite));
    if (suite.interrupted) {
        text += "**The run was interrupted: what is undecided here may not have been reached.**\n\n";
    }
    if (!suite.claims.empty() || suite.ladders.empty()) {
        text +=
            "| verdict | claim | cells | falsifications | rigor of the bound | networks |\n"
            "|---|---|---|---|---|--:|\n";
    }
    for (const run::ClaimResult& claim : suite.claims) {
        text +=
            fmt::format("| {} | [{}](claims/{}.md) {} | {} | {} | {} | {} |\n", shout(claim.verdict),
                        claim.id, claim.id, escape_markdown(claim.title), cells_in_words(claim),
                        falsifications_in_words(claim), escape_markdown(claim.rigor_bound), networks(claim));
    }
    text += fmt::format("\n{}\n\n", meaning);
    for (const run::ClaimResult& claim : suite.claims) {
        text += fmt::format("## {}\n\n", escape_markdown(claim.title));
        text += markdown_block("", claim.plain_statement) + "\n";
        text += verdict_line(claim);
        if (claim.counterexample) {
            text += fmt::format(
                "Smallest counterexample: {}\n\n{}\n", escape_markdown(counterexample_in_words(claim)),
                markdown_block("sh", fmt::format("{}", fmt::join(counterexample_commands(claim), "\n"))));
        }
        text += fmt::format("{}\n\nRests on {}. Source: {}. Details: [claims/{}.md](claims/{}.md)\n\n",
                            escape_markdown(claim.coverage.statement), lemmas_in_words(claim.lemmas),
                            escape_markdown(claim.source), claim.id, claim.id);
    }
    text += markdown_ladders(suite);
    if (const std::vector<run::Lemma> lemmas = lemmas_of_suite(suite); !lemmas.empty()) {
        text += "## Lemmas\n\nWhat the compiler proved of what these claims rest on, each once.\n\n" +
                lemma_table_markdown(lemmas);
    }
    text += "## The run\n\n| | |\n|---|---|\n";
    for (const auto& [name, value] : facts(suite)) {
        text += fmt::format("| {} | {} |\n", name, escape_markdown(value));
    }
    return text + "\n" + host_block(suite.host);
}

std::string to_markdown(const run::SuiteResult& suite, const run::ClaimResult& claim) {
    std::string text =
        fmt::format("# {}\n\n`{}`, {}\n\n", escape_markdown(claim.title), claim.id, claim.kind);
    text += verdict_line(claim);
    text += markdown_block("", claim.plain_statement) + "\n" + markdown_block("math", claim.statement) + "\n";
    text += "| | |\n|---|---|\n";
    text += fmt::format("| Source | {} |\n", escape_markdown(claim.source));
    text += fmt::format("| Domain | {} |\n", escape_markdown(claim.domain));
    text += fmt::format("| Coverage | {} |\n", escape_markdown(claim.coverage.statement));
    text += fmt::format("| Rigor | {} |\n", escape_markdown(rigor_in_words(claim)));
    text += fmt::format("| Share of the error budget | {} |\n", shortest_decimal(claim.weight));
    text += fmt::format("| Run | profile {}, seed {}, attempt {} |\n\n", escape_markdown(suite.profile),
                        suite.seed, suite.attempt);
    text += bullets("Hypotheses", claim.hypotheses) + bullets("Assumptions", claim.assumptions) +
            (claim.lemmas.empty() ? "" : "**Lemmas**\n\n" + lemma_table_markdown(claim.lemmas));
    std::vector<std::string> processes;
    for (const auto& [tool, hypothesis] : tools(claim)) {
        processes.push_back(tool + ", valid if " + hypothesis);
    }
    text += bullets("Evidence", processes);
    text += bullets("Rounding of the simulation", rounding_in_words(claim.shadow, claim.cells));
    for (const Figure& figure : claim.figures) {
        text += fmt::format("![{}]({}plots/{}/{}.svg)\n\n*{}.* {}\n\n", escape_markdown(figure.title),
                            way_up(claim.id), claim.id, figure.id, escape_markdown(figure.title),
                            escape_markdown(figure.caption));
    }
    text += counterexample_section(claim);
    if (!claim.cells.empty()) {
        text +=
            "## Cells\n\n" + cell_table(claim.cells) + reasons(claim.cells) + reproduce_block(claim.cells);
    }
    return text + falsification_sections(claim) +
           fmt::format("[All verdicts]({}report.md)\n", way_up(claim.id));
}

}  // namespace limitcheck::report
