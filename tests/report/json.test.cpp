// report.json: the way there and back, what does not depend on the host, and what is refused.
#include "limitcheck/report/json.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"
#include "golden.hpp"
#include "limitcheck/cell/error.hpp"
#include "sample.hpp"

using namespace limitcheck;
using report::read_report;
using report::to_json;

namespace {

/// The text with the first occurrence of `what` replaced.
std::string with(std::string text, std::string_view what, std::string_view by) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

std::string complaint(const std::string& text) {
    try {
        (void)read_report(text, "old/report.json");
    } catch (const Error& error) {
        return error.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("report.json is the approved text") {
    test::check_golden("report.json", to_json(test::sample_suite()));
}

TEST_CASE("reading gives back what was written, bit for bit") {
    const run::SuiteResult suite = test::sample_suite();
    const std::string text = to_json(suite);
    const run::SuiteResult back = read_report(text);
    CHECK(to_json(back) == text);
    CHECK(back.seed == std::numeric_limits<std::uint64_t>::max());
    CHECK(back.claims.size() == suite.claims.size());
    const run::CellResult& cell = back.claims[0].cells[1];
    CHECK(cell.cell == suite.claims[0].cells[1].cell);
    CHECK(cell.draws == suite.claims[0].cells[1].draws);
    CHECK(cell.bound.lower() == suite.claims[0].cells[1].bound.lower());
    CHECK(cell.bound.upper() == suite.claims[0].cells[1].bound.upper());
    CHECK(cell.bound.lower() < cell.bound.upper());
    CHECK(cell.threshold_verify == suite.claims[0].cells[1].threshold_verify);
    CHECK(back.claims[0].cells[2].log_evidence_refute == -std::numeric_limits<double>::infinity());
    CHECK(back.claims[1].title == test::hostile);
    CHECK(back.host.threads == suite.host.threads);
}

TEST_CASE("what differs between hosts is in the member host alone") {
    const std::string here = to_json(test::sample_suite());
    const std::string elsewhere = to_json(test::sample_suite_elsewhere());
    const std::size_t host = here.find("\n \"host\": {");
    REQUIRE(host != std::string::npos);
    CHECK(here != elsewhere);
    CHECK(here.substr(0, host) == elsewhere.substr(0, host));
    CHECK_NOTHROW(read_report(elsewhere));
}

TEST_CASE("an estimate that does not exist is null and comes back as NaN") {
    run::SuiteResult suite = test::sample_suite();
    suite.claims[0].cells[0].estimate = std::numeric_limits<double>::quiet_NaN();
    const std::string text = to_json(suite);
    CHECK(text.find("\"estimate\": null") != std::string::npos);
    CHECK(std::isnan(read_report(text).claims[0].cells[0].estimate));
}

TEST_CASE("a result that contradicts itself is not written") {
    run::SuiteResult suite = test::sample_suite();
    SECTION("log evidence that is NaN") { suite.claims[0].cells[0].log_evidence_verify = NAN; }
    SECTION("log evidence that is infinite") { suite.claims[0].cells[0].parts[0].log_evidence = INFINITY; }
    SECTION("a threshold that is NaN") { suite.claims[0].cells[0].threshold_refute = NAN; }
    SECTION("draws that are not rows") { suite.claims[0].cells[0].draws.pop_back(); }
    SECTION("draws of other networks") { suite.claims[0].cells[0].samples = 4; }
    CHECK_THROWS_AS(to_json(suite), std::logic_error);
}

TEST_CASE("what is not a report is refused with the place and the mend") {
    const std::string good = to_json(test::sample_suite());
    CHECK(complaint(good) == "accepted");
    CHECK(complaint("") ==
          "old/report.json:1:1: not JSON from here on; give a report.json as limitcheck wrote it");
    CHECK(complaint("{\n  \"schema\": oops}").find("old/report.json:2:13: not JSON") == 0);
    CHECK(complaint("[]").find("the top level is not an object") != std::string::npos);
    CHECK(complaint("{}").find("has no member 'schema'") != std::string::npos);
    CHECK(complaint(with(good, "limitcheck-report/1", "limitcheck-report/2"))
              .find("schema is 'limitcheck-report/2'") != std::string::npos);
    const auto refused = [&](std::string_view what, std::string_view by, std::string_view place) {
        const std::string said = complaint(with(good, what, by));
        INFO(what << " -> " << by << ": " << said);
        CHECK(said.find(place) != std::string::npos);
        CHECK(said.find('\n') == std::string::npos);
    };
    refused("\"verdict\": \"verified\"", "\"verdict\": \"true\"", "claims[0].verdict is 'true'");
    refused("\"seed\": 18446744073709551615", "\"seed\": 18446744073709551616", "seed is not an integer");
    refused("\"seed\": 18446744073709551615", "\"seed\": -1", "seed is not an integer");
    refused("\"id\": \"resnet/gaussian-limit/marginal\"", "\"id\": \"../../etc/passwd\"", "claims[0].id");
    refused("\"id\": \"resnet/gaussian-limit/marginal\"", "\"id\": \"/etc\"", "claims[0].id");
    refused("\"id\": \"resnet/gaussian-limit/marginal\"", "\"id\": \"a//b\"", "claims[0].id");
    refused("\"id\": \"resnet/gaussian-limit/marginal\"", "\"id\": \"mlp/hostile-texts/norm\"",
            "is there twice");
    refused("\"id\": \"histogram\"", "\"id\": \"distance-over-width\"", "is there twice");
    refused("\"lo\": 0.3", "\"lo\": 0.4", "claims[0].cells[0].bound.lo is not the number");
    refused("\"lo_hex\": \"0x1.5", "\"lo_hex\": \"0x1.f", "bound");
    refused("\"lo_hex\": \"0x", "\"lo_hex\": \"0y", "bound.lo_hex");
    refused("\"refute_hex\": \"-inf\"", "\"refute_hex\": \"-0x1p+0\"",
            "claims[0].cells[2].log_evidence.refute");
    refused("\"rows\": 3", "\"rows\": 2", "claims[0].cells[0].statistics.draws");
    refused("\"n\": 64", "\"n\": 65", "claims[0].cells[0].cell");
    refused("\"n\": 64", "\"n\": 0", "claims[0].cells[0].n");
    refused("\"t\": 0.5", "\"t\": 1.5", "claims[0].cells[0].t");
    refused("\"gram\": [1]", "\"gram\": [1, 1]", "gram");
    refused("\"order\": \"power:0.5\"", "\"order\": \"sideways\"", "claims[0].cells[1].order");
    refused("\"style\": \"band\"", "\"style\": \"pie\"", "figures[0].series[0].style");
    refused("[16, 0.9]", "[16]", "figures[0].series[1].rows[0]");
    refused("\"host\": {", "\"hosts\": {", "has no member 'host'");
    refused("\"seconds\": 12.5", "\"seconds\": 1e999", "beyond the range");
}
