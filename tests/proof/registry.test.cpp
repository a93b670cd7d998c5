// The list of proved lemmas: what a report may rely on, and the run-time check of every reduction.
#include <set>
#include <string>

#include "catch.hpp"
#include "limitcheck/theorems/lemma_registry.hpp"

using limitcheck::theorems::proved_lemma;
using limitcheck::theorems::proved_lemmas;
using limitcheck::theorems::ProvedLemma;

TEST_CASE("At least forty lemmas are listed, each with its texts and under a name of its own") {
    std::set<std::string> names;
    for (const ProvedLemma& lemma : proved_lemmas()) {
        INFO(lemma.name);
        CHECK(names.insert(std::string(lemma.name)).second);
        CHECK(lemma.name.find('/') != std::string_view::npos);
        for (const std::string_view text :
             {lemma.plain, lemma.latex, lemma.domain, lemma.source, lemma.reduction}) {
            CHECK_FALSE(text.empty());
        }
        CHECK(lemma.source.substr(0, 12) == "docs/theory/");
        CHECK(lemma.cells >= 1);
        CHECK(lemma.margin >= 0);
    }
    CHECK(names.size() >= 40);
    CHECK(proved_lemma("covariance/chi").cells > 1);
    CHECK_THROWS(proved_lemma("covariance/no-such-lemma"));
}

TEST_CASE("No inequality takes more than a hundred cells") {
    for (const ProvedLemma& lemma : proved_lemmas()) {
        if (lemma.name == "gaussian/beta-supremum" || lemma.name == "gaussian/gamma-supremum")
            continue;  // terms
        INFO(lemma.name);
        CHECK(lemma.cells <= 100);
    }
}

TEST_CASE("What was proved is the statement: every reduction, at run time") {
    for (const ProvedLemma& lemma : proved_lemmas()) {
        INFO(lemma.name);
        REQUIRE(lemma.reduction_gap != nullptr);
        const double gap = lemma.reduction_gap();
        INFO("gap " << gap);
        CHECK((gap >= 0 && gap <= 1e-9));
    }
}
