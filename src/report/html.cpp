// index.html: the page. No scripts, nothing loaded; a content security policy says so to the browser.
#include "html.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "escape.hpp"
#include "html_style.hpp"
#include "ladder.hpp"
#include "limitcheck/report/render.hpp"
#include "number.hpp"
#include "words.hpp"

namespace limitcheck::report {

using statistics::Verdict;

namespace {

std::string style() {
    return fmt::format(
        ":root{{color-scheme:light dark;{}{}}}\n@media(prefers-color-scheme:dark){{:root{{{}{}}}}}{}",
        light_palette, plot_colours(false), dark_palette, plot_colours(true), style_rules);
}

std::string summary(const run::SuiteResult& suite) {
    if (suite.claims.empty() && !suite.ladders.empty()) {
        return fmt::format("<p>{}</p>\n", headline(suite));
    }
    const Tally tally = tally_claims(suite);
    const auto part = [](std::size_t number, Verdict verdict) {
        return fmt::format("<span class=\"count\">{} {}</span>", number, html_verdict(verdict));
    };
    return fmt::format("<p>{} &ensp; {} &ensp; {}</p>\n", part(tally.verified, Verdict::verified),
                       part(tally.refuted, Verdict::refuted), part(tally.undecided, Verdict::undecided));
}

std::string verdict_table(const run::SuiteResult& suite) {
    if (suite.claims.empty() && !suite.ladders.empty()) {
        return {};
    }
    std::string body;
    for (const run::ClaimResult& claim : suite.claims) {
        const bool sampled = claim.kind == "sampled" && claim.coverage.cells > 0;
        body += fmt::format(
            "<tr><td>{}</td><td class=\"text\"><a href=\"#{}\">{}</a><br><code "
            "class=\"id\">{}</code></td><td>{}</td>"
            "<td>{}</td><td class=\"number\">{}</td><td>{}</td><td class=\"number\">{}</td></tr>\n",
            html_verdict(claim.verdict), html_anchor(claim.id), escape_markup(claim.title),
            escape_markup(claim.id), cells_in_words(claim), falsifications_in_words(claim),
            sampled ? display(claim.coverage.violating_mass, 3, Toward::up) : std::string("-"),
            escape_markup(claim.rigor_bound), networks(claim));
    }
    return html_table("Verdicts",
                      "<th>Verdict</th><th>Claim</th><th>Cells</th><th>Falsifications</th>"
                      "<th class=\"number\">Mean violating<br>mass at most</th><th>Rigor of<br>the bound</th>"
                      "<th class=\"number\">Networks</th>",
                      body);
}

std::string definitions(const std::vector<std::pair<std::string, std::string>>& rows,
                        const std::string& tag) {
    std::string text = "<dl>\n";
    for (const auto& [name, value] : rows) {
        text += fmt::format("<dt>{0}</dt><dd><{2}>{1}</{2}></dd>\n", escape_markup(name),
                            escape_markup(value), tag);
    }
    return text + "</dl>\n";
}

}  // namespace

std::string html_verdict(Verdict verdict) {
    const char* sign = verdict == Verdict::verified  ? "&#10003;"
                       : verdict == Verdict::refuted ? "&#10007;"
                                                     : "?";
    return fmt::format("<span class=\"verdict {}\">{} {}</span>", statistics::to_text(verdict), sign,
                       shout(verdict));
}

std::string html_anchor(const std::string& claim_id) { return escape_markup("claim/" + claim_id); }

std::string html_table(const std::string& label, const std::string& head, const std::string& body) {
    return fmt::format(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
        "aria-label=\"{}\"><table>\n<thead><tr>{}</tr></thead>\n"
        "<tbody>\n{}</tbody></table></div>\n",
        escape_markup(label), head, body);
}

std::string to_html(const run::SuiteResult& suite, const std::vector<Plot>& plots) {
    const std::string title = fmt::format("{}: {}", suite.suite, headline(suite));
    std::string page = fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light "
        "dark\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n",
        escape_markup(title), style());
    page += fmt::format("<header>\n<h1>{} report</h1>\n{}", escape_markup(suite.suite), summary(suite));
    if (suite.interrupted) {
        page +=
            "<p class=\"notice\">The run was interrupted: what is undecided here may not have been "
            "reached.</p>\n";
    }
    page +=
        "</header>\n<main>\n" + verdict_table(suite) + fmt::format("<p class=\"aside\">{}</p>\n", meaning);
    page += definitions(facts(suite), "span");
    for (const run::ClaimResult& claim : suite.claims) {
        page += html_claim(claim, plots);
    }
    page += html_ladders(suite, plots);
    page += "</main>\n<footer>\n<!-- host facts: begin -->\n<section>\n<h2>Where and when</h2>\n" +
            definitions(host_facts(suite.host), "code") + "</section>\n<!-- host facts: end -->\n</footer>\n";
    return page + "</body>\n</html>\n";
}

}  // namespace limitcheck::report
