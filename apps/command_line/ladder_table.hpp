// What `falsify --ladder` prints, and the status it ends with.
#pragma once

#include "limitcheck/run/result.hpp"

namespace limitcheck::command_line {

/// One line a ladder, then one line a rung.
void print_ladders(const run::SuiteResult& suite);

/// 5 when a ladder's own code failed, 1 when a control (a true statement) came out refuted, 3 when a goal was
/// not reached, else 0.
[[nodiscard]] int ladder_status(const run::SuiteResult& suite);

}  // namespace limitcheck::command_line
