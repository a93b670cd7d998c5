// A report on disk: whole or not at all, whatever fails or is killed; nothing else in the folder is touched.
#include "limitcheck/report/write.hpp"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <map>
#include <thread>

#include "catch.hpp"
#include "file_size_limit.hpp"
#include "golden.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/report/json.hpp"
#include "sample.hpp"
#include "temporary_folder.hpp"

using namespace limitcheck;
using tests::FileSizeLimit;
using tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

using Content = std::map<std::string, std::string>;

/// Every file below a folder, hidden ones included.
Content content_of(const fs::path& folder) {
    Content content;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            content[entry.path().lexically_relative(folder).string()] =
                test::read_file(entry.path().string());
        }
    }
    return content;
}

/// The sample without figures (drawing takes time) under a profile that marks it.
std::vector<report::File> marked_report(const std::string& mark, std::size_t claims = 4) {
    run::SuiteResult suite = test::sample_suite();
    suite.profile = mark;
    suite.claims.resize(claims);
    for (run::ClaimResult& claim : suite.claims) {
        claim.figures.clear();
        claim.title = mark;
    }
    return report::render(report::to_json(suite));
}

Content as_content(const std::vector<report::File>& files) {
    Content content;
    for (const report::File& file : files) {
        content[file.path.string()] = file.content;
    }
    return content;
}

std::string failure(const std::vector<report::File>& files, const fs::path& out) {
    try {
        report::write_files(files, out);
    } catch (const report::WriteError& error) {
        return error.what();
    }
    return "written";
}

std::string refusal(const fs::path& out) {
    try {
        report::check_writable(out);
    } catch (const Error& error) {
        return error.what();
    }
    return "writable";
}

}  // namespace

TEST_CASE("a report holds every format, and renders again to the same bytes") {
    const TemporaryFolder folder;
    const fs::path first = folder.path() / "a" / "b";
    report::write_report(test::sample_suite(), first);
    const Content written = content_of(first);
    for (const char* name :
         {"report.json", "junit.xml", "report.md", "index.html", "claims/resnet/gaussian-limit/marginal.md",
          "claims/resnet/covariance-limit/failed.md", "plots/resnet/gaussian-limit/marginal/histogram.svg"}) {
        INFO(name);
        CHECK(written.count(name) == 1);
    }
    CHECK(written.size() == 4 + 4 + 3);
    CHECK(written.at("report.json") == report::to_json(test::sample_suite()));
    const fs::path again = folder.path() / "again/";
    report::write_report(std::string_view(written.at("report.json")), again);
    CHECK(content_of(again) == written);
    // Nothing is left beside.
    CHECK(content_of(folder.path()).size() == 2 * written.size());
    struct stat status {};
    REQUIRE(::stat(first.c_str(), &status) == 0);
    const mode_t mask = ::umask(0);
    ::umask(mask);
    CHECK((status.st_mode & 0777U) == (0777U & ~mask));
}

TEST_CASE("a new report takes the place of the old one whole, and leaves nothing of it") {
    const TemporaryFolder folder;
    const fs::path out = folder.path() / "latest";
    report::write_files(marked_report("old"), out);
    REQUIRE(::chmod(out.c_str(), 0750) == 0);
    report::write_files(marked_report("new", 1), out);
    CHECK(content_of(folder.path() / "latest") == as_content(marked_report("new", 1)));
    CHECK(content_of(folder.path()).size() == marked_report("new", 1).size());
    struct stat status {};
    REQUIRE(::stat(out.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0750);
}

TEST_CASE("other things in the folder are not touched") {
    const TemporaryFolder folder;
    const fs::path out = folder.path() / "project";
    report::write_files(marked_report("old"), out);
    fs::create_directories(out / "claims");
    std::ofstream(out / "claims" / "mine.cpp") << "mine";
    std::ofstream(out / "claims" / "mine.md") << "mine";
    std::ofstream(out / "store.sqlite") << "mine";
    fs::create_symlink("store.sqlite", out / "link");
    report::write_files(marked_report("new", 1), out);
    Content expected = as_content(marked_report("new", 1));
    for (const char* name : {"claims/mine.cpp", "claims/mine.md", "store.sqlite", "link"}) {
        expected[name] = "mine";
    }
    CHECK(content_of(out) == expected);
    CHECK(fs::is_symlink(out / "link"));
    CHECK_FALSE(fs::exists(out / "claims" / "mlp"));
}

TEST_CASE("a folder of someone else's that happens to have our names is kept but for those") {
    const TemporaryFolder folder;
    const fs::path out = folder.path() / "theirs";
    fs::create_directories(out / "claims" / "resnet");
    std::ofstream(out / "report.json") << "{}";
    std::ofstream(out / "claims" / "resnet" / "notes.md") << "notes";
    report::write_files(marked_report("new"), out);
    Content expected = as_content(marked_report("new"));
    expected["claims/resnet/notes.md"] = "notes";
    CHECK(content_of(out) == expected);
}

TEST_CASE("the folder that the process stands in is filled, not replaced") {
    const TemporaryFolder folder;
    const fs::path before = fs::current_path();
    fs::current_path(folder.path());
    report::write_files(marked_report("old"), ".");
    report::write_files(marked_report("new"), ".");
    CHECK(fs::exists("report.json"));
    fs::current_path(before);
    CHECK(content_of(folder.path()) == as_content(marked_report("new")));
}

TEST_CASE("a symbolic link to a folder stays a link") {
    const TemporaryFolder folder;
    fs::create_directory(folder.path() / "real");
    fs::create_directory_symlink("real", folder.path() / "latest");
    report::write_files(marked_report("new"), folder.path() / "latest");
    CHECK(fs::is_symlink(folder.path() / "latest"));
    CHECK(content_of(folder.path() / "real") == as_content(marked_report("new")));
}

TEST_CASE("a write that fails leaves the previous report as it was") {
    const TemporaryFolder folder;
    const fs::path out = folder.path() / "latest";
    report::write_files(marked_report("old"), out);
    SECTION("in an exchange") {}
    SECTION("file by file") { std::ofstream(out / "mine") << "mine"; }
    const Content before = content_of(folder.path());
    {
        const FileSizeLimit limit(5000);
        const std::string said = failure(marked_report("new"), out);
        INFO(said);
        CHECK(said.find("cannot write " + folder.path().string()) == 0);
        CHECK(said.find(": File too large") != std::string::npos);
    }
    CHECK(content_of(folder.path()) == before);
    CHECK(failure(marked_report("new"), out) == "written");
    CHECK(content_of(out).at("report.json").find("\"profile\": \"new\"") != std::string::npos);
}

TEST_CASE("a full disk leaves the previous report as it was") {
    const TemporaryFolder folder;
    const fs::path disk = folder.path() / "disk";
    fs::create_directory(disk);
    if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=400k") != 0) {
        WARN("cannot mount a small disk here (not root): covered by the file size limit alone");
        return;
    }
    const fs::path out = disk / "latest";
    report::write_files(marked_report("old"), out);
    {
        std::ofstream filler(disk / "filler");
        const std::string block(4096, 'x');
        while (filler.write(block.data(), 4096).flush()) {
        }
    }
    const Content before = content_of(out);
    const std::string said = failure(marked_report("new"), out);
    CHECK(said.find("No space left on device") != std::string::npos);
    CHECK(content_of(out) == before);
    CHECK(before == as_content(marked_report("old")));
    fs::remove(disk / "filler");
    CHECK(failure(marked_report("new"), out) == "written");
    CHECK(content_of(out) == as_content(marked_report("new")));
    // The disk itself as the report's folder: it cannot be exchanged.
    CHECK(failure(marked_report("old"), disk) == "written");
    CHECK(test::read_file(disk / "report.json") == as_content(marked_report("old")).at("report.json"));
    CHECK(::umount(disk.c_str()) == 0);
}

TEST_CASE("a process that is killed leaves one whole report") {
    const TemporaryFolder folder;
    const fs::path out = folder.path() / "latest";
    const std::vector<report::File> a = marked_report("a");
    const std::vector<report::File> b = marked_report("b");
    report::write_files(a, out);
    for (int round = 0; round < 25; ++round) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            try {
                for (;;) {
                    report::write_files(b, out);
                    report::write_files(a, out);
                }
            } catch (...) {
            }
            ::_exit(1);
        }
        std::this_thread::sleep_for(std::chrono::microseconds(2000 + 1373 * round));
        REQUIRE(::kill(child, SIGKILL) == 0);
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        REQUIRE(WIFSIGNALED(status));
        const Content left = content_of(out);
        CHECK((left == as_content(a) || left == as_content(b)));
    }
    // What the killed ones left beside is gone after the next report.
    report::write_files(a, out);
    CHECK(content_of(folder.path()).size() == a.size());
}

TEST_CASE("whoever looks while a report is replaced sees a whole one") {
    const TemporaryFolder folder;
    const fs::path out = folder.path() / "latest";
    const std::vector<report::File> files = marked_report("a");
    report::write_files(files, out);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        try {
            for (int i = 0; i < 30; ++i) {
                report::write_files(files, out);
            }
        } catch (...) {
            ::_exit(1);
        }
        ::_exit(0);
    }
    int status = 0;
    bool always_there = true;
    bool always_whole = true;
    while (::waitpid(child, &status, WNOHANG) == 0) {
        const int seen = ::open(out.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (seen < 0) {
            always_there = false;
            continue;
        }
        bool whole = true;
        struct stat entry {};
        for (const report::File& file : files) {
            whole = whole && ::fstatat(seen, file.path.c_str(), &entry, 0) == 0;
        }
        // A report that has been replaced meanwhile may be on its way out.
        struct stat opened {};
        struct stat current {};
        const bool still_current = ::fstat(seen, &opened) == 0 && ::stat(out.c_str(), &current) == 0 &&
                                   opened.st_ino == current.st_ino;
        always_whole = always_whole && (whole || !still_current);
        (void)::close(seen);
    }
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(always_there);
    CHECK(always_whole);
}

TEST_CASE("what stands in the way is named, and nothing is replaced") {
    const TemporaryFolder folder;
    const fs::path out = folder.path() / "latest";
    SECTION("a file in place of the folder") {
        std::ofstream(out.string()) << "mine";
        CHECK(failure(marked_report("new"), out).find("Not a directory") != std::string::npos);
        CHECK(test::read_file(out.string()) == "mine");
    }
    SECTION("a folder in place of a file") {
        fs::create_directories(out / "report.md" / "mine");
        CHECK(failure(marked_report("new"), out).find("report.md: Is a directory") != std::string::npos);
        CHECK(content_of(out).empty());
    }
    SECTION("a file in place of a folder") {
        fs::create_directory(out);
        std::ofstream(out / "claims") << "mine";
        CHECK(failure(marked_report("new"), out).find("cannot create the folder") == 0);
        CHECK(content_of(out) == Content{{"claims", "mine"}});
    }
}

TEST_CASE("whether a folder is writable is known before any work, and asking leaves nothing") {
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "file") << "mine";
    CHECK(refusal(folder.path()) == "writable");
    CHECK(refusal(folder.path() / "new") == "writable");
    CHECK(refusal(folder.path() / "new/deep/er/") == "writable");
    CHECK(content_of(folder.path()).size() == 1);
    CHECK_FALSE(fs::exists(folder.path() / "new"));
    CHECK(refusal("").find("the name is empty") != std::string::npos);
    CHECK(refusal(folder.path() / "file").find("is not a folder") != std::string::npos);
    CHECK(refusal(folder.path() / "file" / "below").find("cannot write a report to") == 0);
    CHECK(refusal("/proc/limitcheck").find("--out") != std::string::npos);
    fs::create_symlink("nowhere", folder.path() / "dangling");
    CHECK(refusal(folder.path() / "dangling").find("is not a folder") != std::string::npos);
    if (::geteuid() != 0) {
        REQUIRE(::chmod(folder.path().c_str(), 0555) == 0);
        CHECK(refusal(folder.path() / "new").find("Permission denied") != std::string::npos);
        REQUIRE(::chmod(folder.path().c_str(), 0755) == 0);
    }
}
