#include "resume.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/report/write.hpp"

namespace limitcheck::command_line {

std::unique_ptr<run::Journal> open_journal(const RunRequest& request, const run::RunOptions& options) {
    if (options.cell) {
        if (request.resume) {
            throw Error("--resume goes on with a run of many cells, and --cell asks for one; leave one out");
        }
        return nullptr;
    }
    const std::filesystem::path path = report::journal_path(request.out);
    auto journal = std::make_unique<run::Journal>(
        path, run::journal_identity(options, LIMITCHECK_VERSION),
        request.resume ? run::OldJournal::taken_up : run::OldJournal::replaced);
    if (request.resume && !request.quiet) {
        const std::size_t kept = journal->kept();
        fmt::print(stderr, "limitcheck: {}\n",
                   kept == 0
                       ? fmt::format("nothing to resume in {}; the run begins anew", path.string())
                       : fmt::format("{} finished cell{} in {}", kept, kept == 1 ? "" : "s", path.string()));
    }
    return journal;
}

void finish_run(const run::SuiteResult& suite, const RunRequest& request, run::Journal* journal) {
    try {
        report::write_report(suite, request.out);
    } catch (const report::WriteError& error) {
        if (journal == nullptr) {
            throw;
        }
        throw report::WriteError(fmt::format(
            "{}; mend that and give the same command with --resume: its cells are kept", error.what()));
    }
    if (journal != nullptr) {
        journal->remove();
    }
}

int say_interrupted(const run::Journal* journal) {
    say(fmt::format("interrupted; the previous report is untouched{}",
                    journal == nullptr
                        ? ""
                        : ", and finished cells are kept: the same command with --resume goes on with them"));
    return interrupted;
}

}  // namespace limitcheck::command_line
