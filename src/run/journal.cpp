#include "limitcheck/run/journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "cell_record.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/cell/hash.hpp"

namespace limitcheck::run {

namespace fs = std::filesystem;

namespace {

/// A journal's file begins with these bytes.
constexpr std::string_view magic = "limitcheck journal 1\n";

/// What a machine that fails may lose: a killed process loses nothing, whatever this is. Waiting for a disk
/// costs tens of milliseconds, so that this keeps the cost far below one per cent.
constexpr std::chrono::seconds between_syncs{5};

/// Before each record: its length, its hash.
struct Frame {
    std::uint64_t length = 0;
    std::uint64_t hash = 0;
};

std::string framed(std::string_view record) {
    const Frame frame{record.size(), hash_bytes(record)};
    std::string bytes(sizeof frame, '\0');
    std::memcpy(bytes.data(), &frame, sizeof frame);
    return bytes.append(record);
}

/// The next record of a file, whole and undamaged; nothing when there is none.
std::optional<std::string_view> next_record(std::string_view& rest) {
    Frame frame;
    if (rest.size() < sizeof frame) {
        return std::nullopt;
    }
    std::memcpy(&frame, rest.data(), sizeof frame);
    if (frame.length > rest.size() - sizeof frame) {
        return std::nullopt;
    }
    const std::string_view record = rest.substr(sizeof frame, frame.length);
    if (hash_bytes(record) != frame.hash) {
        return std::nullopt;
    }
    rest.remove_prefix(sizeof frame + frame.length);
    return record;
}

/// One fact a line, "name\tvalue\n".
std::string to_text(const JournalIdentity& identity) {
    std::string text;
    for (const auto& [name, value] : identity) {
        text += fmt::format("{}\t{}\n", name, value);
    }
    return text;
}

/// What differs between two identities, in words: "--seed 1 there, 2 here; ...".
std::string differences(std::string_view there, std::string_view here) {
    std::string all;
    while (!there.empty() && !here.empty()) {
        const auto line = [](std::string_view& text) {
            const std::string_view first = text.substr(0, text.find('\n'));
            text.remove_prefix(std::min(text.size(), first.size() + 1));
            return first;
        };
        const std::string_view old = line(there);
        const std::string_view now = line(here);
        if (old != now) {
            const std::size_t tab = now.find('\t');
            all += fmt::format("{}{} {} there, {} here", all.empty() ? "" : ", ", now.substr(0, tab),
                               old.substr(std::min(old.size(), old.find('\t') + 1)), now.substr(tab + 1));
        }
    }
    return all;
}

}  // namespace

Journal::Journal(fs::path path, const JournalIdentity& identity, OldJournal old) : path_(std::move(path)) {
    try {
        open();
        const std::string name = to_text(identity);
        if (old == OldJournal::taken_up) {
            read(name);
        }
        if (::ftruncate(descriptor_, static_cast<off_t>(end_)) != 0) {
            cannot("shorten", errno);
        }
        if (end_ == 0) {
            append(std::string(magic) + framed(name));
            sync();
        }
    } catch (...) {
        // A file in which nothing could be written is none.
        struct stat status {};
        if (descriptor_ >= 0 && ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode) &&
            status.st_size == 0) {
            (void)::unlink(path_.c_str());
        }
        close();
        throw;
    }
}

Journal::~Journal() {
    if (unsynced_) {
        (void)::fsync(descriptor_);
    }
    close();
}

std::optional<CellResult> Journal::take(const CellKey& key) {
    const std::lock_guard lock(mutex_);
    auto node = kept_.extract(key);
    return node ? std::optional(std::move(node.mapped())) : std::nullopt;
}

void Journal::keep(const CellKey& key, const CellResult& result) {
    const std::optional<std::string> record = to_record(key, result);
    if (!record) {
        return;
    }
    const std::string bytes = framed(*record);
    const std::lock_guard lock(mutex_);
    check();
    try {
        append(bytes);
        if (std::chrono::steady_clock::now() - synced_ >= between_syncs) {
            sync();
        }
    } catch (const JournalError& error) {
        failure_ = error.what();
        failed_ = true;
        throw;
    }
}

void Journal::check() const {
    if (failed_) {
        throw JournalError(failure_);
    }
}

void Journal::remove() {
    const std::lock_guard lock(mutex_);
    if (::unlink(path_.c_str()) != 0 && errno != ENOENT) {
        cannot("remove", errno);
    }
    close();
}

/// Opens and locks the file. It may be another one than was there a moment ago: the process that held its
/// lock has removed it.
void Journal::open() {
    for (;;) {
        descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (descriptor_ < 0) {
            cannot("create", errno);
        }
        if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
            close();
            throw Error(fmt::format(
                "another run keeps its journal in {}; wait for its end, or name another folder with --out",
                path_.string()));
        }
        struct stat opened {};
        struct stat named {};
        if (::fstat(descriptor_, &opened) != 0) {
            cannot("open", errno);
        }
        if (!S_ISREG(opened.st_mode)) {
            throw Error(fmt::format("{}: is no file, and a run keeps its journal there; move it away",
                                    path_.string()));
        }
        if (::stat(path_.c_str(), &named) == 0 && opened.st_dev == named.st_dev &&
            opened.st_ino == named.st_ino) {
            return;
        }
        close();
    }
}

/// Reads what an earlier run has kept; end_ is then where to go on.
void Journal::read(const std::string& identity) {
    std::string content;
    char part[1 << 16];
    for (;;) {
        const ssize_t got = ::read(descriptor_, part, sizeof part);
        if (got < 0 && errno != EINTR) {
            cannot("read", errno);
        }
        if (got == 0) {
            break;
        }
        content.append(part, got > 0 ? static_cast<std::size_t>(got) : 0);
    }
    std::string_view rest = content;
    if (rest.size() < magic.size() && magic.starts_with(rest)) {
        return;  // killed before it had a name, or new
    }
    std::optional<std::string_view> name;
    if (rest.starts_with(magic)) {
        rest.remove_prefix(magic.size());
        name = next_record(rest);
        if (!name && rest.size() < sizeof(Frame) + identity.size()) {
            return;  // its name was cut off, so that nothing follows
        }
    }
    if (!name) {
        throw Error(fmt::format(
            "{}: is damaged or no journal of a run; leave --resume out to replace it and begin again",
            path_.string()));
    }
    if (*name != identity) {
        throw Error(
            fmt::format("{} is of another run: {}; give that run's options to go on with it, or leave "
                        "--resume out to replace it",
                        path_.string(), differences(*name, identity)));
    }
    end_ = content.size() - rest.size();
    while (const auto bytes = next_record(rest)) {
        std::optional<CellRecord> record = from_record(*bytes);
        if (!record) {
            break;
        }
        kept_.insert_or_assign(std::move(record->key), std::move(record->result));
        end_ = content.size() - rest.size();
    }
}

void Journal::append(std::string_view content) {
    require(descriptor_ >= 0, "journal: added to after it was removed");
    std::uint64_t at = end_;
    unsynced_ = true;
    while (!content.empty()) {
        const ssize_t written = ::pwrite(descriptor_, content.data(), content.size(), static_cast<off_t>(at));
        if (written < 0 && errno != EINTR) {
            const int why = errno;
            (void)::ftruncate(descriptor_, static_cast<off_t>(end_));  // a torn record would do no harm
            cannot("write", why);
        }
        const std::size_t done = written > 0 ? static_cast<std::size_t>(written) : 0;
        content.remove_prefix(done);
        at += done;
    }
    end_ = at;
}

void Journal::sync() {
    // Some file systems cannot; then there is nothing to wait for.
    if (::fsync(descriptor_) != 0 && errno != EINVAL && errno != ENOTSUP) {
        cannot("bring to the disk", errno);
    }
    unsynced_ = false;
    synced_ = std::chrono::steady_clock::now();
}

void Journal::close() {
    if (descriptor_ >= 0) {
        (void)::close(descriptor_);
    }
    descriptor_ = -1;
    unsynced_ = false;
}

void Journal::cannot(std::string_view do_what, int error_number) const {
    throw JournalError(fmt::format("cannot {} {}: {}; mend that and give the same command with --resume",
                                   do_what, path_.string(), std::strerror(error_number)));
}

}  // namespace limitcheck::run
