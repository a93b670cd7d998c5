// What a run found: plain data from the suite down to one part of one cell. The report is written from this
// and from nothing else; nothing in here depends on threads, time or machine (those are in HostFacts).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "limitcheck/cell/cell.hpp"
#include "limitcheck/claim/figure.hpp"
#include "limitcheck/precise/enclosure.hpp"
#include "limitcheck/statistics/verdict.hpp"

namespace limitcheck::run {

/// A certified number as the report prints it: decimal ends rounded outward, and the exact binary ends.
using precise::Enclosure;

/// A number of a tool (statistics::numbers_of): its second moment, its centre.
struct PartNumber {
    std::string name;
    Enclosure value;
};

/// Of a part that counts how often a number lies on one side of a threshold.
struct PartCut {
    std::string number;  ///< the observable that is cut
    std::string side;    ///< "at most" or "at least"
    double at = 0;       ///< exact: what the part's draws were counted by, moved against us by `widening`
    Enclosure stated;    ///< the threshold of the statement
};

/// One e-process of a cell.
struct PartResult {
    std::string side;         ///< "verify" or "refute"
    std::string name;         ///< what it tests, in words: "coupling distance below the bound"
    std::string observable;   ///< which number of a network it watches
    std::string tool;         ///< the e-process: "quadratic bet", "betting on a nonnegative mean", ...
    std::string hypothesis;   ///< what the tool needs to be valid, in words
    Enclosure bound;          ///< the level that the observable's mean is held against, widening included
    double log_evidence = 0;  ///< natural logarithm, rounded against us
    /// By how much `bound`, or the threshold of a part with a cut, was moved against us, for the simulation's
    /// rounding and the observable's own error.
    double widening = 0;
    std::string given = {};    ///< what of the theorem under test the moment takes for true; may be empty
    std::string against = {};  ///< the null: "mean at least" or "mean at most" the bound
    std::vector<PartNumber> numbers = {};  ///< what the tool needs beside the bound
    std::optional<PartCut> cut = {};       ///< of an event whose number is known
};

/// The running summary of one observable over the networks that were used.
struct ObservableSummary {
    std::string name;
    double mean = 0;
    double standard_error = 0;
};

/// One cell: coordinates, what was measured, what it was held against, the verdict.
struct CellResult {
    std::uint64_t index = 0;  ///< j >= 1; fixes the cell's error level
    Cell cell;
    std::vector<Point> points;  ///< of its order of growth; empty for claims without one
    bool counts = true;         ///< false: vacuous here or asked for by hand; shown, but not part of coverage
    std::uint64_t samples = 0;  ///< networks used until the decision
    std::uint64_t void_samples = 0;  ///< networks outside the condition of the statement (dead ones), skipped
    std::vector<ObservableSummary> observables;
    double estimate = 0;      ///< in the statement's own units (for example a distance)
    double estimate_low = 0;  ///< estimate minus two standard errors, in the same units
    double estimate_high = 0;
    std::optional<Enclosure> target;  ///< the number that the statement names, when it names one
    std::string comparison;           ///< "at_most", "at_least", "within"
    Enclosure bound;                  ///< certified; in the statement's own units
    std::vector<PartResult> parts;
    double log_evidence_verify = 0;  ///< least over the parts that must all hold
    double log_evidence_refute = 0;  ///< of the average of the refuting parts
    double threshold_verify = 0;     ///< natural logarithm of 1/a_V, rounded up
    double threshold_refute = 0;
    std::string rigor_bound;  ///< exact, interval, assumed
    /// shadowed (the rounding was measured and is part of the bounds), assumed (simulation-rounding), or none
    /// needed (nothing was simulated)
    std::string rigor_simulation = "none needed";
    std::vector<std::string> assumptions;  ///< moments that nobody certified, in words
    std::vector<std::string> given;        ///< what of the theorem under test the verdict takes for true
    statistics::Verdict verdict = statistics::Verdict::undecided;
    std::string reason;     ///< one line when undecided or refuted
    std::string reproduce;  ///< a command line that repeats this cell
    /// The draws the evidence was made of, one row of observables a network, so that it can be recomputed.
    /// Row-major, samples x observables.size().
    std::vector<double> draws;
};

/// One cell whose networks were repeated in high precision before the run.
struct ShadowedCell {
    std::uint64_t index = 0;  ///< of the claim's cells, or of those of its falsification or ladder
    std::string cell;         ///< its text
    Point size;
    std::uint64_t networks = 0;
};

/// What the rounding of the simulation does to one observable.
struct ShadowGap {
    std::string observable;
    /// Largest |simulated - repeated| / (scale (sqrt n + sqrt L)) over the repeated networks, scale as in
    /// shadow_scale; infinite when a draw was void in one of the two alone.
    double gap = 0;
};

/// The shadow run of a claim.
struct ShadowResult {
    std::vector<ShadowedCell> cells;
    std::vector<ShadowGap> observables;  ///< those that could be repeated
};

/// A falsification and what its cells gave; all of them must be refuted.
struct FalsificationResult {
    std::string name;
    std::string effect;          ///< what is made wrong, and by how much
    double relative_effect = 0;  ///< deviation from the truth as a share of it; 0.25 is a quarter
    std::vector<CellResult> cells;
    statistics::Verdict verdict = statistics::Verdict::undecided;  ///< refuted is what it should be
    ShadowResult shadow = {};                                      ///< of its own networks at its own cells
};

/// A refuted claim's smallest counterexample (limitcheck/run/shrink.hpp).
struct Counterexample {
    std::uint64_t drawn = 0;  ///< index of the refuted cell that the search began at
    std::uint64_t tried = 0;  ///< cells that were held against the claim on the way
    double normals = 0;       ///< what they consumed
    /// Every simpler step was tried, and none is refuted or undecided. False: the search reached its bounds
    /// first, or `undecided` is not 0.
    bool minimal = true;
    /// The smallest cell, judged on a stream of its own at an error level of its own; its verdict is refuted
    /// when that confirms the search. It is no part of the claim's verdict or coverage.
    CellResult cell;
    std::uint64_t undecided = 0;  ///< simpler steps without a verdict; not in the record
};

/// A lemma that a verdict rests on, as the compiler proved it (docs/proofs.md).
struct Lemma {
    std::string name;       ///< theorem/lemma, as `limitcheck lemmas` lists it
    std::string statement;  ///< plain text
    std::string domain;
    std::string method;       ///< "Taylor forms", "exact algebra", "enclosure", "validated flow" or "sums"
    std::uint64_t cells = 0;  ///< of the cover; terms of a sum; 1 for exact algebra or one enclosure
    double margin = 0;        ///< the least lower bound over the cells; 0 for exact algebra
    std::string coq;          ///< Coq's answer: "proved", "not proved" or "not exported"
    std::string source;       ///< where it is stated and used
};

/// What the verified cells say of the whole domain (docs/statistics.md, "Coverage").
struct Coverage {
    std::uint64_t cells = 0;      ///< drawn independently, fixed in number before the run, not vacuous
    std::uint64_t undecided = 0;  ///< not verified, the refuted ones included: counted as failures
    double violating_mass = 1;    ///< upper bound on the generator's mean mass of violating cells
    double confidence = 0;
    std::string statement;  ///< the sentence that the report prints
};

/// One claim: what it says, what it rests on, and what its cells gave.
struct ClaimResult {
    std::string id;
    std::string title;
    std::string statement;        ///< LaTeX
    std::string plain_statement;  ///< the same without markup
    std::string source;
    std::string kind;  ///< "sampled" or "certified"
    double weight = 1.0 / 1024;
    std::vector<std::string> hypotheses;
    std::vector<std::string> assumptions;
    std::vector<Lemma> lemmas;
    /// What the statement is given (Measurement::void_unless): draws that break it are void; empty when
    /// nothing.
    std::string void_unless;
    std::string domain;  ///< the domain that was really drawn from, cost limit included
    std::string rigor_bound;
    std::string rigor_simulation;
    std::vector<std::string> given;  ///< what of the theorem its decided cells take for true
    ShadowResult shadow;
    Coverage coverage;
    std::vector<CellResult> cells;
    std::optional<Counterexample> counterexample;  ///< of a refuted claim, unless one cell was asked for
    std::vector<FalsificationResult> falsifications;
    std::vector<Figure> figures;
    statistics::Verdict verdict = statistics::Verdict::undecided;
    std::string reason;
    std::string error;  ///< one line when the claim's own code failed (then it is undecided); else empty
};

/// One rung of an effect ladder: the statement with the effect d, which should come out refuted, or with d =
/// 0, the control, which should not.
struct RungResult {
    std::string effect;           ///< d as a signed decimal, "+0.005"; "0" for the control
    double planned_networks = 0;  ///< before the run; 0 for a certified test, and when no cell has power
    double planned_cost = 0;
    bool tried =
        false;  ///< false: no declared cell has power, or the plan exceeds the budget; cell.reason says which
    double cost = 0;  ///< of the networks up to the decision
    CellResult cell;
};

/// One ladder of one claim, climbed down from the largest effect.
struct LadderResult {
    std::string claim;
    std::string name;
    std::string title;
    std::string statement;
    std::string
        given;  ///< certificates of the theorem that the refutations rest on; empty when they rest on none
    /// What the statement is given (Measurement::void_unless); empty when nothing.
    std::string void_unless;
    std::string cost_unit;  ///< "normals" or "layers of the recursion"
    std::string goal;       ///< the least |d| that the profile asks for
    std::string
        least_above;  ///< least d > 0 that is refuted with all larger ones, as a decimal; empty when none is
    std::string least_below;        ///< least |d|, d < 0, likewise
    bool at_goal = false;           ///< both are at most the goal, and the control is not refuted
    std::vector<RungResult> rungs;  ///< largest first, +d before -d
    RungResult control;
    ShadowResult shadow;  ///< by which its rungs are widened
    std::string error;    ///< one line when the ladder's own code failed; else empty
};

/// Everything that may differ between two equal runs.
struct HostFacts {
    std::string command_line;
    std::string started;  ///< ISO 8601, UTC
    double seconds = 0;
    std::uint32_t threads = 0;
    std::string machine;  ///< processor and operating system
    std::string compiler;
    std::string out;     ///< where the report was written
    double normals = 0;  ///< drawn in all, draws past a decision included
};

/// A run of a suite: the record that every report is rendered from.
struct SuiteResult {
    std::string suite = "limitcheck";
    std::string version;  ///< of the program that ran it; empty: of the one that writes the report
    std::uint32_t stream_version = 3;  ///< of the random streams: equal numbers give equal draws
    std::uint64_t seed = 1;
    std::string profile;
    std::uint64_t attempt = 1;
    double alpha_refute = 1e-6;
    double alpha_verify = 1e-6;
    std::string inputs_file_sha256;  ///< empty without --inputs
    std::uint64_t inputs_rows = 0;
    std::string inputs_selection;     ///< options that chose columns and pairs; empty without
    std::string inputs_pairs_sha256;  ///< of the file of --pairs; empty without
    std::vector<ClaimResult> claims;
    std::vector<LadderResult> ladders;  ///< of a run that climbed them; else empty
    HostFacts host;
    bool interrupted = false;
};

}  // namespace limitcheck::run
