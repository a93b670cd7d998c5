// Runs that keep a journal: stopped anywhere and taken up they give the bits of one that was not, and a
// journal that fails ends them.
#include <algorithm>
#include <atomic>
#include <filesystem>

#include "catch.hpp"
#include "file_size_limit.hpp"
#include "journal_file.hpp"
#include "limitcheck/run/execute.hpp"
#include "limitcheck/run/journal.hpp"
#include "quick_options.hpp"
#include "run/cell_record.hpp"
#include "toy_claims.hpp"

using namespace limitcheck;
using run::CellResult;
using run::Journal;
using run::OldJournal;
using tests::FileSizeLimit;
using tests::TemporaryFolder;
using toy::content;
using toy::journal_of;

LIMITCHECK_CLAIM("toy/kept") { return toy::uniform_claim(60); }
LIMITCHECK_CLAIM("toy/kept-false") { return toy::uniform_claim(45); }
LIMITCHECK_CLAIM("toy/kept-broken") {
    Claim broken = toy::uniform_claim(60);
    broken.test.measurement.draw = [](const Cell&, random::StreamKey, std::uint64_t, std::size_t,
                                      std::span<double>) { throw std::runtime_error("out of memory"); };
    return broken;
}

namespace {

namespace fs = std::filesystem;

const std::vector<std::string> claims{"toy/kept", "toy/kept-false"};

run::RunOptions small(std::uint32_t threads = 1) { return toy::quick_options(6, 2e4, threads); }

/// Everything about a claim that its cells and falsifications decide, exactly.
std::string bits(const run::SuiteResult& suite) {
    std::string all;
    const auto add = [&](const CellResult& cell) {
        all += run::to_record({}, cell).value() + to_text(cell.cell) + cell.reproduce +
               (cell.counts ? "+" : "-");
    };
    for (const run::ClaimResult& claim : suite.claims) {
        all += claim.id + claim.reason + claim.error + claim.coverage.statement;
        std::for_each(claim.cells.begin(), claim.cells.end(), add);
        for (const run::FalsificationResult& falsification : claim.falsifications) {
            std::for_each(falsification.cells.begin(), falsification.cells.end(), add);
        }
        if (claim.counterexample) {
            add(claim.counterexample->cell);
        }
    }
    return all;
}

}  // namespace

TEST_CASE("a run that was stopped anywhere and taken up gives the bits of one that was not") {
    const std::string uninterrupted = bits(run::run_suite(claims, small()));
    for (const std::uint32_t threads : {1U, 2U}) {
        for (const std::uint64_t stop_at : {1U, 4U, 11U, 15U}) {
            INFO("stopped at cell " << stop_at << " on " << threads << " threads");
            const TemporaryFolder folder;
            run::RunOptions options = small(threads);
            {
                Journal journal(journal_of(folder), run::journal_identity(options, ""), OldJournal::replaced);
                std::atomic<bool> stop{false};
                options.journal = &journal;
                options.stop = &stop;
                options.progress = [&](const run::Progress& progress) {
                    stop = stop || progress.tasks_done >= stop_at;
                };
                CHECK_THROWS_AS(run::run_suite(claims, options), run::Interrupted);
            }
            options = small(3 - threads);
            Journal journal(journal_of(folder), run::journal_identity(options, ""), OldJournal::taken_up);
            const std::size_t kept = journal.kept();
            CHECK(kept >= stop_at);
            options.journal = &journal;
            std::uint64_t first_done = 0;
            options.progress = [&](const run::Progress& progress) {
                first_done = first_done == 0 ? progress.tasks_done : first_done;
            };
            run::Projection projection;
            options.before = [&](const run::Projection& all) { projection = all; };
            CHECK(bits(run::run_suite(claims, options)) == uninterrupted);
            CHECK(journal.kept() == 0);
            CHECK(projection.cells == 16 - kept);
            CHECK((kept == 16 || first_done >= kept));
        }
    }
}

TEST_CASE("a run whose journal fails ends with that, however many threads draw") {
    for (const std::uint32_t threads : {1U, 4U}) {
        const TemporaryFolder folder;
        run::RunOptions options = small(threads);
        Journal journal(journal_of(folder), run::journal_identity(options, ""), OldJournal::replaced);
        options.journal = &journal;
        const FileSizeLimit limit(fs::file_size(journal_of(folder)) + 4000);
        CHECK_THROWS_AS(run::run_suite(claims, options), run::JournalError);
    }
}

TEST_CASE("a cell that was kept is not run again; a cell that failed is") {
    const TemporaryFolder folder;
    run::RunOptions options = small();
    Journal journal(journal_of(folder), run::journal_identity(options, ""), OldJournal::replaced);
    options.journal = &journal;
    (void)run::run_suite({"toy/kept-broken"}, options);
    const std::string after_failures = content(journal_of(folder));
    {
        const TemporaryFolder other;
        Journal falsifications(journal_of(other), run::journal_identity(options, ""), OldJournal::replaced);
        options.journal = &falsifications;
        options.falsify_only = true;
        (void)run::run_suite({"toy/kept-broken"}, options);
        CHECK(content(journal_of(other)) == after_failures);
    }
    options = small();
    const TemporaryFolder third;
    {
        CellResult other = run::run_suite({"toy/kept"}, options).claims.at(0).cells.at(0);
        other.estimate = 123;
        Journal kept(journal_of(third), {}, OldJournal::replaced);
        kept.keep({"toy/kept", 1, to_text(other.cell)}, other);
    }
    Journal kept(journal_of(third), {}, OldJournal::taken_up);
    options.journal = &kept;
    const run::ClaimResult claim = run::run_suite({"toy/kept"}, options).claims.at(0);
    CHECK(claim.cells[0].estimate == 123);
    CHECK(claim.cells[1].estimate != 123);
}
