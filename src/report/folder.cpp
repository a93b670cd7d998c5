// The system calls behind durable files: write, fsync, renameat2, flock.
#include "folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "limitcheck/report/write.hpp"

namespace limitcheck::report {

namespace fs = std::filesystem;

namespace {

/// A file descriptor that is closed at the end.
struct Descriptor {
    int number;
    explicit Descriptor(int opened) : number(opened) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number >= 0) {
            (void)::close(number);
        }
    }
};

/// Some file systems cannot sync a folder; then there is nothing to wait for.
bool nothing_to_sync(int error_number) { return error_number == EINVAL || error_number == ENOTSUP; }

}  // namespace

void cannot(std::string_view do_what, const fs::path& path, int error_number) {
    throw WriteError(fmt::format("cannot {} {}: {}", do_what, path.string(), std::strerror(error_number)));
}

void write_durably(const fs::path& path, std::string_view content) {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file.number < 0) {
        cannot("create", path, errno);
    }
    while (!content.empty()) {
        const ssize_t written = ::write(file.number, content.data(), content.size());
        if (written < 0 && errno != EINTR) {
            cannot("write", path, errno);
        }
        content.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
    }
    if (::fsync(file.number) != 0 && !nothing_to_sync(errno)) {
        cannot("bring to the disk", path, errno);
    }
}

void sync_folder(const fs::path& folder) {
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.number < 0) {
        cannot("open", folder, errno);
    }
    if (::fsync(opened.number) != 0 && !nothing_to_sync(errno)) {
        cannot("bring to the disk", folder, errno);
    }
}

void make_folders(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        cannot("create the folder", folder, error.value());
    }
}

bool exchange(const fs::path& a, const fs::path& b) {
    return ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0;
}

fs::path resolved(const fs::path& out) {
    std::error_code error;
    fs::path path = fs::weakly_canonical(fs::absolute(out, error), error);
    if (error) {
        cannot("find", out, error.value());
    }
    return path.has_filename() ? path : path.parent_path();
}

FolderLock::FolderLock(const fs::path& folder)
    : descriptor_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    while (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX) != 0 && errno == EINTR) {
    }
}

FolderLock::~FolderLock() {
    if (descriptor_ >= 0) {
        (void)::close(descriptor_);
    }
}

StagingFolder::StagingFolder(fs::path path) : path_(std::move(path)) {
    // Left behind by a process that was killed.
    std::error_code error;
    fs::remove_all(path_, error);
    fs::create_directory(path_, error);
    if (error) {
        cannot("create the folder", path_, error.value());
    }
}

StagingFolder::~StagingFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

}  // namespace limitcheck::report
