#include "reproduce.hpp"

#include <fmt/format.h>

namespace limitcheck::run {

std::string repeat_command(const RunOptions& options, std::string_view command, std::string_view claim,
                           std::string_view cell, const std::string* inputs) {
    std::string text = fmt::format("{} {} '{}'", options.suite, command, claim);
    if (!cell.empty()) {
        text += fmt::format(" --cell '{}'", cell);
    }
    text += fmt::format(" --seed {}", options.seed);
    if (inputs != nullptr) {
        text += " --inputs FILE" + *inputs;
    }
    if (options.budget) {
        text += fmt::format(" --budget {}", *options.budget);
    }
    if (options.attempt != 1) {
        text += fmt::format(" --attempt {}", options.attempt);
    }
    if (options.profile.name != "quick") {
        text += fmt::format(" --profile {}", options.profile.name);
    }
    return text;
}

}  // namespace limitcheck::run
