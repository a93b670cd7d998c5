// The readable formats: approved texts, confined host facts, texts that cannot break out.
#include "limitcheck/report/render.hpp"

#include <regex>

#include "../../src/report/escape.hpp"
#include "../../src/report/words.hpp"
#include "catch.hpp"
#include "golden.hpp"
#include "limitcheck/report/json.hpp"
#include "sample.hpp"

using namespace limitcheck;

namespace {

/// Stand for what gnuplot draws, so that the approved page does not depend on its version.
std::vector<report::Plot> stand_in_plots(const run::SuiteResult& suite) {
    std::vector<report::Plot> plots;
    for (const run::ClaimResult& claim : suite.claims) {
        for (const Figure& figure : claim.figures) {
            plots.push_back({claim.id, figure.id, "<svg class=\"plot\" viewBox=\"0 0 560 372\"></svg>\n"});
        }
    }
    return plots;
}

/// The text without what stands between the delimiters, which must be there exactly once.
std::string without_host_facts(const std::string& text) {
    const std::string begin = "<!-- host facts: begin -->";
    const std::string end = "<!-- host facts: end -->";
    const std::size_t from = text.find(begin);
    const std::size_t to = text.find(end);
    REQUIRE(from != std::string::npos);
    REQUIRE(to != std::string::npos);
    REQUIRE(from < to);
    REQUIRE(text.find(begin, from + 1) == std::string::npos);
    return text.substr(0, from) + text.substr(to);
}

std::size_t occurrences(const std::string& text, const std::string& what) {
    std::size_t number = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
        ++number;
    }
    return number;
}

}  // namespace

TEST_CASE("each format is the approved text") {
    const run::SuiteResult suite = test::sample_suite();
    test::check_golden("junit.xml", report::to_junit(suite));
    test::check_golden("report.md", report::to_markdown(suite));
    test::check_golden("claim.md", report::to_markdown(suite, suite.claims[0]));
    test::check_golden("hostile-claim.md", report::to_markdown(suite, suite.claims[1]));
    test::check_golden("index.html", report::to_html(suite, stand_in_plots(suite)));
}

TEST_CASE("formats are made from what report.json holds, and from nothing else") {
    const run::SuiteResult suite = test::sample_suite();
    const run::SuiteResult back = report::read_report(report::to_json(suite));
    CHECK(report::to_junit(back) == report::to_junit(suite));
    CHECK(report::to_markdown(back) == report::to_markdown(suite));
    CHECK(report::to_markdown(back, back.claims[0]) == report::to_markdown(suite, suite.claims[0]));
    CHECK(report::to_html(back, stand_in_plots(back)) == report::to_html(suite, stand_in_plots(suite)));
}

TEST_CASE("what differs between hosts stands between the delimiters") {
    const run::SuiteResult here = test::sample_suite();
    const run::SuiteResult elsewhere = test::sample_suite_elsewhere();
    const auto same_but_for_the_host = [](const std::string& a, const std::string& b) {
        CHECK(a != b);
        CHECK(without_host_facts(a) == without_host_facts(b));
    };
    same_but_for_the_host(report::to_junit(here), report::to_junit(elsewhere));
    same_but_for_the_host(report::to_markdown(here), report::to_markdown(elsewhere));
    same_but_for_the_host(report::to_html(here, {}), report::to_html(elsewhere, {}));
    CHECK(report::to_markdown(here, here.claims[0]) == report::to_markdown(elsewhere, elsewhere.claims[0]));
}

TEST_CASE("JUnit counts a claim once: failure, skipped or error") {
    const run::SuiteResult suite = test::sample_suite();
    const std::string xml = report::to_junit(suite);
    CHECK(occurrences(xml, "<testcase ") == suite.claims.size());
    CHECK(occurrences(xml, "<failure ") == 1);
    CHECK(occurrences(xml, "<error ") == 1);
    CHECK(occurrences(xml, "<skipped ") == 0);
    CHECK(xml.find("tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"0\"") != std::string::npos);

    run::SuiteResult undecided = suite;
    undecided.claims[0].verdict = statistics::Verdict::undecided;
    undecided.claims[0].reason = "the budget is spent";
    CHECK(report::to_junit(undecided).find("<skipped message=\"the budget is spent\"/>") !=
          std::string::npos);
    CHECK(report::to_junit(undecided).find("failures=\"1\" errors=\"1\" skipped=\"1\"") != std::string::npos);
}

TEST_CASE("a hostile text is only ever read") {
    run::SuiteResult suite = test::sample_suite_elsewhere();
    const std::string html = report::to_html(suite, stand_in_plots(suite));
    CHECK(html.find("<script") == std::string::npos);
    CHECK(html.find("alert(1)") != std::string::npos);
    CHECK(html.find("-->") != std::string::npos);  // our own comments
    CHECK(occurrences(html, "-->") == 2);
    const std::string xml = report::to_junit(suite);
    CHECK(xml.find("<script") == std::string::npos);
    CHECK(occurrences(xml, "-->") == 2);
    for (const std::string& markdown :
         {report::to_markdown(suite), report::to_markdown(suite, suite.claims[1])}) {
        // Within fences nothing is acted upon; outside, every tag and every link is escaped.
        const std::string prose = std::regex_replace(markdown, std::regex("```[^]*?\n```\n"), "");
        CHECK(prose.find("alert(1)") != std::string::npos);
        CHECK(std::regex_replace(prose, std::regex("`+[^`]*`+"), "").find("<script") == std::string::npos);
        CHECK(prose.find("\\[l\\](javascript:x)") != std::string::npos);
    }
}

TEST_CASE("a fence is longer than any in its text") {
    CHECK(report::markdown_block("sh", "a\n```\nb") == "````sh\na\n```\nb\n````\n");
    CHECK(report::markdown_code("a`b") == "``a`b``");
    CHECK(report::markdown_code("`a") == "`` `a ``");
    CHECK(report::markdown_code("a|b") == "`a\\|b`");
    CHECK(report::escape_markdown("- a\n<b> *c*") == "\\- a &lt;b&gt; \\*c\\*");
}

TEST_CASE("what is not UTF-8, or not a character of XML, is replaced") {
    CHECK(report::valid_utf8("a\xC3\xA9z") == "a\xC3\xA9z");
    for (const char* bytes : {"\xff", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {
        const std::string valid = report::valid_utf8(bytes);
        CHECK(valid.find("\xEF\xBF\xBD") == 0);
        CHECK(valid.find(bytes) == std::string::npos);
    }
    CHECK(report::escape_markup(std::string_view("\x00\x1b<", 3)) == "\xEF\xBF\xBD\xEF\xBF\xBD&lt;");
    CHECK(report::json_string("\x01\"\\\n\xff") == "\"\\u0001\\\"\\\\\\n\xEF\xBF\xBD\"");
}

TEST_CASE("numbers in words keep to the safe side") {
    run::CellResult cell;
    cell.comparison = "at_most";
    cell.bound = precise::Enclosure::decimal("0.12341");
    CHECK(report::bound_in_words(cell) == "at most 0.1235");
    cell.comparison = "at_least";
    CHECK(report::bound_in_words(cell) == "at least 0.1234");
    cell.comparison = "within";
    cell.target = precise::exp(precise::Enclosure::ratio(1, 2));
    CHECK(report::bound_in_words(cell) == "within 0.1235 of 1.64872");
    CHECK(report::evidence_in_words(21.29, 21.21) == "21.2 of 21.3");
    CHECK(report::evidence_in_words(-HUGE_VAL, 21.21) == "none");
    cell.estimate = std::nan("");
    CHECK(report::estimate_in_words(cell) == "-");
}

TEST_CASE("the reproduce command is that of the worst cell") {
    run::ClaimResult claim = test::sample_suite().claims[0];
    CHECK(report::reproduce(claim) == claim.cells[0].reproduce);
    claim.cells[1].verdict = statistics::Verdict::undecided;
    CHECK(report::reproduce(claim) == claim.cells[1].reproduce);
    claim.cells[2].verdict = statistics::Verdict::refuted;  // does not count
    CHECK(report::reproduce(claim) == claim.cells[1].reproduce);
    CHECK(report::reproduce(run::ClaimResult{}).empty());
}
