// Starts gnuplot with its three streams on nameless temporary files: nothing can block on a full pipe, and
// nothing is left behind when the process is killed.
#include "gnuplot.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/report/plot.hpp"
#include "limitcheck/report/write.hpp"

namespace limitcheck::report {

namespace {

using Stream = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

Stream temporary_file() {
    Stream stream(std::tmpfile(), &std::fclose);
    if (!stream) {
        throw WriteError(fmt::format("cannot make a temporary file for gnuplot: {}", std::strerror(errno)));
    }
    return stream;
}

std::string content_of(std::FILE* stream) {
    std::string content;
    std::rewind(stream);
    char buffer[1 << 14];
    for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, stream)) > 0;) {
        content.append(buffer, n);
    }
    return content;
}

/// The caller's environment without what steers gnuplot, in the C locale.
std::vector<std::string> environment() {
    std::vector<std::string> variables;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        const std::string_view text = *variable;
        if (!text.starts_with("GNU") && !text.starts_with("LC_") && !text.starts_with("LANG")) {
            variables.emplace_back(text);
        }
    }
    variables.emplace_back("LC_ALL=C");
    return variables;
}

std::string last_line(const std::string& text) {
    const std::size_t end = text.find_last_not_of(" \n");
    if (end == std::string::npos) {
        return "it gave no reason";
    }
    const std::size_t start = text.rfind('\n', end);
    const std::size_t first = start == std::string::npos ? 0 : start + 1;
    return text.substr(first, end + 1 - first);
}

}  // namespace

std::string run_gnuplot(const std::string& script, const std::string& what) {
    const Stream input = temporary_file();
    const Stream output = temporary_file();
    const Stream errors = temporary_file();
    if (std::fwrite(script.data(), 1, script.size(), input.get()) != script.size() ||
        std::fflush(input.get()) != 0) {
        throw WriteError(fmt::format("cannot write a temporary file for gnuplot: {}", std::strerror(errno)));
    }
    std::rewind(input.get());

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fileno(input.get()), 0);
    posix_spawn_file_actions_adddup2(&actions, fileno(output.get()), 1);
    posix_spawn_file_actions_adddup2(&actions, fileno(errors.get()), 2);
    std::vector<std::string> variables = environment();
    std::vector<char*> variable_pointers;
    for (std::string& variable : variables) {
        variable_pointers.push_back(variable.data());
    }
    variable_pointers.push_back(nullptr);
    std::string program = "gnuplot";
    std::string no_settings = "-d";
    std::string from_input = "-";
    char* arguments[] = {program.data(), no_settings.data(), from_input.data(), nullptr};
    pid_t child = 0;
    const int spawned =
        posix_spawnp(&child, program.c_str(), &actions, nullptr, arguments, variable_pointers.data());
    posix_spawn_file_actions_destroy(&actions);
    if (spawned != 0) {
        throw WriteError(
            fmt::format("cannot start gnuplot to draw {}: {}; install gnuplot (Debian: gnuplot-nox)", what,
                        std::strerror(spawned)));
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            throw WriteError(fmt::format("lost gnuplot while it drew {}: {}", what, std::strerror(errno)));
        }
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        throw WriteError(
            fmt::format("gnuplot could not draw {}: {}", what, last_line(content_of(errors.get()))));
    }
    return content_of(output.get());
}

void check_gnuplot() {
    try {
        (void)run_gnuplot("exit\n", "the plots of the report");
    } catch (const WriteError& error) {
        throw Error(error.what());
    }
}

}  // namespace limitcheck::report
