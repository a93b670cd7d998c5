// A report on disk: the files it consists of, and how they come to their place whole or not at all.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "limitcheck/run/result.hpp"

namespace limitcheck::report {

/// What was begun could not be finished, through nobody's wrong input: disk full, a device that fails,
/// gnuplot that is missing or fails. what() is one line: what, which path, the system's reason. Exit
/// status 5.
struct WriteError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// One file of a report; the path is relative to the report's folder.
struct File {
    std::filesystem::path path;
    std::string content;
};

/// The whole report from the text of report.json alone: report.json (the same bytes), junit.xml, report.md,
/// claims/ID.md, plots/ID/FIGURE.svg, index.html. Throws Error as read_report does, WriteError as
/// draw does.
[[nodiscard]] std::vector<File> render(std::string_view json);

/// Throws Error (exit status 2) unless a report can be written to the folder `out`: it, or the nearest folder
/// above it that exists, is a folder in which this process may create files. Leaves nothing behind. For
/// before any work. WriteError when the disk is full already.
void check_writable(const std::filesystem::path& out);

/// The file of the journal (limitcheck/run/journal.hpp) of a run that is to report to the folder `out`:
/// hidden beside `out`, as ".NAME.journal", so that the previous report stays as it is; within `out` where
/// nothing can be created beside it. Creates the folders above. Throws WriteError.
[[nodiscard]] std::filesystem::path journal_path(const std::filesystem::path& out);

/// Writes the report of a run into the folder `out`, which is created when missing (with the folders above
/// it).
///
/// The new report is written to a hidden folder beside `out` and brought to the disk before it takes the
/// place of the previous one in a single step (renameat2 with RENAME_EXCHANGE): at any time `out` holds one
/// whole report, whatever fails or is killed. Where `out` also holds other things than a report, or cannot be
/// moved (it is a mount point, this process stands in it, the file system cannot exchange), the files are
/// moved into place one by one, report.json last; nothing else in `out` is touched. Claim pages and plots of
/// claims that are no longer there are removed. Throws WriteError with the path and the system's reason;
/// the previous report is then intact.
void write_report(const run::SuiteResult& suite, const std::filesystem::path& out);

/// The same from the text of an earlier report.json: renders again. Throws Error when the text is no report.
void write_report(std::string_view json, const std::filesystem::path& out);

/// The same for files that were rendered before.
void write_files(const std::vector<File>& files, const std::filesystem::path& out);

}  // namespace limitcheck::report
