// The whole command line as one function, for a suite with its own claims: link the claims, call this from
// main. The CMake function limitcheck_add_suite does both.
#pragma once

namespace limitcheck::command_line {

/// Parses the arguments, runs the command over the claims that are linked in, and returns the exit status:
/// 0 all verified, 1 something refuted, 2 bad usage, 3 something undecided, 4 interrupted, 5 could not
/// finish. Errors go to stderr as one line; nothing is thrown. Handles SIGINT and SIGTERM from then on.
///
/// `suite` is the program's name, which the report and the commands that repeat its cells call it by; not
/// taken from argv, so that a report does not depend on how the program was called.
///
///     int main(int argc, char* argv[]) { return limitcheck::command_line::run(argc, argv, "mine"); }
int run(int argc, const char* const* argv, const char* suite = "limitcheck");

}  // namespace limitcheck::command_line
