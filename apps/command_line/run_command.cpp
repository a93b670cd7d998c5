#include <fmt/format.h>
#include <sys/utsname.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <memory>
#include <optional>

#include "commands.hpp"
#include "ladder_table.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/data_set.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/report/compare.hpp"
#include "limitcheck/report/json.hpp"
#include "limitcheck/report/write.hpp"
#include "limitcheck/run/execute.hpp"
#include "limitcheck/run/ladder.hpp"
#include "progress.hpp"
#include "resume.hpp"

namespace limitcheck::command_line {
namespace {

using statistics::Verdict;

std::string machine() {
    std::string processor;
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("model name")) {
            processor = line.substr(line.find(':') + 2);
            break;
        }
    }
    utsname names{};
    uname(&names);
    return fmt::format("{}{}{} {}", processor, processor.empty() ? "" : ", ", names.sysname, names.machine);
}

std::string utc_now() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

/// The claim's verdict; its cell's where only that was run.
Verdict shown_verdict(const run::ClaimResult& claim, bool one_cell) {
    return one_cell && !claim.cells.empty() ? claim.cells.front().verdict : claim.verdict;
}

void print_table(const run::SuiteResult& suite, bool falsify, bool one_cell, bool verbose) {
    for (const run::ClaimResult& claim : suite.claims) {
        std::uint64_t verified = 0;
        for (const run::CellResult& cell : claim.cells) {
            verified += cell.verdict == Verdict::verified ? 1 : 0;
        }
        std::uint64_t refuted = 0;
        for (const run::FalsificationResult& falsification : claim.falsifications) {
            refuted += falsification.verdict == Verdict::refuted ? 1 : 0;
        }
        if (falsify) {
            fmt::print("{:<44} falsifications refuted {}/{}\n", claim.id, refuted,
                       claim.falsifications.size());
        } else if (one_cell) {
            fmt::print("{:<10} {:<44} one cell\n", statistics::to_text(shown_verdict(claim, one_cell)),
                       claim.id);
        } else {
            fmt::print("{:<10} {:<44} cells {}/{}  falsifications refuted {}/{}\n",
                       statistics::to_text(claim.verdict), claim.id, verified, claim.cells.size(), refuted,
                       claim.falsifications.size());
        }
        if (!falsify && !claim.void_unless.empty()) {
            fmt::print("           given that {}\n", claim.void_unless);
        }
        if (!falsify && !claim.reason.empty()) {
            fmt::print("           {}\n", claim.reason);
        }
        for (const run::CellResult& cell : claim.cells) {
            if (claim.counterexample && cell.index == claim.counterexample->drawn) {
                fmt::print("           repeat: {}\n           repeat: {}\n", cell.reproduce,
                           claim.counterexample->cell.reproduce);
            }
        }
        if (verbose) {
            for (const run::CellResult& cell : claim.cells) {
                fmt::print(
                    "    #{} {}: {}, {} networks, estimate {:.6g}, bound {:.6g}, log-evidence {:.2f} for and "
                    "{:.2f} "
                    "against\n",
                    cell.index, to_text(cell.cell), statistics::to_text(cell.verdict), cell.samples,
                    cell.estimate, cell.bound.upper(), cell.log_evidence_verify, cell.log_evidence_refute);
            }
        }
        for (const run::FalsificationResult& falsification : claim.falsifications) {
            if (verbose || falsify || falsification.verdict != Verdict::refuted) {
                for (const run::CellResult& cell : falsification.cells) {
                    fmt::print(
                        "    falsification '{}' at {}: {}, {} networks, log-evidence {:.2f} of {:.2f}\n",
                        falsification.name, to_text(cell.cell), statistics::to_text(cell.verdict),
                        cell.samples, cell.log_evidence_refute, cell.threshold_refute);
                }
            }
        }
    }
}

/// What the run will cost and what its budget cannot decide, on stderr before anything is drawn.
void announce(const run::Projection& projection) {
    constexpr std::size_t most_shown = 5;
    if (projection.cells == 0) {
        return;
    }
    fmt::print(stderr,
               "limitcheck: {} cell{} to sample; about {:.2g} networks and {:.2g} normals if the means lie "
               "halfway to "
               "their bounds, at least {:.2g} and {:.2g}, at most {:.2g} and {:.2g} (the budget)\n",
               projection.cells, projection.cells == 1 ? "" : "s", projection.likely.networks,
               projection.likely.normals, projection.least.networks, projection.least.normals,
               projection.most.networks, projection.most.normals);
    for (std::size_t i = 0; i < std::min(most_shown, projection.hopeless.size()); ++i) {
        fmt::print(stderr, "limitcheck: {}; give a larger --budget\n", projection.hopeless[i]);
    }
    if (projection.hopeless.size() > most_shown) {
        fmt::print(stderr, "limitcheck: and {} cells more\n", projection.hopeless.size() - most_shown);
    }
}

/// The earlier report that the run is held against, without the claims that it was not asked for; nothing
/// without --baseline. Of these, a claim that the program no longer has stays: it is gone.
std::optional<run::SuiteResult> read_baseline(const RunRequest& request,
                                              const std::vector<std::string>& selected) {
    if (request.baseline.empty()) {
        return std::nullopt;
    }
    if (!request.cell.empty()) {
        throw Error("--baseline compares whole claims, and --cell runs one cell; leave one out");
    }
    run::SuiteResult before = report::read_report(read_file_of_report(request.baseline), request.baseline);
    const std::vector<std::string> all = claim_ids();
    const auto holds = [](const std::vector<std::string>& ids, const std::string& id) {
        return std::find(ids.begin(), ids.end(), id) != ids.end();
    };
    std::erase_if(before.claims, [&](const run::ClaimResult& claim) {
        return holds(all, claim.id) && !holds(selected, claim.id);
    });
    before.ladders.clear();  // they are climbed by another command
    return before;
}

int status_of(const run::SuiteResult& suite, bool falsify, bool one_cell) {
    bool failed = false;
    bool refuted = false;
    bool undecided = false;
    for (const run::ClaimResult& claim : suite.claims) {
        failed = failed || !claim.error.empty();
        if (falsify) {
            for (const run::FalsificationResult& falsification : claim.falsifications) {
                undecided = undecided || falsification.verdict != Verdict::refuted;
            }
        } else {
            const Verdict verdict = shown_verdict(claim, one_cell);
            refuted = refuted || verdict == Verdict::refuted;
            undecided = undecided || verdict == Verdict::undecided;
        }
    }
    return failed      ? could_not_finish
           : refuted   ? something_refuted
           : undecided ? something_undecided
                       : all_verified;
}

}  // namespace

int run_claims(const RunRequest& request) {
    run::RunOptions options;
    options.suite = request.suite;
    options.profile = run::profile_named(request.profile);
    options.seed = parse_seed(request.seed);
    options.attempt = parse_positive("--attempt", request.attempt, 1'000'000'000);
    options.threads = parse_threads(request.threads);
    if (!request.budget.empty()) {
        options.budget = parse_budget(request.budget);
    }
    const std::vector<std::string> ids = select_claims(request.claims);
    if (ids.empty()) {
        throw Error("no claims are linked into this suite; register one with LIMITCHECK_CLAIM");
    }
    options.falsify_only = request.falsify;
    std::optional<DataSet> data;
    const CsvOptions csv{request.columns, parse_header(request.header)};
    const bool of_a_file =
        !request.columns.empty() || !request.pairs.empty() || csv.header != CsvHeader::by_itself;
    if (request.inputs.empty() && of_a_file) {
        throw Error("--columns, --header and --pairs speak of the file of --inputs; give it too");
    }
    if (!request.inputs.empty()) {
        for (const std::string& id : ids) {
            if (claim_as_written(id).domain.data_inputs() == 0) {
                throw Error(
                    fmt::format("--inputs: claim {} takes no inputs; select claims that do, as "
                                "'resnet/covariance-limit/*'",
                                id));
            }
        }
        data = read_data(request.inputs, csv);
        if (!request.pairs.empty()) {
            read_pairs(*data, request.pairs);
        }
        options.data = &*data;
    }
    if (!request.cell.empty()) {
        if (ids.size() != 1) {
            throw Error(
                fmt::format("--cell names a cell of one claim, and {} are selected; name one", ids.size()));
        }
        options.cell = request.cell;
    }
    const std::optional<run::SuiteResult> before = read_baseline(request, ids);
    report::check_writable(request.out);
    options.stop = &stop_requested;
    ProgressLine line(!request.quiet);
    options.progress = [&](const run::Progress& progress) { line.update(progress); };
    if (!request.quiet) {
        options.before = [](const run::Projection& projection) { announce(projection); };
    }
    const std::unique_ptr<run::Journal> journal = open_journal(request, options);
    options.journal = journal.get();
    const std::string started = utc_now();
    run::SuiteResult suite;
    try {
        suite = request.ladder ? run::climb_ladders(ids, options) : run::run_suite(ids, options);
    } catch (const run::Interrupted&) {
        line.clear();
        return say_interrupted(journal.get());
    }
    line.clear();
    suite.host.command_line = request.command_line;
    suite.host.started = started;
    suite.host.machine = machine();
    suite.host.compiler = fmt::format("{}", __VERSION__);
    suite.host.out = request.out;
    if (!request.quiet && request.ladder) {
        print_ladders(suite);
    } else if (!request.quiet) {
        print_table(suite, request.falsify, options.cell.has_value(), request.verbose);
    }
    finish_run(suite, request, journal.get());
    if (!request.quiet) {
        fmt::print("report: {}/index.html\n", request.out);
    }
    for (const run::ClaimResult& claim : suite.claims) {
        if (!claim.error.empty()) {
            say(fmt::format("claim {} could not finish: {}; the report says what the others found", claim.id,
                            claim.error));
        }
    }
    int status =
        request.ladder ? ladder_status(suite) : status_of(suite, request.falsify, options.cell.has_value());
    if (before) {
        const report::Comparison comparison = report::compare(*before, suite);
        if (!request.quiet) {
            fmt::print("\nagainst {}:\n{}", request.baseline, report::to_text(comparison));
        }
        if (report::regressed(comparison) && status != could_not_finish) {
            status = something_refuted;
        }
    }
    return status;
}

}  // namespace limitcheck::command_line
