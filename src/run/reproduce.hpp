// The commands that repeat a part of a run: one form, whoever prints them.
#pragma once

#include <string>
#include <string_view>

#include "limitcheck/run/options.hpp"

namespace limitcheck::run {

/// A command line of the program that ran (RunOptions::suite) which repeats a part of a claim: `command` is
/// "run", "falsify" or "falsify --ladder"; `cell` is what --cell takes, empty for none; `inputs` is what
/// follows --inputs FILE where the draws were of a file's rows, as a pointer that is null where they were
/// not. Options at their defaults are left out.
[[nodiscard]] std::string repeat_command(const RunOptions& options, std::string_view command,
                                         std::string_view claim, std::string_view cell = {},
                                         const std::string* inputs = nullptr);

}  // namespace limitcheck::run
