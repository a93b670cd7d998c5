// How a run of the command line begins and ends with its journal (limitcheck/run/journal.hpp).
#pragma once

#include <functional>
#include <memory>

#include "commands.hpp"
#include "limitcheck/run/journal.hpp"
#include "limitcheck/run/result.hpp"

namespace limitcheck::command_line {

/// The journal of the run that is asked for: the earlier one of its folder with --resume, else a new one in
/// its place. Null for a run of one cell, which has nothing to go on with and leaves an earlier run's journal
/// alone. Throws Error for --resume with --cell, and as run::Journal does.
std::unique_ptr<run::Journal> open_journal(const RunRequest& request, const run::RunOptions& options);

/// Writes the report and removes the journal (null: none). Throws report::WriteError; the journal is then
/// kept and the message says so.
void finish_run(const run::SuiteResult& suite, const RunRequest& request, run::Journal* journal);

/// Says that the run was interrupted and how to go on; the exit status.
int say_interrupted(const run::Journal* journal);

}  // namespace limitcheck::command_line
