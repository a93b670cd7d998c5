// The judge of one cell: draws of its networks in, a verdict out, at any stopping time.
// Rests on docs/statistics.md, "Three verdicts" (Ville's inequality for both sides, no split between them).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "limitcheck/statistics/budget.hpp"
#include "limitcheck/statistics/process.hpp"
#include "limitcheck/statistics/verdict.hpp"

namespace limitcheck::statistics {

/// The draw that is 1 where a number of the row, given by its index, is at most (or at least) `at`, else 0.
struct Cut {
    std::size_t number = 0;
    bool at_most = true;
    double at = 0;

    /// The draw of one row.
    [[nodiscard]] double of(std::span<const double> row) const {
        return (at_most ? row[number] <= at : row[number] >= at) ? 1 : 0;
    }
};

/// One e-process of a cell and the observable (index into a network's row) that feeds it.
struct Part {
    std::string name;
    std::size_t observable = 0;
    ProcessSpec spec;
    /// When set, what the process is fed in the observable's place: each part of an event has a threshold of
    /// its own, moved to the side that makes its evidence harder to come by.
    std::optional<Cut> cut = {};
};

/// VERIFIED when every verify part has crossed 1/a_V (each null is one way for the claim to be false: no
/// split); without verify parts, never (a falsification, or a cell that nothing can verify). REFUTED when the
/// average of the refute parts crosses 1/a_R (if the claim is true, every one of their nulls is).
struct CellTest {
    std::vector<Part> verify;
    std::vector<Part> refute;
};

/// The running summary of one observable.
struct Summary {
    double mean = 0.0;
    double variance = 0.0;  ///< unbiased; 0 below two draws
};

/// Holds the draws of one cell against its test, draw by draw, until a verdict is reached.
class Judge {
  public:
    /// Throws std::logic_error when nothing can refute or several refute parts include one that may not be
    /// averaged.
    Judge(const CellTest& test, Thresholds thresholds);

    /// Consumes the observables of the next network, in counter order; returns the verdict so far. Once
    /// decided, further rows change nothing (so that the result does not depend on how draws are batched).
    /// When both sides cross at the same draw the verdict is refuted: the claim, or the certified input that
    /// its verification rests on, is false. Throws Error when a number is not finite or breaks a part's
    /// hypothesis; the judge is then of no further use.
    Verdict observe(std::span<const double> observables);

    /// Undecided until a threshold is reached; then it stays.
    [[nodiscard]] Verdict verdict() const { return verdict_; }
    /// Rows consumed up to the decision.
    [[nodiscard]] std::uint64_t draws() const { return draws_; }
    /// Least over the verify parts of the largest log-evidence each has shown; 0 without verify parts.
    [[nodiscard]] LogEvidence verify_evidence() const;
    /// Largest log-evidence that the average of the refute parts has shown.
    [[nodiscard]] LogEvidence refute_evidence() const { return refute_best_.log(); }
    /// Largest log-evidence of single parts, in the order of the test.
    [[nodiscard]] LogEvidence verify_part_evidence(std::size_t part) const {
        return verify_best_.at(part).log();
    }
    [[nodiscard]] LogEvidence refute_part_evidence(std::size_t part) const {
        return refute_part_best_.at(part).log();
    }
    /// Mean of what a part was fed: its observable, or the draws of its cut. 0 without draws.
    [[nodiscard]] double verify_part_mean(std::size_t part) const { return verify_means_.at(part); }
    [[nodiscard]] const EProcess& verify_process(std::size_t part) const { return verify_.at(part); }
    [[nodiscard]] const EProcess& refute_process(std::size_t part) const { return refute_.at(part); }
    /// Both sides crossed at the deciding draw: some hypothesis is wrong.
    [[nodiscard]] bool contradicted() const { return contradicted_; }

    /// The levels that it was made with.
    [[nodiscard]] Thresholds thresholds() const { return thresholds_; }
    /// Of every observable seen so far, in the row's order.
    [[nodiscard]] std::span<const Summary> summaries() const { return summaries_; }

  private:
    CellTest test_;
    Thresholds thresholds_;
    std::vector<EProcess> verify_;
    std::vector<EProcess> refute_;
    std::vector<Magnitude> verify_best_;
    std::vector<double> verify_means_;
    std::vector<Magnitude> refute_part_best_;
    Magnitude refute_best_;
    std::vector<Summary> summaries_;
    std::uint64_t draws_ = 0;
    Verdict verdict_ = Verdict::undecided;
    bool contradicted_ = false;
};

}  // namespace limitcheck::statistics
