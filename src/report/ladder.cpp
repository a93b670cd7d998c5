#include "ladder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "escape.hpp"
#include "html.hpp"
#include "number.hpp"
#include "rounding.hpp"
#include "words.hpp"

namespace limitcheck::report {

using statistics::Verdict;

namespace {

constexpr const char* what_a_ladder_is =
    "Each row is a theorem with one fact made wrong by the relative effect d; the smallest d of either sign "
    "that is "
    "still refuted says how much the check can see. Rungs stand at cells that the planner chose before any "
    "draw. "
    "'Given' names the certificates of the theorem itself that the refutations rest on. The control is the "
    "true "
    "statement under the same tools at the dearest cell: it must not be refuted.";

std::string least(char sign, const std::string& effect) { return effect.empty() ? "none" : sign + effect; }

std::string goal_in_words(const run::LadderResult& ladder) {
    if (!ladder.error.empty()) {
        return "failed: " + ladder.error;
    }
    return ladder.at_goal ? "reached" : "not reached";
}

std::string control_in_words(const run::LadderResult& ladder) {
    const run::RungResult& control = ladder.control;
    if (!control.tried) {
        return "not tried";
    }
    return control.cell.verdict == Verdict::refuted ? "REFUTED: a certificate or the program is wrong"
                                                    : "not refuted";
}

/// The statement, and what it is given.
std::string statement_of(const run::LadderResult& ladder) {
    return ladder.void_unless.empty()
               ? ladder.statement
               : fmt::format("{}, given that {}", ladder.statement, ladder.void_unless);
}

/// What the rounding of the simulation does to its rungs, one line an observable.
std::vector<std::string> rounding_of(const run::LadderResult& ladder) {
    std::vector<run::CellResult> cells;
    for (const run::RungResult& rung : ladder.rungs) {
        cells.push_back(rung.cell);
    }
    cells.push_back(ladder.control.cell);
    return rounding_in_words(ladder.shadow, cells);
}

/// What happened at a rung, in a few words.
std::string outcome(const run::RungResult& rung) {
    return rung.tried ? shout(rung.cell.verdict) : "not tried";
}

std::string cell_in_words(const run::RungResult& rung) {
    return rung.tried || rung.planned_cost > 0 ? to_text(rung.cell.cell) : "-";
}

std::string cost_in_words(const run::RungResult& rung, const std::string& unit) {
    return rung.tried ? fmt::format("{} {}", display(rung.cost, 2), unit) : std::string("-");
}

std::string evidence(const run::RungResult& rung) {
    return rung.tried && rung.cell.samples > 0
               ? evidence_in_words(rung.cell.log_evidence_refute, rung.cell.threshold_refute)
               : std::string("-");
}

std::string networks_of(const run::RungResult& rung) {
    return rung.tried && rung.cell.samples > 0
               ? fmt::format("{} ({} planned)", rung.cell.samples, display(rung.planned_networks, 6))
               : std::string("-");
}

std::vector<const run::RungResult*> rungs_and_control(const run::LadderResult& ladder) {
    std::vector<const run::RungResult*> all;
    for (const run::RungResult& rung : ladder.rungs) {
        all.push_back(&rung);
    }
    all.push_back(&ladder.control);
    return all;
}

}  // namespace

std::vector<Figure> ladder_figures(const run::SuiteResult& suite) {
    if (suite.ladders.empty()) {
        return {};
    }
    Figure figure;
    figure.id = "effect-against-cost";
    figure.title = "The effect that is refuted, against what it costs";
    figure.caption =
        "Every refuted rung, both signs: down and to the left is better. Cost in normals drawn up to the "
        "decision; of "
        "the collapse in layers of the recursion, as nothing is drawn.";
    figure.x_label = "cost of a rung";
    figure.y_label = "relative effect |d|";
    figure.x_log = figure.y_log = true;
    for (const run::LadderResult& ladder : suite.ladders) {
        Series series{ladder.name, "points", {}};
        for (const run::RungResult& rung : ladder.rungs) {
            if (rung.cell.verdict == Verdict::refuted) {
                series.rows.push_back({rung.cost, std::fabs(std::strtod(rung.effect.c_str(), nullptr))});
            }
        }
        figure.series.push_back(std::move(series));
    }
    return {figure};
}

std::string ladders_in_words(const run::SuiteResult& suite) {
    const auto there = std::count_if(suite.ladders.begin(), suite.ladders.end(),
                                     [](const run::LadderResult& ladder) { return ladder.at_goal; });
    return fmt::format("{} of {} effect ladders at their goals", there, suite.ladders.size());
}

std::string headline(const run::SuiteResult& suite) {
    return suite.claims.empty() && !suite.ladders.empty() ? ladders_in_words(suite)
                                                          : to_text(tally_claims(suite));
}

std::string markdown_ladders(const run::SuiteResult& suite) {
    if (suite.ladders.empty()) {
        return {};
    }
    std::string text =
        fmt::format("## Effect ladder\n\n{}.\n\n{}\n\n", ladders_in_words(suite), what_a_ladder_is);
    text +=
        "| ladder | made wrong by d | least d > 0 | least d < 0 | goal | | given | control |\n"
        "|---|---|--:|--:|--:|---|---|---|\n";
    for (const run::LadderResult& ladder : suite.ladders) {
        text +=
            fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", escape_markdown(ladder.name),
                        escape_markdown(ladder.title), least('+', ladder.least_above),
                        least('-', ladder.least_below), ladder.goal, escape_markdown(goal_in_words(ladder)),
                        ladder.given.empty() ? "-" : escape_markdown(ladder.given), control_in_words(ladder));
    }
    text += fmt::format("\n![{0}](plots/{1}/{2}.svg)\n\n", "Refuted effects against their cost", ladders_id,
                        ladder_figures(suite).front().id);
    for (const run::LadderResult& ladder : suite.ladders) {
        text += fmt::format("### {}\n\n{}: {}\n\n", escape_markdown(ladder.title),
                            escape_markdown(ladder.claim), escape_markdown(statement_of(ladder)));
        for (const std::string& line : rounding_of(ladder)) {
            text += fmt::format("- {}\n", escape_markdown(line));
        }
        text += rounding_of(ladder).empty() ? "" : "\n";
        text += "| d | cell | networks | cost | log evidence | |\n|--:|---|--:|--:|--:|---|\n";
        for (const run::RungResult* rung : rungs_and_control(ladder)) {
            text += fmt::format(
                "| {} | {} | {} | {} | {} | {}{} |\n", escape_markdown(rung->effect),
                escape_markdown(cell_in_words(*rung)), networks_of(*rung),
                escape_markdown(cost_in_words(*rung, ladder.cost_unit)), evidence(*rung), outcome(*rung),
                rung->tried || rung->cell.reason.empty() ? "" : ": " + escape_markdown(rung->cell.reason));
        }
        text += fmt::format("\n{}\n", markdown_block("sh", ladder.control.cell.reproduce));
    }
    return text;
}

std::string html_ladders(const run::SuiteResult& suite, const std::vector<Plot>& plots) {
    if (suite.ladders.empty()) {
        return {};
    }
    std::string body;
    std::string rungs;
    const auto number = [](const std::string& content) {
        return "<td class=\"number\">" + escape_markup(content) + "</td>";
    };
    const auto words = [](const std::string& content) {
        return "<td class=\"text\">" + escape_markup(content) + "</td>";
    };
    for (const run::LadderResult& ladder : suite.ladders) {
        body += "<tr>" + words(ladder.name) + words(ladder.title) + number(least('+', ladder.least_above)) +
                number(least('-', ladder.least_below)) + number(ladder.goal) + words(goal_in_words(ladder)) +
                words(ladder.given.empty() ? "-" : ladder.given) + words(control_in_words(ladder)) +
                "</tr>\n";
        std::string rows;
        for (const run::RungResult* rung : rungs_and_control(ladder)) {
            const std::string why = rung->tried || rung->cell.reason.empty() ? "" : ": " + rung->cell.reason;
            rows += "<tr>" + number(rung->effect) + words(cell_in_words(*rung)) + number(networks_of(*rung)) +
                    number(cost_in_words(*rung, ladder.cost_unit)) + number(evidence(*rung)) +
                    words(outcome(*rung) + why) + "</tr>\n";
        }
        std::string rounding;
        for (const std::string& line : rounding_of(ladder)) {
            rounding += fmt::format("<li>{}</li>\n", escape_markup(line));
        }
        rungs += fmt::format(
            "<details><summary>{}</summary>\n<p>{}: {}</p>\n{}{}<pre><code>{}</code></pre>\n</details>\n",
            escape_markup(ladder.title), escape_markup(ladder.claim), escape_markup(statement_of(ladder)),
            rounding.empty() ? "" : "<ul>\n" + rounding + "</ul>\n",
            html_table("Rungs of " + ladder.name,
                       "<th class=\"number\">d</th><th>Cell</th><th class=\"number\">Networks</th>"
                       "<th class=\"number\">Cost</th><th class=\"number\">Log evidence</th><th>Outcome</th>",
                       rows),
            escape_markup(ladder.control.cell.reproduce));
    }
    std::string text =
        fmt::format("<section id=\"{}\">\n<h2>Effect ladder</h2>\n<p>{}.</p>\n<p class=\"aside\">{}</p>\n",
                    ladders_id, ladders_in_words(suite), escape_markup(what_a_ladder_is));
    text +=
        html_table("Effect ladders",
                   "<th>Ladder</th><th>Made wrong by d</th><th class=\"number\">Least d &gt; 0</th>"
                   "<th class=\"number\">Least d &lt; 0</th><th class=\"number\">Goal</th><th>Goal is</th>"
                   "<th>Given</th><th>Control</th>",
                   body);
    for (const Figure& figure : ladder_figures(suite)) {
        const auto plot = std::find_if(plots.begin(), plots.end(), [&](const Plot& candidate) {
            return candidate.claim == ladders_id && candidate.figure == figure.id;
        });
        if (plot != plots.end()) {
            text += fmt::format(
                "<div class=\"plots\">\n<figure>\n{}<figcaption><strong>{}.</strong> "
                "{}</figcaption>\n</figure>\n</div>\n",
                plot->svg, escape_markup(figure.title), escape_markup(figure.caption));
        }
    }
    return text + rungs + "</section>\n";
}

}  // namespace limitcheck::report
