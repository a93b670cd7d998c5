// One cell from its plan to its verdict: waves of draws, consumed in counter order.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "limitcheck/run/options.hpp"
#include "limitcheck/run/plan.hpp"
#include "limitcheck/run/result.hpp"
#include "limitcheck/run/shadow.hpp"
#include "limitcheck/statistics/budget.hpp"

namespace limitcheck::run {

/// A cell's draws stay in the report up to this many numbers; those of a longer one are repeated by its
/// command. Most cells decide within a tenth of it, and a whole profile of undecided ones fits into memory.
inline constexpr std::size_t numbers_kept = std::size_t{1} << 19;

/// What one cell's run needs to know.
struct CellTask {
    const Test* test = nullptr;
    Cell cell;
    std::uint64_t index = 1;
    random::StreamKey key{};
    statistics::Thresholds thresholds;
    double normals = 0;                     ///< budget
    bool falsification = false;             ///< only refutation is looked for
    std::size_t draws_kept = numbers_kept;  ///< numbers; a cell that consumes more keeps none
    const ShadowResult* shadow = nullptr;   ///< of the claim; null: nothing was repeated
};

/// Called after each wave with the share of evidence reached and the networks drawn; throws to stop.
using Watch = std::function<void(double share, double networks, double normals)>;

/// A cell that is given its budget in portions. What comes out depends on the task alone, neither on the
/// portions nor on the threads that draw.
class CellRun {
  public:
    /// Plans the cell; one that needs no draws, or that no draws within its budget can decide, is done. The
    /// test and the shadow must outlive this.
    explicit CellRun(const CellTask& task);

    /// Draws until the cell is decided or `share` of its budget, in (0, 1], is spent.
    void advance(double share, const Watch& watch);
    /// Decided, or the whole budget is spent.
    [[nodiscard]] bool done() const;
    /// How far the better side has come on its way to a decision, in [0, 1]; 1 when nothing is left to draw.
    [[nodiscard]] double evidence_share() const;
    /// What was found so far. To be called once.
    [[nodiscard]] CellResult result() &&;

  private:
    void keep(std::span<const double> draw);

    CellTask task_;
    CellPlan plan_;
    std::optional<statistics::Judge> judge_;  // absent when nothing is drawn
    double cost_ = 1;                         // normals a network
    std::uint64_t consumed_ = 0;              // draws, void ones included
    double spent_ = 0;                        // normals of the draws consumed
    bool keeps_ = true;                       // the draws, for the report
    CellResult result_;
};

/// A cell from its plan to its verdict, its budget in one portion.
[[nodiscard]] CellResult run_cell(const CellTask& task, const Watch& watch);

}  // namespace limitcheck::run
