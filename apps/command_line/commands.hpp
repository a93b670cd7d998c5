// The command line as functions: options in, an exit status out.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "limitcheck/command_line/run.hpp"

namespace limitcheck::command_line {

/// Exit statuses (docs/report-format.md): 4 and 5 before 1, 1 before 3.
enum Status : int {
    all_verified = 0,
    something_refuted = 1,
    bad_usage = 2,
    something_undecided = 3,
    interrupted = 4,
    could_not_finish = 5,
};

/// Options of run and falsify, as typed.
struct RunRequest {
    std::string suite;  ///< the program's name
    std::vector<std::string> claims;
    std::string profile = "quick";
    std::string seed = "1";
    std::string out = "reports/latest";
    std::string inputs;
    std::string columns;
    std::string header = "auto";
    std::string pairs;
    std::string threads;
    std::string budget;
    std::string attempt = "1";
    std::string cell;
    std::string baseline;  ///< an earlier report.json
    bool falsify = false;
    bool ladder = false;
    bool resume = false;
    bool quiet = false;
    bool verbose = false;
    std::string command_line;
};

/// Options of show, as typed.
struct ShowRequest {
    std::string claim;
    std::string profile = "quick";
    std::string seed = "1";
    std::string budget;
};

/// Prints an error to stderr, as one line whatever the message holds.
void say(std::string message);

int list(bool json);
/// Every lemma that the compiler of this build proved, with statement, domain, method, cells, margin, Coq's
/// answer.
int lemmas(bool json);
int show(const ShowRequest& request);
int run_claims(const RunRequest& request);
/// Writes the file of a new claim `id` into the folder `dir`, and prints its path. Throws Error, having
/// written nothing, when the id is malformed or taken, or the file cannot be made.
int scaffold(const std::string& id, const std::string& dir);
int render(const std::string& report, const std::string& out);
/// Simulates a share, as typed, of the cells that keep their draws again; something_refuted when any differs.
int replay(const std::string& report, const std::string& share, const std::string& threads, bool quiet);
/// Prints what two report.json differ in; something_refuted when the second is worse.
int compare(const std::string& before, const std::string& now);

/// The content of a report.json. Throws Error when there is no such file.
std::string read_file_of_report(const std::string& report);

/// Set by SIGINT and SIGTERM.
extern std::atomic<bool> stop_requested;

/// An integer in 1..most that is the value of an option. Throws Error.
std::uint64_t parse_positive(const char* option, const std::string& text, std::uint64_t most);
/// The value of --threads; 0, all cores, when it was not given. Throws Error.
std::uint32_t parse_threads(const std::string& text);
/// The value of --budget: normals, at least 1. Throws Error.
double parse_budget(const std::string& text);
/// Unsigned 64-bit, decimal or 0x hexadecimal. Throws Error.
std::uint64_t parse_seed(const std::string& text);

}  // namespace limitcheck::command_line
