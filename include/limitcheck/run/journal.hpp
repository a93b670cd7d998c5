// The journal of a run: the results of its finished cells, on the disk while the run goes on, so that a run
// that was killed or interrupted is taken up where it was. A cell's result is a pure function of the claim's
// code and the options (limitcheck/run/execute.hpp), so that a result that was kept stands for one that is
// found again.
//
// One append-only file, not a database: cells are only ever added, each once, and are read back as a whole.
// It is a sequence of records: length, hash (limitcheck/cell/hash.hpp), bytes. The first names what results
// depend on; each further one is a cell. The file counts up to its first record that is cut off or damaged;
// from there on cells are run again.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "limitcheck/run/options.hpp"
#include "limitcheck/run/result.hpp"

namespace limitcheck::run {

/// Everything that the results of cells depend on beside the cell: names, as a person knows them, and values.
using JournalIdentity = std::vector<std::pair<std::string, std::string>>;

/// The identity of a run of this program with these options: `version`, a hash of the code that is loaded
/// (claims are code), the stream version, and the options that decide results. The claims selected are no
/// part of it: each cell names its own.
[[nodiscard]] JournalIdentity journal_identity(const RunOptions& options, std::string_view version);

/// Which cell of a run.
struct CellKey {
    std::string stream;       ///< the name its draws come from: claim id, or "claim id#falsification"
    std::uint64_t index = 1;  ///< fixes its error level
    std::string cell;         ///< its text
    /// The order of a map's keys; equality of all members.
    friend bool operator<(const CellKey& a, const CellKey& b) {
        return std::tie(a.stream, a.index, a.cell) < std::tie(b.stream, b.index, b.cell);
    }
    friend bool operator==(const CellKey&, const CellKey&) = default;
};

/// The journal cannot be written or read, through nobody's wrong input: disk full, a device that fails.
/// what() is one line: what, which path, the system's reason. Exit status 5.
struct JournalError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// What becomes of a journal that an earlier run has left.
enum class OldJournal { taken_up, replaced };

/// A journal that is open, and locked against other processes. Its file stays when this is destroyed, unless
/// it was removed.
class Journal {
  public:
    /// Opens or creates the file at `path`, whose folder exists. A journal that is taken up must have the
    /// same identity: throws Error that says what differs. Error, too, when another process has it open;
    /// JournalError when it cannot be made.
    Journal(std::filesystem::path path, const JournalIdentity& identity, OldJournal old);
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;
    /// Brings the file to the disk.
    ~Journal();

    /// The cells that an earlier run has finished and that were not taken yet. Not while others take.
    [[nodiscard]] std::size_t kept() const { return kept_.size(); }
    /// The result of a cell as it was kept, but for `cell`, `counts` and `reproduce`, which are left at their
    /// defaults: whoever has the key knows them. Nothing when the cell was not finished. To be called once a
    /// cell; from any thread.
    [[nodiscard]] std::optional<CellResult> take(const CellKey& key);
    /// Adds a finished cell; from any thread. A killed process loses nothing that was added; a machine that
    /// fails loses the last seconds. Throws JournalError; what was added before stays good, and nothing can
    /// be added any more.
    void keep(const CellKey& key, const CellResult& result);
    /// Throws the JournalError again that an earlier keep() met, in whatever thread.
    void check() const;
    /// Deletes the file: the run's report has taken its place. Nothing can be added any more.
    void remove();

  private:
    void open();
    void read(const std::string& identity);
    void append(std::string_view content);
    void sync();
    void close();
    [[noreturn]] void cannot(std::string_view do_what, int error_number) const;

    std::filesystem::path path_;
    int descriptor_ = -1;
    std::uint64_t end_ = 0;                         // of the last record that is whole
    std::chrono::steady_clock::time_point synced_;  // when the file was last brought to the disk
    bool unsynced_ = false;                         // it was written to since
    std::map<CellKey, CellResult> kept_;
    std::string failure_;  // of the first write that failed; set before failed_
    std::atomic<bool> failed_{false};
    std::mutex mutex_;
};

}  // namespace limitcheck::run
