// From verdicts of cells to what is said of a claim and its domain.
#include "run/conclude.hpp"

#include "catch.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;

namespace {

run::Coverage coverage_at(double alpha_verify) {
    const Claim claim = toy::uniform_claim(60);
    run::ClaimResult result;
    run::describe(result, claim, {});
    result.cells.resize(40);
    for (run::CellResult& cell : result.cells) {
        cell.verdict = statistics::Verdict::verified;
        cell.rigor_bound = "interval";
    }
    statistics::ErrorBudget budget;
    budget.alpha_verify = alpha_verify;
    run::conclude(result, claim, {}, budget);
    return result.coverage;
}

}  // namespace

TEST_CASE("the coverage of a domain pays for the run's own rate of false verification") {
    CHECK(coverage_at(1e-6).confidence == Approx(0.95 - 1e-6).epsilon(1e-12));
    CHECK(coverage_at(0.03).confidence == Approx(0.92).epsilon(1e-12));
    CHECK(coverage_at(0.03).violating_mass == coverage_at(1e-6).violating_mass);
}
