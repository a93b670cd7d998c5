// The effect ladders of report.json. Cells are written and read as those of claims are, by the functions
// given.
#pragma once

#include <vector>

#include "json_node.hpp"
#include "json_text.hpp"
#include "limitcheck/run/result.hpp"

namespace limitcheck::report {

/// The member `ladders`, a list.
void write_ladders(JsonText& json, const std::vector<run::LadderResult>& ladders,
                   void (*write_cell)(JsonText&, const run::CellResult&));

/// Its inverse, from the list's node. Throws Error at the place that is wrong.
[[nodiscard]] std::vector<run::LadderResult> read_ladders(const Node& node,
                                                          run::CellResult (*read_cell)(const Node&));

}  // namespace limitcheck::report
