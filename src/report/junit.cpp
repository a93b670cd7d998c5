// JUnit XML, as Jenkins and GitLab read it. Elements in the order that the common schemas ask for:
// properties, testcases; within a testcase skipped, error or failure, then system-out.
#include <fmt/format.h>

#include "escape.hpp"
#include "limitcheck/report/render.hpp"
#include "words.hpp"

namespace limitcheck::report {

namespace {

using statistics::Verdict;

std::string property(const std::string& name, const std::string& value) {
    return fmt::format("   <property name=\"{}\" value=\"{}\"/>\n", escape_markup(name),
                       escape_markup(value));
}

/// What a person who only sees the test's output needs: the statement, each refuted cell, how to repeat it.
std::string details(const run::ClaimResult& claim) {
    std::string text = fmt::format("{}\nCells: {}\n{}\n", claim.plain_statement, cells_in_words(claim),
                                   claim.coverage.statement);
    for (const run::CellResult& cell : claim.cells) {
        if (cell.counts && cell.verdict != Verdict::verified) {
            text += fmt::format(
                "{} cell #{} {}: estimate {}, bound {}, log evidence {}\n  {}\n", shout(cell.verdict),
                cell.index, to_text(cell.cell), estimate_in_words(cell), bound_in_words(cell),
                evidence_in_words(cell.log_evidence_refute, cell.threshold_refute), cell.reproduce);
        }
    }
    if (claim.counterexample) {
        text += fmt::format("smallest counterexample: {}\n  {}\n", counterexample_in_words(claim),
                            claim.counterexample->cell.reproduce);
    }
    for (const run::FalsificationResult& falsification : claim.falsifications) {
        text += fmt::format("falsification '{}': {}\n", falsification.name, shout(falsification.verdict));
    }
    return text;
}

std::string testcase(const run::ClaimResult& claim) {
    const std::size_t slash = claim.id.rfind('/');
    const std::string classname = slash == std::string::npos ? claim.id : claim.id.substr(0, slash);
    std::string text =
        fmt::format("  <testcase classname=\"{}\" name=\"{}\">\n", escape_markup(classname),
                    escape_markup(slash == std::string::npos ? claim.id : claim.id.substr(slash + 1)));
    const std::string reason = escape_markup(claim.reason.empty() ? shout(claim.verdict) : claim.reason);
    if (!claim.error.empty()) {
        text += fmt::format("   <error type=\"error\" message=\"{}\"/>\n", escape_markup(claim.error));
    } else if (claim.verdict == Verdict::refuted) {
        text += fmt::format("   <failure type=\"refuted\" message=\"{}\"/>\n", reason);
    } else if (claim.verdict == Verdict::undecided) {
        text += fmt::format("   <skipped message=\"{}\"/>\n", reason);
    }
    return text +
           fmt::format("   <system-out>{}</system-out>\n  </testcase>\n", escape_markup(details(claim)));
}

/// A ladder that does not reach its goal has shown too little power: skipped, as an undecided claim is.
std::string testcase(const run::LadderResult& ladder) {
    std::string text = fmt::format("  <testcase classname=\"{}/effect-ladder\" name=\"{}\">\n",
                                   escape_markup(ladder.claim), escape_markup(ladder.name));
    if (!ladder.error.empty()) {
        text += fmt::format("   <error type=\"error\" message=\"{}\"/>\n", escape_markup(ladder.error));
    } else if (ladder.control.cell.verdict == Verdict::refuted) {
        text += "   <failure type=\"refuted\" message=\"the control, a true statement, is refuted\"/>\n";
    } else if (!ladder.at_goal) {
        text += fmt::format("   <skipped message=\"the goal {} is not reached\"/>\n", ladder.goal);
    }
    const auto reach = [](char sign, const std::string& least) {
        return least.empty() ? std::string("none") : sign + least;
    };
    return text + fmt::format("   <system-out>refuted down to {} and {}</system-out>\n  </testcase>\n",
                              reach('+', ladder.least_above), reach('-', ladder.least_below));
}

}  // namespace

std::string to_junit(const run::SuiteResult& suite) {
    std::size_t failures = 0;
    std::size_t errors = 0;
    std::size_t skipped = 0;
    std::string cases;
    for (const run::ClaimResult& claim : suite.claims) {
        cases += testcase(claim);
        if (!claim.error.empty()) {
            ++errors;
        } else if (claim.verdict == Verdict::refuted) {
            ++failures;
        } else if (claim.verdict == Verdict::undecided) {
            ++skipped;
        }
    }
    for (const run::LadderResult& ladder : suite.ladders) {
        cases += testcase(ladder);
        if (!ladder.error.empty()) {
            ++errors;
        } else if (ladder.control.cell.verdict == Verdict::refuted) {
            ++failures;
        } else if (!ladder.at_goal) {
            ++skipped;
        }
    }
    std::string properties;
    for (const auto& [name, value] : facts(suite)) {
        properties += property(name, value);
    }
    properties += "   <!-- host facts: begin -->\n";
    for (const auto& [name, value] : host_facts(suite.host)) {
        properties += property("host: " + name, value);
    }
    properties += "   <!-- host facts: end -->\n";
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
        " <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n"
        "  <properties>\n{}  </properties>\n{} </testsuite>\n</testsuites>\n",
        escape_markup(suite.suite), suite.claims.size() + suite.ladders.size(), failures, errors, skipped,
        properties, cases);
}

}  // namespace limitcheck::report
