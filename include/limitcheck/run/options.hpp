// What a run is asked to do. Nothing in here but `threads` may differ between two runs that must agree.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "limitcheck/claim/claim.hpp"
#include "limitcheck/run/projection.hpp"

namespace limitcheck::run {

class Journal;

/// How much a run draws.
struct Profile {
    std::string name;
    std::uint64_t cells = 40;     ///< cells a claim
    double normals_a_cell = 4e9;  ///< a cell that has drawn this many normals without a decision is undecided
};

/// quick (40 cells), standard (300) or deep (1,000). Throws Error naming the three otherwise.
[[nodiscard]] Profile profile_named(const std::string& name);
/// Names of the profiles, in order of size.
[[nodiscard]] const std::vector<std::string>& profile_names();

/// Where a run is; for a progress line.
struct Progress {
    std::string claim;
    std::string cell;
    std::uint64_t tasks_done = 0;
    std::uint64_t tasks = 0;
    double evidence_share = 0;  ///< log-evidence of the cell just worked on, as a share of what decides
    double networks = 0;        ///< drawn in all
};

/// The run was stopped from outside before it was done.
struct Interrupted : std::exception {
    [[nodiscard]] const char* what() const noexcept override { return "interrupted"; }
};

/// What decides the result of a run, and who is told of its progress.
struct RunOptions {
    /// The program that runs, as a person calls it: the name of the suite in its report, and the first word
    /// of the commands that repeat a part of it.
    std::string suite = "limitcheck";
    Profile profile;
    std::uint64_t seed = 1;
    std::uint64_t attempt = 1;
    std::uint32_t threads = 0;     ///< 0: all cores
    std::optional<double> budget;  ///< overrides the profile's normals a cell
    std::optional<std::string>
        cell;  ///< one cell only: its text, `#j`, `#j:text` (text run at the level of cell j), or
               ///< `#confirm:text` (text run as a counterexample's confirmation)
    const DataSet* data = nullptr;  ///< of --inputs
    bool falsify_only = false;
    bool with_figures = true;
    std::function<void(const Projection&)> before;  ///< called once, when all is planned and nothing drawn
    std::function<void(const Progress&)> progress;  ///< called from one thread at a time
    const std::atomic<bool>* stop = nullptr;  ///< set by a signal handler: the run ends with Interrupted
    Journal* journal = nullptr;  ///< takes finished cells, and gives those of an earlier run; null: none
};

/// Throws Interrupted when the run has been asked to stop. Called between pieces of work of a second or less.
inline void stop_if_asked(const RunOptions& options) {
    if (options.stop != nullptr && options.stop->load()) {
        throw Interrupted();
    }
}

}  // namespace limitcheck::run
