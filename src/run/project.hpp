// From the tasks of a run to its projected cost.
#pragma once

#include <span>
#include <string>

#include "cell_run.hpp"
#include "limitcheck/run/projection.hpp"

namespace limitcheck::run {

/// One cell of the claim `id`; nothing for a cell that is not sampled, or whose plan fails: it will report
/// its own fault.
[[nodiscard]] Projection project(const std::string& id, const CellTask& task);

/// All of them together.
[[nodiscard]] Projection total(std::span<const Projection> parts);

}  // namespace limitcheck::run
