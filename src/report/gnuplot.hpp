// gnuplot as a child process.
#pragma once

#include <string>

namespace limitcheck::report {

/// Runs gnuplot on a script, without anyone's settings, and returns what it writes to its standard output.
/// Throws WriteError when it is missing or fails; `what` names what was to be drawn.
std::string run_gnuplot(const std::string& script, const std::string& what);

}  // namespace limitcheck::report
