#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "commands.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/random/vector_target.hpp"
#include "limitcheck/report/write.hpp"
#include "limitcheck/run/journal.hpp"

namespace limitcheck::command_line {

std::atomic<bool> stop_requested{false};

namespace {

extern "C" void request_stop(int) {
    stop_requested.store(true);
    // A second signal ends the program at once.
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

int fail(int status, const std::string& message) {
    say(message);
    return status;
}

/// The option or subcommand nearest to an unknown word.
std::string suggestion(const CLI::App& app, const std::string& word, const std::string& help) {
    std::vector<std::string> words;
    const CLI::App* command = &app;
    for (const CLI::App* chosen : app.get_subcommands()) {
        command = chosen;
    }
    for (const CLI::Option* option : command->get_options()) {
        for (const std::string& name : option->get_lnames()) {
            words.push_back("--" + name);
        }
    }
    if (command == &app) {
        for (const CLI::App* subcommand : app.get_subcommands({})) {
            words.push_back(subcommand->get_name());
        }
    }
    const std::string near = nearest(word.substr(0, word.find('=')), words);
    return near.empty() ? help : "; did you mean " + near + "?";
}

void add_run_options(CLI::App& command, RunRequest& request) {
    command.add_option("claims", request.claims, "Ids or globs over ids; all claims when none is given")
        ->type_name("CLAIM");
    command.add_option("--profile", request.profile,
                       "quick (40 cells a claim), standard (300) or deep (1000)");
    command.add_option("--seed", request.seed, "Unsigned 64-bit, decimal or 0x hexadecimal; default 1");
    command.add_option("--out", request.out, "Folder of the report; default reports/latest");
    command.add_option("--threads", request.threads, "At least 1; default all cores. Changes no result");
    command.add_option("--budget", request.budget, "Most normals drawn for a cell before it is undecided");
    command.add_option("--attempt", request.attempt,
                       "This is the K-th run of the suite: its share of the error budget");
    command.add_flag("--resume", request.resume,
                     "Go on with the run of the same options that was killed or interrupted here");
    command.add_flag("-q,--quiet", request.quiet, "No progress, no table");
    command.add_flag("-v,--verbose", request.verbose, "A line a cell");
}

}  // namespace

int run(int argc, const char* const* argv, const char* suite) {
    std::signal(SIGINT, request_stop);
    std::signal(SIGTERM, request_stop);
    std::signal(SIGXFSZ, SIG_IGN);  // a file size limit then fails the write, which says so
    CLI::App app{
        "limitcheck checks limit theorems of random neural networks: explicit finite-size bounds on drawn "
        "cells,\n"
        "each verdict with a stated probability of being wrong."};
    const std::string version = std::string("limitcheck ") + LIMITCHECK_VERSION;
    app.set_version_flag("--version", version);
    app.require_subcommand(1);
    RunRequest run_request;
    RunRequest falsify_request;
    falsify_request.falsify = true;
    bool list_json = false;
    bool lemmas_json = false;
    ShowRequest show_request;
    std::string report_file;
    std::string report_out;
    std::string replay_report;
    std::string replay_share = "1";
    std::string replay_threads;
    bool replay_quiet = false;
    std::string compare_before;
    std::string compare_now;
    std::string new_id;
    std::string new_dir = ".";

    CLI::App* list_command =
        app.add_subcommand("list", "Every claim: id, title, source, lemmas, falsifications");
    list_command->add_flag("--json", list_json, "As JSON");
    CLI::App* lemmas_command =
        app.add_subcommand("lemmas", "Every lemma that the compiler proved: statement, domain, margin");
    lemmas_command->add_flag("--json", lemmas_json, "As JSON");
    CLI::App* show_command = app.add_subcommand("show", "Statement, hypotheses, bound, plan of one claim");
    show_command->add_option("claim", show_request.claim, "Id of the claim")->required()->type_name("CLAIM");
    show_command->add_option("--seed", show_request.seed, "Seed of the cells that are planned");
    show_command->add_option("--profile", show_request.profile, "quick, standard or deep: whose budget");
    show_command->add_option("--budget", show_request.budget, "Most normals drawn for a cell, in its place");
    CLI::App* run_command = app.add_subcommand("run", "Test claims and write a report");
    add_run_options(*run_command, run_request);
    run_command->add_option("--inputs", run_request.inputs,
                            "CSV or .npy file, one vector a row, for claims that take inputs");
    run_command->add_option("--columns", run_request.columns,
                            "Columns of the CSV file, as 1-64,70 or names of its header; default all");
    run_command->add_option("--header", run_request.header,
                            "Whether the CSV file's first line names its columns: auto (where nothing in it "
                            "begins like a number), yes or no");
    run_command->add_option(
        "--pairs", run_request.pairs,
        "File of the pairs to draw from: two row numbers (from 0) a line; default any pair");
    run_command->add_option(
        "--cell", run_request.cell,
        "One cell: n=64,L=128,t=0.5[,inputs=ID][,order=ID], #j, #j:CELL, or #confirm:CELL (the "
        "confirmation of a smallest counterexample)");
    run_command->add_option("--baseline", run_request.baseline,
                            "report.json of an earlier run: say what has changed; status 1 on a regression");
    CLI::App* falsify_command =
        app.add_subcommand("falsify", "Run the falsifications alone: each must come out refuted");
    add_run_options(*falsify_command, falsify_request);
    falsify_command->add_flag("--ladder", falsify_request.ladder,
                              "Climb the effect ladders: the smallest effect of either sign that is refuted");
    CLI::App* report_command = app.add_subcommand("report", "Render a report again from its JSON");
    report_command->add_option("report", report_file, "report.json")->required()->type_name("REPORT.json");
    report_command->add_option("--out", report_out, "Folder to write to")->required();
    CLI::App* compare_command = app.add_subcommand(
        "compare", "What two reports differ in: verdicts, estimates, bounds; status 1 on a regression");
    compare_command->add_option("old", compare_before, "report.json of the earlier run")
        ->required()
        ->type_name("OLD.json");
    compare_command->add_option("new", compare_now, "report.json of the later run")
        ->required()
        ->type_name("NEW.json");
    CLI::App* replay_command = app.add_subcommand(
        "replay", "Simulate cells of a report again and compare bits; status 1 when any differs");
    replay_command->add_option("report", replay_report, "report.json")->required()->type_name("REPORT.json");
    replay_command->add_option("--share", replay_share,
                               "Of the cells that keep their draws, above 0 and at most 1; default all. The "
                               "same share is the same cells");
    replay_command->add_option("--threads", replay_threads, "At least 1; default all cores");
    replay_command->add_flag("-q,--quiet", replay_quiet, "Only what differs");
    CLI::App* new_command = app.add_subcommand("new", "Scaffold a claim: one file, to be filled in");
    new_command->add_option("name", new_id, "Id of the claim, as mine/first")->required()->type_name("NAME");
    new_command->add_option("--dir", new_dir, "Folder of the file; default the current one")
        ->type_name("DIR");

    const CLI::Validator not_empty(
        [](const std::string& text) { return std::string(text.empty() ? "the value is empty" : ""); }, "");
    for (CLI::App* command : {run_command, falsify_command, replay_command}) {
        for (CLI::Option* option : command->get_options()) {
            if (option->get_expected_max() > 0 && !option->get_lnames().empty()) {
                option->check(not_empty);
            }
        }
    }
    for (CLI::App* command : app.get_subcommands({})) {
        command->set_version_flag("--version", version);
    }
    for (int i = 0; i < argc; ++i) {
        run_request.command_line += (i == 0 ? "" : " ") + std::string(argv[i]);
    }
    falsify_request.command_line = run_request.command_line;
    run_request.suite = falsify_request.suite = suite;
    const std::string help = fmt::format("; see {} --help", suite);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) {
        return app.exit(success);  // --help and --version
    } catch (const CLI::ExtrasError&) {
        std::vector<std::string> extras = app.remaining(true);
        const std::string word = extras.empty() ? "" : extras.front();
        return fail(bad_usage, fmt::format("unknown argument '{}'{}", word, suggestion(app, word, help)));
    } catch (const CLI::RequiredError& error) {
        const std::vector<std::string> extras = app.remaining(true);
        if (app.get_subcommands().empty() && !extras.empty()) {
            return fail(bad_usage, fmt::format("unknown command '{}'{}", extras.front(),
                                               suggestion(app, extras.front(), help)));
        }
        return fail(
            bad_usage,
            std::string(app.get_subcommands().empty() ? "a command is required" : error.what()) + help);
    } catch (const CLI::ParseError& error) {
        return fail(bad_usage, std::string(error.what()) + help);
    }
    try {
        // For tests: a report's bytes do not depend on the vector target.
        if (const char* target = std::getenv("LIMITCHECK_TARGET")) {
            random::use_vector_target(target);
        }
        if (list_command->parsed()) {
            return list(list_json);
        }
        if (lemmas_command->parsed()) {
            return lemmas(lemmas_json);
        }
        if (show_command->parsed()) {
            return show(show_request);
        }
        if (new_command->parsed()) {
            return scaffold(new_id, new_dir);
        }
        if (report_command->parsed()) {
            return render(report_file, report_out);
        }
        if (replay_command->parsed()) {
            return replay(replay_report, replay_share, replay_threads, replay_quiet);
        }
        if (compare_command->parsed()) {
            return compare(compare_before, compare_now);
        }
        return run_claims(falsify_command->parsed() ? falsify_request : run_request);
    } catch (const Error& error) {
        return fail(bad_usage, error.what());
    } catch (const report::WriteError& error) {
        return fail(could_not_finish, error.what());
    } catch (const run::JournalError& error) {
        return fail(could_not_finish, error.what());
    } catch (const std::exception& error) {
        return fail(could_not_finish, fmt::format("internal error: {}", error.what()));
    }
}

}  // namespace limitcheck::command_line
