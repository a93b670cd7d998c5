// The progress line of a terminal: one line on stderr, redrawn a few times a second; nothing elsewhere.
#pragma once

#include <chrono>
#include <string>

#include "limitcheck/run/options.hpp"

namespace limitcheck::command_line {

class ProgressLine {
  public:
    explicit ProgressLine(bool wanted);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// Redraws at most ten times a second. Called from one thread at a time.
    void update(const run::Progress& progress);
    /// Wipes the line.
    void clear();

  private:
    bool active_;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point started_;
    std::chrono::steady_clock::time_point last_;
};

/// True when `stream_descriptor` is a terminal that takes control sequences (NO_COLOR and TERM=dumb say no).
[[nodiscard]] bool is_rich_terminal(int stream_descriptor);

}  // namespace limitcheck::command_line
