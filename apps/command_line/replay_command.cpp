// The command replay: cells of a report simulated again and compared bit by bit.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>

#include "commands.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/report/json.hpp"
#include "limitcheck/run/replay.hpp"
#include "progress.hpp"

namespace limitcheck::command_line {
namespace {

double share_of(const std::string& text) {
    double value = 0;
    const char* last = text.data() + text.size();
    const auto [end, status] = std::from_chars(text.data(), last, value);
    if (end != last || status != std::errc{} || !(value > 0 && value <= 1)) {
        throw Error(fmt::format(
            "--share '{}' is no share of the cells; give a number above 0 and at most 1, as 0.1", text));
    }
    return value;
}

}  // namespace

int replay(const std::string& report, const std::string& share, const std::string& threads, bool quiet) {
    const double of_cells = share_of(share);
    run::RunOptions how;
    how.threads = parse_threads(threads);
    how.stop = &stop_requested;
    ProgressLine line(!quiet);
    how.progress = [&](const run::Progress& progress) { line.update(progress); };
    const run::SuiteResult suite = report::read_report(read_file_of_report(report), report);
    if (suite.version != LIMITCHECK_VERSION && !quiet) {
        say(fmt::format("the report was made by version {}, and this is version {}", suite.version,
                        LIMITCHECK_VERSION));
    }
    run::Replay found;
    try {
        found = run::replay(suite, of_cells, how);
    } catch (const run::Interrupted&) {
        line.clear();
        say("interrupted; a replay writes nothing");
        return interrupted;
    } catch (const Error& error) {
        throw Error(fmt::format("{}: {}", report, error.what()));
    }
    line.clear();
    for (const run::ReplayedCell& cell : found.different) {
        fmt::print("{} {}: {}\n", cell.claim, cell.where, fmt::join(cell.differs, "; "));
    }
    if (!quiet) {
        fmt::print("replayed {} of {} cells that keep their draws: {}\n", found.replayed, found.kept,
                   found.different.empty() ? "the same to the last bit"
                                           : fmt::format("{} differ", found.different.size()));
    }
    return found.different.empty() ? all_verified : something_refuted;
}

}  // namespace limitcheck::command_line
