// A claim's section of index.html.
#include <fmt/format.h>

#include <algorithm>

#include "escape.hpp"
#include "html.hpp"
#include "lemmas.hpp"
#include "number.hpp"
#include "rounding.hpp"
#include "words.hpp"

namespace limitcheck::report {

namespace {

/// Longer tables are folded.
constexpr std::size_t most_open_cells = 8;

std::string title_of(const precise::Enclosure& enclosure) {
    return fmt::format("[{}, {}]", directed_decimal(enclosure.lower(), Toward::down),
                       directed_decimal(enclosure.upper(), Toward::up));
}

/// The exact interval of bound and target, for those who point at the rounded one.
std::string exact_ends(const run::CellResult& cell) {
    std::string text = "bound in " + title_of(cell.bound);
    if (cell.target) {
        text += ", target in " + title_of(*cell.target);
    }
    return text;
}

std::string number_cell(const std::string& content) { return "<td class=\"number\">" + content + "</td>"; }

std::string still_cell(const std::string& content) {
    return "<td class=\"still\">" + escape_markup(content) + "</td>";
}

/// Columns that a table has only where some cell has something to say in them.
struct Columns {
    bool orders = false;
    bool notes = false;
};

std::string note(const run::CellResult& cell) {
    return cell.counts || !cell.reason.empty() ? cell.reason : "does not count";
}

std::string cell_row(const run::CellResult& cell, Columns columns) {
    std::string row = cell.counts ? "<tr>" : "<tr class=\"uncounted\">";
    row += number_cell(fmt::format("{}", cell.index));
    row += fmt::format("<td class=\"still\">{}</td>", html_verdict(cell.verdict));
    row += number_cell(fmt::format("{}", cell.cell.width)) + number_cell(fmt::format("{}", cell.cell.depth)) +
           number_cell(cell.cell.time.text()) + still_cell(cell.cell.inputs.id());
    row += columns.orders ? still_cell(order_in_words(cell)) : "";
    row +=
        number_cell(cell.void_samples == 0 ? fmt::format("{}", cell.samples)
                                           : fmt::format("{} (+ {} void)", cell.samples, cell.void_samples));
    row += still_cell(estimate_in_words(cell));
    row += fmt::format("<td class=\"still\" title=\"{}\">{}</td>", exact_ends(cell), bound_in_words(cell));
    row += number_cell(evidence_in_words(cell.log_evidence_verify, cell.threshold_verify)) +
           number_cell(evidence_in_words(cell.log_evidence_refute, cell.threshold_refute));
    row += columns.notes ? fmt::format("<td class=\"text\">{}</td>", escape_markup(note(cell))) : "";
    return row +
           fmt::format("<td class=\"command\"><code>{}</code></td></tr>\n", escape_markup(cell.reproduce));
}

std::string cell_table(const std::string& label, const std::vector<run::CellResult>& cells) {
    Columns columns;
    for (const run::CellResult& cell : cells) {
        columns.orders = columns.orders || cell.cell.order.has_value();
        columns.notes = columns.notes || !note(cell).empty();
    }
    std::string body;
    for (const run::CellResult& cell : cells) {
        body += cell_row(cell, columns);
    }
    const std::string head = fmt::format(
        "<th class=\"number\">#</th><th>Verdict</th><th class=\"number\">n</th><th class=\"number\">L</th>"
        "<th class=\"number\">t</th><th>Inputs</th>{}<th class=\"number\">Networks</th>"
        "<th>Estimate (2&nbsp;s.e.)</th><th>Held against</th><th class=\"number\">Log evidence<br>to "
        "verify</th>"
        "<th class=\"number\">Log evidence<br>to refute</th>{}<th>Repeat this cell</th>",
        columns.orders ? "<th>Order of growth (n, L)</th>" : "", columns.notes ? "<th>Note</th>" : "");
    return html_table(label, head, body);
}

std::string folded(const std::string& summary, const std::string& content, bool open) {
    return fmt::format("<details{}><summary>{}</summary>\n{}</details>\n", open ? " open" : "", summary,
                       content);
}

std::string list(const std::vector<std::string>& items) {
    std::string text = "<ul>\n";
    for (const std::string& item : items) {
        text += fmt::format("<li>{}</li>\n", escape_markup(item));
    }
    return text + "</ul>\n";
}

std::string row(const std::string& name, const std::string& content) {
    return fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, content);
}

/// Long lists are folded.
std::string list_row(const std::string& name, const std::vector<std::string>& items) {
    if (items.empty()) {
        return {};
    }
    const bool is_long = items.size() > 6;
    return row(name, is_long ? folded(fmt::format("all {}", items.size()), list(items), false) : list(items));
}

std::string facts_of(const run::ClaimResult& claim) {
    std::vector<std::string> evidence;
    for (const auto& [tool, hypothesis] : tools(claim)) {
        evidence.push_back(fmt::format("{}, valid if {}", tool, hypothesis));
    }
    std::string text = "<dl>\n" + row("Source", escape_markup(claim.source)) +
                       row("Coverage", escape_markup(claim.coverage.statement)) +
                       row("Domain", escape_markup(claim.domain)) +
                       row("Rigor", escape_markup(rigor_in_words(claim)));
    text += list_row("Hypotheses", claim.hypotheses) + list_row("Assumptions", claim.assumptions) +
            row("Lemmas", claim.lemmas.empty() ? "none"
                                               : folded(lemmas_in_words(claim.lemmas),
                                                        lemma_table_html(claim.lemmas), false)) +
            list_row("Evidence", evidence) +
            list_row("Rounding of the simulation", rounding_in_words(claim.shadow, claim.cells));
    return text +
           row("Error budget",
               fmt::format("1/{} of the suite's two error levels", shortest_decimal(1 / claim.weight))) +
           "</dl>\n";
}

std::string plots_of(const run::ClaimResult& claim, const std::vector<Plot>& plots) {
    std::string text;
    for (const Figure& figure : claim.figures) {
        const auto plot = std::find_if(plots.begin(), plots.end(), [&](const Plot& candidate) {
            return candidate.claim == claim.id && candidate.figure == figure.id;
        });
        if (plot != plots.end()) {
            text += fmt::format("<figure>\n{}<figcaption><strong>{}.</strong> {}</figcaption>\n</figure>\n",
                                plot->svg, escape_markup(figure.title), escape_markup(figure.caption));
        }
    }
    return text.empty() ? text : "<div class=\"plots\">\n" + text + "</div>\n";
}

/// A falsification must be refuted: that is the good outcome here, any other the bad one.
std::string falsification_verdict(statistics::Verdict verdict) {
    const bool as_it_must_be = verdict == statistics::Verdict::refuted;
    return fmt::format("<span class=\"verdict {}\">{} {}</span>", as_it_must_be ? "verified" : "refuted",
                       as_it_must_be ? "&#10003;" : "&#10007;", shout(verdict));
}

std::string counterexample_of(const run::ClaimResult& claim) {
    if (!claim.counterexample) {
        return {};
    }
    std::string commands;
    for (const std::string& command : counterexample_commands(claim)) {
        commands += (commands.empty() ? "" : "\n") + command;
    }
    return fmt::format("<h3>Smallest counterexample</h3>\n<p>{}</p>\n{}<pre><code>{}</code></pre>\n",
                       escape_markup(counterexample_in_words(claim)),
                       cell_table("Smallest counterexample of " + claim.id, {claim.counterexample->cell}),
                       escape_markup(commands));
}

std::string falsifications_of(const run::ClaimResult& claim) {
    if (claim.falsifications.empty()) {
        return {};
    }
    std::string body;
    std::string cells;
    for (const run::FalsificationResult& falsification : claim.falsifications) {
        body += fmt::format(
            "<tr><td>{}</td><td class=\"text\">{}</td><td class=\"text\">{}</td><td "
            "class=\"number\">{}</td></tr>\n",
            falsification_verdict(falsification.verdict), escape_markup(falsification.name),
            escape_markup(falsification.effect), display(falsification.relative_effect, 3));
        const std::vector<std::string> rounding =
            rounding_in_words(falsification.shadow, falsification.cells);
        cells += folded("Cells of: " + escape_markup(falsification.name),
                        cell_table("Cells of the falsification " + falsification.name, falsification.cells) +
                            (rounding.empty() ? "" : "<p>Rounding of the simulation</p>\n" + list(rounding)),
                        false);
    }
    return "<h3>Falsifications</h3>\n<p class=\"aside\">The same check with one fact made wrong: each must "
           "be refuted, "
           "or the check has no power.</p>\n" +
           html_table("Falsifications",
                      "<th>Verdict</th><th>Made wrong</th><th>Effect</th><th class=\"number\">Share of the "
                      "truth</th>",
                      body) +
           cells;
}

}  // namespace

std::string html_claim(const run::ClaimResult& claim, const std::vector<Plot>& plots) {
    std::string text = fmt::format(
        "<section id=\"{}\">\n<h2>{}</h2>\n<p>{}{} &ensp;<code class=\"id\">{}</code> &ensp;<span "
        "class=\"aside\">{}"
        "</span></p>\n",
        html_anchor(claim.id), escape_markup(claim.title), html_verdict(claim.verdict),
        claim.void_unless.empty() ? "" : " given that " + escape_markup(claim.void_unless),
        escape_markup(claim.id), escape_markup(claim.kind));
    if (!claim.error.empty()) {
        text += fmt::format("<p class=\"notice failed\">The claim's own code failed: {}</p>\n",
                            escape_markup(claim.error));
    } else if (!claim.reason.empty()) {
        text += fmt::format("<p class=\"notice{}\">{}</p>\n",
                            claim.verdict == statistics::Verdict::refuted ? " failed" : "",
                            escape_markup(claim.reason));
    }
    text += fmt::format("<div class=\"statement\">{}</div>\n", escape_markup(claim.plain_statement));
    text += folded("The statement in LaTeX",
                   fmt::format("<pre><code>{}</code></pre>\n", escape_markup(claim.statement)), false);
    text += counterexample_of(claim);
    text += plots_of(claim, plots) + facts_of(claim);
    if (!claim.cells.empty()) {
        text += "<h3>Cells</h3>\n" + folded(escape_markup(cells_in_words(claim)),
                                            cell_table("Cells of " + claim.id, claim.cells),
                                            claim.cells.size() <= most_open_cells);
    }
    text += falsifications_of(claim);
    if (const std::string command = reproduce(claim); !command.empty()) {
        text += fmt::format("<h3>Reproduce</h3>\n<pre><code>{}</code></pre>\n", escape_markup(command));
    }
    return text + "</section>\n";
}

}  // namespace limitcheck::report
