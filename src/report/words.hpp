// What the readable formats say alike: counts, verdicts and numbers in words.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "limitcheck/run/result.hpp"

namespace limitcheck::report {

/// How many of each verdict.
struct Tally {
    std::size_t verified = 0;
    std::size_t refuted = 0;
    std::size_t undecided = 0;
};

Tally tally_claims(const run::SuiteResult& suite);
/// Of the cells that count.
Tally tally_cells(const std::vector<run::CellResult>& cells);
Tally tally_falsifications(const run::ClaimResult& claim);

/// "2 verified, 1 refuted, 0 undecided".
std::string to_text(const Tally& tally);

/// VERIFIED, REFUTED or UNDECIDED.
std::string shout(statistics::Verdict verdict);

/// The verdict with what the statement is given: "VERIFIED", or "VERIFIED given that no output vanishes".
std::string verdict_in_words(const run::ClaimResult& claim);

/// "12 of 12 cells verified" or "10 of 12 cells verified, 2 undecided"; "none".
std::string cells_in_words(const run::ClaimResult& claim);

/// "3 of 3 refuted"; "none".
std::string falsifications_in_words(const run::ClaimResult& claim);

/// Networks drawn for the claim's own cells.
std::uint64_t networks(const run::ClaimResult& claim);

/// What the estimate is held against, rounded to the side that makes the statement weaker: "<= 0.1235",
/// ">= 0.1234", "within 0.1235 of 1.64872".
std::string bound_in_words(const run::CellResult& cell);

/// "0.25 (0.2 to 0.29)"; without the range where there is none, "-" where there is no estimate.
std::string estimate_in_words(const run::CellResult& cell);

/// Log evidence (rounded down) and what decides (rounded up): "31.2 of 21.3".
std::string evidence_in_words(double log_evidence, double threshold);

/// The points of an order of growth: "(64, 2), (512, 4), (4096, 8)"; its id when there are none.
std::string order_in_words(const run::CellResult& cell);

/// Distinct e-processes of a claim's cells, each "tool: hypothesis", in the order of their first use.
std::vector<std::pair<std::string, std::string>> tools(const run::ClaimResult& claim);

/// How a refuted claim's smallest counterexample was come by and what it is; empty where there is none.
std::string counterexample_in_words(const run::ClaimResult& claim);

/// The commands that repeat the refuted cell that was drawn, and the confirmation of the smallest one; none
/// where there is no counterexample.
std::vector<std::string> counterexample_commands(const run::ClaimResult& claim);

/// "bound: interval; simulation: shadowed up to n L = 99856", and what refutations take for true.
std::string rigor_in_words(const run::ClaimResult& claim);

/// The command that repeats what a reader would look at first: a refuted cell, else an undecided one, else
/// the first; empty without cells.
std::string reproduce(const run::ClaimResult& claim);

/// "budget", "seed", ... and their values, for the head of a report.
std::vector<std::pair<std::string, std::string>> facts(const run::SuiteResult& suite);

/// Names and values of the host facts.
std::vector<std::pair<std::string, std::string>> host_facts(const run::HostFacts& host);

/// What a verdict says and what it does not.
extern const char* const meaning;

}  // namespace limitcheck::report
