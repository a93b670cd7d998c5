// What every run begins and ends with, of claims or of ladders: the result that it fills, its error budget,
// its budget of normals, and the threads that it may use.
#pragma once

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <chrono>
#include <cstdint>

#include "limitcheck/run/options.hpp"
#include "limitcheck/run/result.hpp"
#include "limitcheck/statistics/budget.hpp"

namespace limitcheck::run {

/// Lives as long as the run: its threads are limited until it ends.
struct RunSetup {
    explicit RunSetup(const RunOptions& options);

    /// The suite, with what the engine knows of the host: seconds, threads, the normals that were drawn.
    [[nodiscard]] SuiteResult finish(double normals_drawn);

    std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
    SuiteResult suite;                ///< what was asked for; no claims and no ladders yet
    statistics::ErrorBudget budget;   ///< that of the suite's rates and attempt
    double normals_a_cell;            ///< what one cell, or one rung, may cost
    std::uint32_t threads;            ///< at least 1
    tbb::global_control parallelism;  ///< no more threads than those
    tbb::task_arena arena;
};

}  // namespace limitcheck::run
