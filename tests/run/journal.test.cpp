// The journal of a run: what is kept comes back to the last bit; what is damaged, of another run or in use
// does not pass.
#include "limitcheck/run/journal.hpp"

#include <cmath>
#include <fstream>
#include <limits>
#include <set>

#include "catch.hpp"
#include "file_size_limit.hpp"
#include "journal_file.hpp"
#include "limitcheck/cell/error.hpp"
#include "quick_options.hpp"
#include "run/cell_record.hpp"

using namespace limitcheck;
using run::CellKey;
using run::CellResult;
using run::Journal;
using run::JournalIdentity;
using run::OldJournal;
using statistics::Verdict;
using tests::FileSizeLimit;
using tests::TemporaryFolder;
using toy::content;
using toy::journal_of;
using toy::quick_options;

namespace {

namespace fs = std::filesystem;

const JournalIdentity identity{{"version", "0.1"}, {"--seed", "1"}, {"--budget", "4e9"}};

void replace(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

/// A result in which every member that a record holds differs from its default.
CellResult full() {
    CellResult result;
    result.index = 7;
    result.points = {{3, 5}, {65536, 4096}};
    result.samples = 3;
    result.void_samples = 2;
    result.observables = {{"x", 0.1, -0.0}};
    result.estimate = 1.0 / 3;
    result.estimate_low = std::numeric_limits<double>::quiet_NaN();
    result.estimate_high = std::numeric_limits<double>::infinity();
    result.target = run::Enclosure::between(0.25, 0.5);
    result.comparison = "within";
    result.bound = run::Enclosure::between(-1, std::numeric_limits<double>::denorm_min());
    result.parts = {{"verify",
                     "a name",
                     "x",
                     "quadratic bet",
                     "a hypothesis",
                     run::Enclosure::between(2, 3),
                     -std::numeric_limits<double>::infinity(),
                     1e-9,
                     "a lemma",
                     "mean at least",
                     {{"second moment", run::Enclosure::between(4, 5)}}}};
    result.log_evidence_verify = -1.5;
    result.log_evidence_refute = 20.25;
    result.threshold_verify = 14;
    result.threshold_refute = 15;
    result.rigor_bound = "interval";
    result.rigor_simulation = "shadowed";
    result.assumptions = {"one", std::string("two\0three", 9)};
    result.given = {"four"};
    result.verdict = Verdict::refuted;
    result.reason = "a reason";
    result.draws = {0.1, -2.5, 1e300};
    return result;
}

CellResult with_estimate(double estimate) {
    CellResult result;
    result.estimate = estimate;
    return result;
}

CellKey key(std::uint64_t index) { return {"toy/kept", index, "n=1,L=1,t=1"}; }

/// A journal with three cells, closed again.
void write_three(const fs::path& file) {
    Journal journal(file, identity, OldJournal::replaced);
    for (std::uint64_t j = 1; j <= 3; ++j) {
        journal.keep(key(j), with_estimate(static_cast<double>(j)));
    }
}

}  // namespace

TEST_CASE("a record gives back every member of a cell's result, to the last bit") {
    const CellResult before = full();
    const auto bytes = run::to_record(key(7), before);
    REQUIRE(bytes);
    const auto record = run::from_record(*bytes);
    REQUIRE(record);
    CHECK(record->key == key(7));
    const CellResult& after = record->result;
    CHECK(after.index == 7);
    CHECK(after.points == before.points);
    CHECK(after.samples == 3);
    CHECK(after.void_samples == 2);
    REQUIRE(after.observables.size() == 1);
    CHECK(after.observables[0].name == "x");
    CHECK(after.observables[0].mean == 0.1);
    CHECK(std::signbit(after.observables[0].standard_error));
    CHECK(after.estimate == before.estimate);
    CHECK(std::isnan(after.estimate_low));
    CHECK(std::isinf(after.estimate_high));
    REQUIRE(after.target);
    CHECK(after.target->lower() == 0.25);
    CHECK(after.target->upper() == 0.5);
    CHECK(after.comparison == "within");
    CHECK(after.bound.lower() == -1);
    CHECK(after.bound.upper() == std::numeric_limits<double>::denorm_min());
    REQUIRE(after.parts.size() == 1);
    const run::PartResult& part = after.parts[0];
    CHECK(part.side == "verify");
    CHECK(part.name == "a name");
    CHECK(part.observable == "x");
    CHECK(part.tool == "quadratic bet");
    CHECK(part.hypothesis == "a hypothesis");
    CHECK(part.bound.lower() == 2);
    CHECK(part.bound.upper() == 3);
    CHECK(part.log_evidence == before.parts[0].log_evidence);
    CHECK(part.widening == 1e-9);
    CHECK(part.given == "a lemma");
    CHECK(part.against == "mean at least");
    REQUIRE(part.numbers.size() == 1);
    CHECK(part.numbers[0].name == "second moment");
    CHECK(part.numbers[0].value.upper() == 5);
    CHECK(after.log_evidence_verify == -1.5);
    CHECK(after.log_evidence_refute == 20.25);
    CHECK(after.threshold_verify == 14);
    CHECK(after.threshold_refute == 15);
    CHECK(after.rigor_bound == "interval");
    CHECK(after.rigor_simulation == "shadowed");
    CHECK(after.assumptions == before.assumptions);
    CHECK(after.given == before.given);
    CHECK(after.verdict == Verdict::refuted);
    CHECK(after.reason == "a reason");
    CHECK(after.draws == before.draws);
    CHECK(run::to_record(key(7), after) == bytes);
}

TEST_CASE("bytes that are cut off or too long are no record") {
    const std::string bytes = run::to_record(key(7), full()).value();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CHECK_FALSE(run::from_record(std::string_view(bytes).substr(0, size)));
    }
    CHECK_FALSE(run::from_record(bytes + "x"));
    CHECK_FALSE(run::from_record(std::string(200, '\xff')));
}

TEST_CASE("a journal gives each cell once, also to a later process") {
    const TemporaryFolder folder;
    write_three(journal_of(folder));
    Journal journal(journal_of(folder), identity, OldJournal::taken_up);
    CHECK(journal.kept() == 3);
    REQUIRE(journal.take(key(2)));
    CHECK_FALSE(journal.take(key(2)));
    CHECK_FALSE(journal.take(key(4)));
    CHECK_FALSE(journal.take({"toy/other", 1, "n=1,L=1,t=1"}));
    CHECK_FALSE(journal.take({"toy/kept", 1, "n=2,L=1,t=1"}));
    CHECK(journal.take(key(3))->estimate == 3);
    CHECK(journal.kept() == 1);
}

TEST_CASE("a journal goes on where it was, and replaces it when asked") {
    const TemporaryFolder folder;
    write_three(journal_of(folder));
    {
        Journal journal(journal_of(folder), identity, OldJournal::taken_up);
        journal.keep(key(4), with_estimate(4));
    }
    {
        const Journal journal(journal_of(folder), identity, OldJournal::taken_up);
        CHECK(journal.kept() == 4);
    }
    {
        const Journal journal(journal_of(folder), identity, OldJournal::replaced);
        CHECK(journal.kept() == 0);
    }
    Journal journal(journal_of(folder), identity, OldJournal::taken_up);
    CHECK(journal.kept() == 0);
    journal.remove();
    CHECK_FALSE(fs::exists(journal_of(folder)));
    CHECK_THROWS_AS(journal.keep(key(1), {}), std::logic_error);
}

TEST_CASE("a journal cut off anywhere gives the cells before the cut and takes new ones") {
    const TemporaryFolder folder;
    write_three(journal_of(folder));
    const std::string whole = content(journal_of(folder));
    const std::size_t record = 16 + run::to_record(key(1), with_estimate(1))->size();
    for (std::size_t size = 0; size <= whole.size();
         size += size % 7 == 0 ? 1 : 6) {  // each cut waits for the disk
        replace(journal_of(folder), whole.substr(0, size));
        const std::size_t lost = (whole.size() - size + record - 1) / record;
        INFO(size << " bytes of " << whole.size());
        {
            Journal journal(journal_of(folder), identity, OldJournal::taken_up);
            REQUIRE(journal.kept() == (lost > 3 ? 0 : 3 - lost));
            journal.keep(key(9), with_estimate(9));
        }
        Journal journal(journal_of(folder), identity, OldJournal::taken_up);
        REQUIRE(journal.kept() == (lost > 3 ? 0 : 3 - lost) + 1);
        REQUIRE(journal.take(key(9))->estimate == 9);
    }
}

TEST_CASE("a journal with a flipped bit gives no wrong cell") {
    const TemporaryFolder folder;
    write_three(journal_of(folder));
    const std::string whole = content(journal_of(folder));
    const std::size_t record = 16 + run::to_record(key(1), with_estimate(1))->size();
    const std::size_t header = whole.size() - 3 * record;
    for (std::size_t at = 0; at < whole.size(); at += 3) {
        std::string flipped = whole;
        flipped[at] = static_cast<char>(flipped[at] ^ (1 << at % 8));
        replace(journal_of(folder), flipped);
        INFO("byte " << at);
        if (at < header) {
            REQUIRE_THROWS_AS(Journal(journal_of(folder), identity, OldJournal::taken_up), Error);
            REQUIRE(content(journal_of(folder)) == flipped);
            continue;
        }
        Journal journal(journal_of(folder), identity, OldJournal::taken_up);
        REQUIRE(journal.kept() == (at - header) / record);
        for (std::uint64_t j = 1; j <= 3; ++j) {
            const auto cell = journal.take(key(j));
            REQUIRE((!cell || cell->estimate == static_cast<double>(j)));
        }
    }
}

TEST_CASE("a journal of another run is refused with what differs, and stays") {
    const TemporaryFolder folder;
    write_three(journal_of(folder));
    const std::string before = content(journal_of(folder));
    JournalIdentity other = identity;
    other[1].second = "2";
    other[2].second = "1e9";
    CHECK_THROWS_WITH(Journal(journal_of(folder), other, OldJournal::taken_up),
                      Catch::Matchers::Contains("--seed 1 there, 2 here, --budget 4e9 there, 1e9 here") &&
                          Catch::Matchers::Contains("leave --resume out"));
    CHECK(content(journal_of(folder)) == before);
    const Journal replacing(journal_of(folder), other, OldJournal::replaced);
    CHECK(replacing.kept() == 0);
}

TEST_CASE("a journal that is in use is refused") {
    const TemporaryFolder folder;
    Journal journal(journal_of(folder), identity, OldJournal::replaced);
    for (const OldJournal old : {OldJournal::replaced, OldJournal::taken_up}) {
        CHECK_THROWS_WITH(Journal(journal_of(folder), identity, old),
                          Catch::Matchers::Contains("another run"));
    }
    journal.keep(key(1), {});
    journal.remove();
    const Journal next(journal_of(folder), identity, OldJournal::taken_up);
    CHECK(next.kept() == 0);
}

TEST_CASE("a journal that cannot be written says so and keeps what it has") {
    const TemporaryFolder folder;
    write_three(journal_of(folder));
    {
        Journal journal(journal_of(folder), identity, OldJournal::taken_up);
        {
            const FileSizeLimit limit(fs::file_size(journal_of(folder)) + 100);
            CHECK_THROWS_AS(journal.keep(key(4), full()), run::JournalError);
        }
        // Other threads learn of it before they draw on.
        CHECK_THROWS_AS(journal.check(), run::JournalError);
        CHECK_THROWS_WITH(journal.keep(key(5), with_estimate(5)), Catch::Matchers::Contains("--resume"));
    }
    Journal journal(journal_of(folder), identity, OldJournal::taken_up);
    CHECK(journal.kept() == 3);
    journal.check();
    journal.keep(key(5), with_estimate(5));
    CHECK_THROWS_AS(Journal(folder.path() / "missing" / "file", identity, OldJournal::replaced),
                    run::JournalError);
    CHECK_THROWS_AS(Journal(folder.path(), identity, OldJournal::replaced), run::JournalError);
}

TEST_CASE("the identity of a run names what decides its results, and nothing else") {
    const auto of = [](const run::RunOptions& options) { return run::journal_identity(options, "0.1"); };
    const run::RunOptions plain = quick_options(6, 2e4);
    CHECK(of(plain) == of(quick_options(6, 2e4, 7)));
    CHECK(run::journal_identity(plain, "0.2") != of(plain));
    DataSet data;
    data.sha256 = "ab";
    DataSet pairs = data;
    pairs.pairs_sha256 = "cd";
    DataSet columns = data;
    columns.selection = " --columns 1-4";
    std::vector<run::RunOptions> all(9, plain);
    all[1].seed = 2;
    all[2].attempt = 2;
    all[3].budget = 1e3;
    all[4].profile = run::profile_named("standard");
    all[5].profile.cells = 7;
    all[6].data = &data;
    all[7].data = &pairs;
    all[8].data = &columns;
    std::set<JournalIdentity> different;
    for (const run::RunOptions& options : all) {
        different.insert(of(options));
    }
    CHECK(different.size() == all.size());
}
