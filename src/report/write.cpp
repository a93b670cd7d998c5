// How a report takes the place of the one before: staged, synced, exchanged.
#include "limitcheck/report/write.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <set>

#include "folder.hpp"
#include "ladder.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/report/json.hpp"

namespace limitcheck::report {

namespace fs = std::filesystem;

namespace {

using Paths = std::set<fs::path>;

Paths paths_of(const std::vector<File>& files) {
    Paths paths;
    for (const File& file : files) {
        paths.insert(file.path);
    }
    return paths;
}

/// The files of the report that lies in a folder, by its report.json; none when that is no report of ours.
Paths previous_paths(const fs::path& folder) {
    std::ifstream stream(folder / "report.json", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    Paths paths;
    try {
        const run::SuiteResult suite = read_report(text);
        paths = {"report.json", "junit.xml", "report.md", "index.html"};
        for (const run::ClaimResult& claim : suite.claims) {
            paths.insert(fmt::format("claims/{}.md", claim.id));
            for (const Figure& figure : claim.figures) {
                paths.insert(fmt::format("plots/{}/{}.svg", claim.id, figure.id));
            }
        }
        for (const Figure& figure : ladder_figures(suite)) {
            paths.insert(fmt::format("plots/{}/{}.svg", ladders_id, figure.id));
        }
    } catch (const Error&) {
        return {};
    }
    return paths;
}

/// True when a folder holds nothing but these files and folders of theirs.
bool holds_nothing_but(const fs::path& folder, const Paths& files) {
    Paths folders;
    for (const fs::path& file : files) {
        for (fs::path above = file.parent_path(); !above.empty(); above = above.parent_path()) {
            folders.insert(above);
        }
    }
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const fs::path path = entry->path().lexically_relative(folder);
        const fs::file_status status = entry->symlink_status(error);
        const bool known = fs::is_directory(status) ? folders.contains(path)
                                                    : fs::is_regular_file(status) && files.contains(path);
        if (error || !known) {
            return false;
        }
    }
    return !error;
}

/// True when this process stands in the folder or below: it would then stand in what is removed.
bool stands_in(const fs::path& folder) {
    std::error_code error;
    const fs::path here = fs::current_path(error);
    return error ||
           std::mismatch(folder.begin(), folder.end(), here.begin(), here.end()).first == folder.end();
}

/// All files, on the disk.
void write_all(const std::vector<File>& files, const fs::path& folder) {
    std::set<fs::path> folders = {folder};
    for (const File& file : files) {
        for (fs::path above = file.path.parent_path(); !above.empty(); above = above.parent_path()) {
            folders.insert(folder / above);
        }
        make_folders((folder / file.path).parent_path());
        write_durably(folder / file.path, file.content);
    }
    for (const fs::path& made : folders) {
        sync_folder(made);
    }
}

/// Puts the files in the place of `target` as a whole. False when that cannot be done here.
bool replace_whole(const std::vector<File>& files, const fs::path& target) {
    const fs::path parent = target.parent_path();
    const FolderLock lock(parent);
    struct stat old {};
    const bool exists = ::stat(target.c_str(), &old) == 0;
    if (exists && (::access(parent.c_str(), W_OK) != 0 || stands_in(target) ||
                   !holds_nothing_but(target, previous_paths(target)))) {
        return false;
    }
    const StagingFolder staging(parent / ("." + target.filename().string() + ".new"));
    write_all(files, staging.path());
    if (!exists) {
        if (::rename(staging.path().c_str(), target.c_str()) != 0) {
            cannot("create", target, errno);
        }
    } else {
        (void)::chmod(staging.path().c_str(), old.st_mode & 07777U);
        if (!exchange(staging.path(), target)) {
            return false;
        }
    }
    sync_folder(parent);
    return true;
}

/// Moves the files into `target` one by one, report.json last.
void replace_one_by_one(const std::vector<File>& files, const fs::path& target) {
    const FolderLock lock(target);
    const StagingFolder staging(target / ".report.new");
    Paths obsolete = previous_paths(target);
    write_all(files, staging.path());
    // What could fail is done before the first file is replaced.
    for (const File& file : files) {
        make_folders((target / file.path).parent_path());
        std::error_code error;
        if (fs::is_directory(fs::symlink_status(target / file.path, error))) {
            cannot("replace", target / file.path, EISDIR);
        }
        obsolete.erase(file.path);
    }
    const auto move = [&](const fs::path& path) {
        if (::rename((staging.path() / path).c_str(), (target / path).c_str()) != 0) {
            cannot("replace", target / path, errno);
        }
    };
    Paths paths = paths_of(files);
    const bool with_record = paths.erase("report.json") > 0;
    for (const fs::path& path : paths) {
        move(path);
    }
    if (with_record) {
        move("report.json");
    }
    for (const fs::path& path : obsolete) {
        std::error_code ignored;
        fs::remove(target / path, ignored);
        for (fs::path above = path.parent_path(); !above.empty(); above = above.parent_path()) {
            fs::remove(target / above, ignored);  // goes only when it is empty
        }
    }
    sync_folder(target);
}

}  // namespace

void check_writable(const fs::path& out) {
    const auto refuse = [&](const std::string& reason) {
        throw Error(fmt::format("cannot write a report to '{}': {}; name another folder with --out",
                                out.string(), reason));
    };
    if (out.empty()) {
        refuse("the name is empty");
    }
    std::error_code error;
    fs::path folder = fs::absolute(out, error);
    while (!error && fs::symlink_status(folder, error).type() == fs::file_type::not_found &&
           folder.has_relative_path()) {
        error.clear();
        folder = folder.has_filename() ? folder.parent_path() : folder.parent_path().parent_path();
    }
    if (error) {
        refuse(error.message());
    }
    if (!fs::is_directory(folder, error)) {
        refuse(fmt::format("{} is not a folder", folder.string()));
    }
    // Asking for permission is not enough: some folders let nothing be created in them.
    const fs::path probe = folder / fmt::format(".limitcheck-probe-{}", ::getpid());
    if (::mkdir(probe.c_str(), 0700) != 0) {
        if (errno == ENOSPC || errno == EDQUOT) {
            cannot("write to", folder, errno);
        }
        refuse(std::strerror(errno));
    }
    (void)::rmdir(probe.c_str());
}

fs::path journal_path(const fs::path& out) {
    const fs::path target = resolved(out);
    const fs::path parent = target.parent_path();
    make_folders(parent);
    return target.has_filename() && ::access(parent.c_str(), W_OK) == 0
               ? parent / ("." + target.filename().string() + ".journal")
               : target / ".report.journal";
}

void write_files(const std::vector<File>& files, const fs::path& out) {
    const fs::path target = resolved(out);
    make_folders(target.parent_path());
    std::error_code error;
    if (fs::exists(target, error) && !fs::is_directory(target, error)) {
        cannot("write a report to", target, ENOTDIR);
    }
    if (!target.has_filename() || !replace_whole(files, target)) {
        replace_one_by_one(files, target);
    }
}

void write_report(std::string_view json, const fs::path& out) { write_files(render(json), out); }

void write_report(const run::SuiteResult& suite, const fs::path& out) { write_report(to_json(suite), out); }

}  // namespace limitcheck::report
