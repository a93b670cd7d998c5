// Files and folders that are on the disk when a call returns, with errors that name the path and the reason.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace limitcheck::report {

/// Throws WriteError: "cannot DO PATH: REASON".
[[noreturn]] void cannot(std::string_view do_what, const std::filesystem::path& path, int error_number);

/// Creates a file that must not exist yet and waits until its content is on the disk.
void write_durably(const std::filesystem::path& path, std::string_view content);

/// Waits until the names in a folder are on the disk.
void sync_folder(const std::filesystem::path& folder);

/// Creates a folder and those above it where they are missing.
void make_folders(const std::filesystem::path& folder);

/// Exchanges two paths in one step. False when the system or the file system cannot do that here.
[[nodiscard]] bool exchange(const std::filesystem::path& a, const std::filesystem::path& b);

/// The folder that `out` names: absolute, symbolic links followed, without a slash at its end.
std::filesystem::path resolved(const std::filesystem::path& out);

/// Holds the advisory lock of a folder, so that two processes that write beside each other take turns. Where
/// the file system has no locks, holds nothing.
class FolderLock {
  public:
    explicit FolderLock(const std::filesystem::path& folder);
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock();

  private:
    int descriptor_;
};

/// A folder for files that are not yet in their place; empty at first, removed at the end with what is in it.
class StagingFolder {
  public:
    explicit StagingFolder(std::filesystem::path path);
    StagingFolder(const StagingFolder&) = delete;
    StagingFolder& operator=(const StagingFolder&) = delete;
    ~StagingFolder();
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace limitcheck::report
