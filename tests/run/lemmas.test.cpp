// What a report says a verdict rests on: the theorem's lemmas and those of the e-processes that were used.
#include <algorithm>

#include "catch.hpp"
#include "limitcheck/run/execute.hpp"
#include "limitcheck/run/lemmas.hpp"
#include "limitcheck/run/options.hpp"
#include "limitcheck/statistics/process.hpp"
#include "limitcheck/theorems/lemma_registry.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;

namespace {

LIMITCHECK_CLAIM("toy/on-lemmas") {
    Claim claim = toy::uniform_claim(60);
    claim.source.lemmas = {"covariance/chi", "e-process/betting"};
    return claim;
}

std::vector<std::string> names(const std::vector<run::Lemma>& lemmas) {
    std::vector<std::string> all;
    for (const run::Lemma& lemma : lemmas) {
        all.push_back(lemma.name);
    }
    return all;
}

}  // namespace

TEST_CASE("A claim's result lists its lemmas once each, with domain, cells, margin and Coq's answer") {
    run::RunOptions options;
    options.profile = run::profile_named("quick");
    options.profile.cells = 1;
    const run::SuiteResult suite = run::run_suite({"toy/on-lemmas"}, options);
    const std::vector<run::Lemma>& lemmas = suite.claims.at(0).lemmas;
    CHECK(names(lemmas) ==
          std::vector<std::string>{"covariance/chi", "e-process/betting", "e-process/budget"});
    const theorems::ProvedLemma& chi = theorems::proved_lemma("covariance/chi");
    CHECK(lemmas[0].statement == chi.plain);
    CHECK(lemmas[0].domain == "c in [-1, 1)");
    CHECK(lemmas[0].method == "Taylor forms");
    CHECK(lemmas[0].cells == static_cast<std::uint64_t>(chi.cells));
    CHECK(lemmas[0].margin == chi.margin);
    CHECK(lemmas[0].coq == "proved");
    CHECK(lemmas[1].method == "exact algebra");
}

TEST_CASE("Every tool names the lemmas behind it, and they are in the registry") {
    const auto every = []<class... Tool>(std::variant<Tool...>*) {
        return std::vector<std::string_view>{Tool::tool...};
    };
    using Tools = std::variant<statistics::NonnegativeBet, statistics::BoundedBet, statistics::ClippedBet,
                               statistics::QuadraticBet, statistics::MaurerProcess, statistics::CatoniProcess,
                               statistics::EventProcess, statistics::DistributionProcess>;
    static_assert(std::variant_size_v<Tools> == std::variant_size_v<statistics::ProcessSpec>);
    std::size_t without = 0;
    for (const std::string_view tool : every(static_cast<Tools*>(nullptr))) {
        INFO(tool);
        const auto lemmas = run::lemmas_of_tool(tool);
        without += lemmas.empty() ? 1 : 0;
        for (const std::string_view lemma : lemmas) {
            CHECK(theorems::is_proved(lemma));
        }
    }
    CHECK(without == 1);  // time-uniform DKW is cited
    CHECK_THROWS(run::lemmas_of_tool("tea leaves"));
}
