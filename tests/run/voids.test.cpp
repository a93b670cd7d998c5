// Draws that do not count: void by a condition that the measurement names, or broken, which is an error.
#include <limits>

#include "catch.hpp"
#include "limitcheck/claim/draws.hpp"
#include "limitcheck/run/execute.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;
using Catch::Matchers::Contains;
using statistics::Verdict;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// "E x at most 3/5" of uniform numbers; `spoil` may change a row.
Test uniform_at_most(std::string condition, void (*spoil)(double coin, std::span<double> row)) {
    const CellNumber level = [](const Cell&) { return precise::Enclosure::ratio(3, 5); };
    return measuring(void_unless(std::move(condition),
                                 draws("two uniform numbers", {bounded("x", 1), bounded("y", 1)},
                                       [spoil](const Cell&, DrawStream& stream, std::span<double> out) {
                                           out[0] = stream.uniform();
                                           out[1] = stream.uniform();
                                           spoil(stream.uniform(), out);
                                       })))
        .at_most(level)
        .estimated_by("x")
        .decided_by({mean("x").at_most(level)});
}

void leave(double, std::span<double>) {}
void lose_first(double coin, std::span<double> row) { row[0] = coin < 0.25 ? missing : row[0]; }
void lose_second(double coin, std::span<double> row) { row[1] = coin < 0.25 ? missing : row[1]; }

Claim with(const std::string& condition, void (*spoil)(double, std::span<double>)) {
    Claim claim = toy::uniform_claim(60);
    claim.test = uniform_at_most(condition, spoil);
    return claim;
}

run::ClaimResult run_of(const std::string& id) {
    run::RunOptions options;
    options.profile = run::profile_named("quick");
    options.profile.cells = 3;
    return run::run_suite({id}, options).claims.at(0);
}

}  // namespace

LIMITCHECK_CLAIM("voids/none") { return with("", leave); }
LIMITCHECK_CLAIM("voids/declared") { return with("the first number is there", lose_first); }
LIMITCHECK_CLAIM("voids/undeclared") { return with("", lose_first); }
LIMITCHECK_CLAIM("voids/second") { return with("", lose_second); }
LIMITCHECK_CLAIM("voids/second-declared") { return with("the second number is there", lose_second); }

TEST_CASE("a conditional statement is verified with its condition, its void draws counted") {
    const run::ClaimResult result = run_of("voids/declared");
    CHECK(result.verdict == Verdict::verified);
    CHECK(result.void_unless == "the first number is there");
    for (const run::CellResult& cell : result.cells) {
        const auto all = static_cast<double>(cell.samples + cell.void_samples);
        CHECK(static_cast<double>(cell.void_samples) > 0.1 * all);
        CHECK(static_cast<double>(cell.void_samples) < 0.4 * all);
    }
    CHECK(run_of("voids/none").void_unless.empty());
    CHECK(run_of("voids/none").cells.at(0).void_samples == 0);
}

TEST_CASE("a NaN that nobody declared is the claim's own fault, in every column") {
    for (const auto& [id, observable] :
         {std::pair{"voids/undeclared", "'x' is nan"}, std::pair{"voids/second", "'y' is nan"},
          std::pair{"voids/second-declared", "'y' is nan"}}) {
        const run::ClaimResult result = run_of(id);
        CHECK(result.verdict == Verdict::undecided);
        CHECK_THAT(result.error, Contains(observable) && Contains("void_unless(condition, measurement)"));
    }
}
