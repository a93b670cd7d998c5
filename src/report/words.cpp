// The sentences that Markdown, HTML and JUnit share.
#include "words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "number.hpp"

namespace limitcheck::report {

using statistics::Verdict;

const char* const meaning =
    "A verdict speaks of explicit bounds at finite width and depth, on the cells that were drawn, with the "
    "stated "
    "error; it is not a proof of the limit. VERIFIED: the evidence against the opposite crossed its "
    "threshold in "
    "every cell. REFUTED: the evidence against the statement crossed its threshold. UNDECIDED: neither, "
    "within the "
    "budget.";

namespace {

void count(Tally& tally, Verdict verdict) {
    switch (verdict) {
        case Verdict::verified:
            ++tally.verified;
            return;
        case Verdict::refuted:
            ++tally.refuted;
            return;
        case Verdict::undecided:
            ++tally.undecided;
            return;
    }
}

}  // namespace

Tally tally_claims(const run::SuiteResult& suite) {
    Tally tally;
    for (const run::ClaimResult& claim : suite.claims) {
        count(tally, claim.verdict);
    }
    return tally;
}

Tally tally_cells(const std::vector<run::CellResult>& cells) {
    Tally tally;
    for (const run::CellResult& cell : cells) {
        if (cell.counts) {
            count(tally, cell.verdict);
        }
    }
    return tally;
}

Tally tally_falsifications(const run::ClaimResult& claim) {
    Tally tally;
    for (const run::FalsificationResult& falsification : claim.falsifications) {
        count(tally, falsification.verdict);
    }
    return tally;
}

std::string to_text(const Tally& tally) {
    return fmt::format("{} verified, {} refuted, {} undecided", tally.verified, tally.refuted,
                       tally.undecided);
}

std::string shout(Verdict verdict) {
    std::string word(statistics::to_text(verdict));
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    return word;
}

std::string verdict_in_words(const run::ClaimResult& claim) {
    return claim.void_unless.empty()
               ? shout(claim.verdict)
               : fmt::format("{} given that {}", shout(claim.verdict), claim.void_unless);
}

std::string cells_in_words(const run::ClaimResult& claim) {
    const Tally tally = tally_cells(claim.cells);
    const std::size_t all = tally.verified + tally.refuted + tally.undecided;
    if (all == 0) {
        return "none";
    }
    std::string words = fmt::format("{} of {} {} verified", tally.verified, all, all == 1 ? "cell" : "cells");
    if (tally.refuted > 0) {
        words += fmt::format(", {} refuted", tally.refuted);
    }
    if (tally.undecided > 0) {
        words += fmt::format(", {} undecided", tally.undecided);
    }
    return words;
}

std::string falsifications_in_words(const run::ClaimResult& claim) {
    if (claim.falsifications.empty()) {
        return "none";
    }
    return fmt::format("{} of {} refuted", tally_falsifications(claim).refuted, claim.falsifications.size());
}

std::uint64_t networks(const run::ClaimResult& claim) {
    std::uint64_t sum = 0;
    for (const run::CellResult& cell : claim.cells) {
        sum += cell.samples;
    }
    return sum;
}

std::string bound_in_words(const run::CellResult& cell) {
    if (cell.comparison == "at_least") {
        return "at least " + display(cell.bound.lower(), 4, Toward::down);
    }
    const std::string bound = display(cell.bound.upper(), 4, Toward::up);
    if (cell.comparison == "within") {
        return fmt::format("within {} of {}", bound,
                           cell.target ? display(cell.target->lower(), 6) : std::string("the target"));
    }
    return "at most " + bound;
}

std::string estimate_in_words(const run::CellResult& cell) {
    if (std::isnan(cell.estimate)) {
        return "-";
    }
    const std::string estimate = display(cell.estimate, 4);
    if (!(cell.estimate_low < cell.estimate_high)) {
        return estimate;
    }
    return fmt::format("{} ({} to {})", estimate, display(cell.estimate_low, 3),
                       display(cell.estimate_high, 3));
}

std::string evidence_in_words(double log_evidence, double threshold) {
    if (std::isinf(log_evidence)) {
        return "none";
    }
    // One decimal place, rounded against the evidence.
    return fmt::format("{:.1f} of {:.1f}", std::floor(log_evidence * 10) / 10,
                       std::ceil(threshold * 10) / 10);
}

std::string order_in_words(const run::CellResult& cell) {
    if (!cell.cell.order) {
        return {};
    }
    std::vector<std::string> points;
    for (const Point& point : cell.points) {
        points.push_back(fmt::format("({}, {})", point.width, point.depth));
    }
    return points.empty() ? cell.cell.order->id()
                          : fmt::format("{}: {}", cell.cell.order->id(), fmt::join(points, ", "));
}

std::vector<std::pair<std::string, std::string>> tools(const run::ClaimResult& claim) {
    std::vector<std::pair<std::string, std::string>> distinct;
    for (const run::CellResult& cell : claim.cells) {
        for (const run::PartResult& part : cell.parts) {
            const std::pair<std::string, std::string> tool{part.tool, part.hypothesis};
            if (std::find(distinct.begin(), distinct.end(), tool) == distinct.end()) {
                distinct.push_back(tool);
            }
        }
    }
    return distinct;
}

std::string counterexample_in_words(const run::ClaimResult& claim) {
    if (!claim.counterexample) {
        return {};
    }
    const run::Counterexample& found = *claim.counterexample;
    const bool confirmed = found.cell.verdict == Verdict::refuted;
    return fmt::format(
        "{}, found from cell #{} by trying {} simpler {}; {}. On a stream of its own, at an error level of "
        "its "
        "own, it is {}{} (log evidence {}). It counts neither for the verdict nor for coverage.",
        to_text(found.cell.cell), found.drawn, found.tried, found.tried == 1 ? "cell" : "cells",
        found.minimal ? "no simpler step is refuted"
                      : "simpler steps are left that the search has not decided",
        shout(found.cell.verdict), confirmed ? "" : ", so that the search is not confirmed",
        evidence_in_words(found.cell.log_evidence_refute, found.cell.threshold_refute));
}

std::vector<std::string> counterexample_commands(const run::ClaimResult& claim) {
    std::vector<std::string> commands;
    if (claim.counterexample) {
        for (const run::CellResult& cell : claim.cells) {
            if (cell.index == claim.counterexample->drawn) {
                commands.push_back(cell.reproduce);
            }
        }
        commands.push_back(claim.counterexample->cell.reproduce);
    }
    return commands;
}

std::string rigor_in_words(const run::ClaimResult& claim) {
    std::string words = fmt::format("bound: {}; simulation: {}", claim.rigor_bound, claim.rigor_simulation);
    return claim.given.empty() ? words : fmt::format("{}; given {}", words, fmt::join(claim.given, " and "));
}

std::string reproduce(const run::ClaimResult& claim) {
    for (const Verdict verdict : {Verdict::refuted, Verdict::undecided, Verdict::verified}) {
        for (const run::CellResult& cell : claim.cells) {
            if (cell.counts && cell.verdict == verdict) {
                return cell.reproduce;
            }
        }
    }
    return {};
}

std::vector<std::pair<std::string, std::string>> facts(const run::SuiteResult& suite) {
    std::vector<std::pair<std::string, std::string>> rows = {
        {"Suite", suite.suite},
        {"Profile", suite.profile},
        {"Seed", fmt::format("{}", suite.seed)},
        {"Attempt", fmt::format("{}", suite.attempt)},
        {"Error levels",
         fmt::format("{} for a false REFUTED, {} for a false VERIFIED", shortest_decimal(suite.alpha_refute),
                     shortest_decimal(suite.alpha_verify))},
        {"Version", fmt::format("{}, streams {}", suite.version, suite.stream_version)}};
    if (!suite.inputs_file_sha256.empty()) {
        const std::string& pairs = suite.inputs_pairs_sha256;
        rows.emplace_back(
            "Inputs", fmt::format("{} rows, SHA-256 {}{}{}{}", suite.inputs_rows, suite.inputs_file_sha256,
                                  suite.inputs_selection.empty() ? "" : ", read with", suite.inputs_selection,
                                  pairs.empty() ? "" : ", pairs of SHA-256 " + pairs));
    }
    return rows;
}

std::vector<std::pair<std::string, std::string>> host_facts(const run::HostFacts& host) {
    return {{"Command", host.command_line},
            {"Started", host.started},
            {"Seconds", fmt::format("{:.1f}", host.seconds)},
            {"Threads", fmt::format("{}", host.threads)},
            {"Machine", host.machine},
            {"Compiler", host.compiler},
            {"Written to", host.out},
            {"Normals drawn", fmt::format("{:.3g}", host.normals)}};
}

}  // namespace limitcheck::report
