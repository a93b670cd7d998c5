#include "progress.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace limitcheck::command_line {

bool is_rich_terminal(int stream_descriptor) {
    const char* term = std::getenv("TERM");
    const char* plain = std::getenv("NO_COLOR");
    return (plain == nullptr || *plain == '\0') && isatty(stream_descriptor) == 1 && term != nullptr &&
           std::strcmp(term, "dumb") != 0;
}

ProgressLine::ProgressLine(bool wanted)
    : active_(wanted && is_rich_terminal(STDERR_FILENO)),
      started_(std::chrono::steady_clock::now()),
      last_(started_) {}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::update(const run::Progress& progress) {
    using namespace std::chrono;
    const auto now = steady_clock::now();
    if (!active_ || (drawn_ && now - last_ < milliseconds(100))) {
        return;
    }
    last_ = now;
    drawn_ = true;
    const double seconds = std::max(1e-3, duration<double>(now - started_).count());
    const double share = progress.tasks == 0
                             ? 0
                             : static_cast<double>(progress.tasks_done) / static_cast<double>(progress.tasks);
    const std::string left =
        share > 0.02 ? fmt::format("{:.0f} s left", seconds * (1 - share) / share) : std::string("-- s left");
    winsize size{};
    const std::size_t columns =
        ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
    const std::string done = fmt::format("{}/{} cells  ", progress.tasks_done, progress.tasks);
    const std::string rest = fmt::format("  evidence {:.0f} %  {:.3g} networks/s  {}",
                                         100 * progress.evidence_share, progress.networks / seconds, left);
    // Where the line is too long, names give way to numbers.
    std::string names = progress.claim + "  " + progress.cell;
    const std::size_t room =
        columns - 1 > done.size() + rest.size() ? columns - 1 - done.size() - rest.size() : 0;
    if (names.size() > room) {
        names = room > 3 ? "..." + names.substr(names.size() - room + 3) : "";
    }
    std::string line = done + names + rest;
    line.resize(std::min(line.size(), columns - 1));
    fmt::print(stderr, "\r\x1b[K{}", line);
    std::fflush(stderr);
}

void ProgressLine::clear() {
    if (drawn_) {
        fmt::print(stderr, "\r\x1b[K");
        std::fflush(stderr);
        drawn_ = false;
    }
}

}  // namespace limitcheck::command_line
