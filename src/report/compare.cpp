#include "limitcheck/report/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <utility>

#include "number.hpp"

namespace limitcheck::report {

namespace {

using statistics::Verdict;

/// What the verdict should be where a report shows what its author hopes for.
enum class Hoped { verified, refuted };

int rank(Verdict verdict, Hoped hoped) {
    const int order = verdict == Verdict::verified ? 1 : verdict == Verdict::refuted ? -1 : 0;
    return hoped == Hoped::verified ? order : -order;
}

std::string named(Verdict verdict, const std::string& reason) {
    const std::string word(statistics::to_text(verdict));
    return verdict == Verdict::undecided && !reason.empty() ? fmt::format("{}: {}", word, reason) : word;
}

bool same_bits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (a != a && b != b);
}

/// An estimate with its range.
std::string shown(const run::CellResult& cell) {
    return fmt::format("{} ({} to {})", shortest_decimal(cell.estimate), display(cell.estimate_low, 4),
                       display(cell.estimate_high, 4));
}

/// The ends of an enclosure, exact enough to tell two apart.
std::string shown(const precise::Enclosure& enclosure) {
    const std::string low = directed_decimal(enclosure.lower(), Toward::down);
    const std::string high = directed_decimal(enclosure.upper(), Toward::up);
    return low == high ? low : fmt::format("[{}, {}]", low, high);
}

bool same(const precise::Enclosure& a, const precise::Enclosure& b) {
    return same_bits(a.lower(), b.lower()) && same_bits(a.upper(), b.upper());
}

/// Goes through two reports side by side and notes what differs.
class Walk {
  public:
    explicit Walk(bool same_draws) : same_draws_(same_draws) {}

    void claims(const run::SuiteResult& before, const run::SuiteResult& now);
    void ladders(const run::SuiteResult& before, const run::SuiteResult& now);
    [[nodiscard]] std::vector<Change> take() && { return std::move(changes_); }

  private:
    void add(Bearing bearing, std::string what, std::string where, std::string was, std::string is) {
        changes_.push_back(
            {bearing, std::move(what), claim_, std::move(where), std::move(was), std::move(is)});
    }
    void text(const char* what, const std::string& where, const std::string& was, const std::string& is) {
        if (was != is) {
            add(Bearing::neutral, what, where, was, is);
        }
    }
    void verdict(const std::string& where, Verdict was, Verdict is, const std::string& reason, Hoped hoped) {
        if (was != is) {
            add(rank(is, hoped) < rank(was, hoped) ? Bearing::regression : Bearing::improvement, "verdict",
                where, named(was, {}), named(is, reason));
        }
    }
    void enclosure(const char* what, const std::string& where, const precise::Enclosure& was,
                   const precise::Enclosure& is) {
        if (!same(was, is)) {
            add(Bearing::neutral, what, where, shown(was), shown(is));
        }
    }
    void claim(const run::ClaimResult& before, const run::ClaimResult& now);
    void cells(const std::string& within, const std::vector<run::CellResult>& before,
               const std::vector<run::CellResult>& now, Hoped hoped);
    void cell(const std::string& where, const run::CellResult& before, const run::CellResult& now,
              Hoped hoped);
    void ladder(const run::LadderResult& before, const run::LadderResult& now);

    bool same_draws_;
    std::string claim_;  // the one that is looked at
    std::vector<Change> changes_;
};

/// Calls `both` for what is in both lists, `fresh` for what is new, then `gone` for what is no more; things
/// are the same when `name` is.
template <class T, class Name, class Both, class Fresh, class Gone>
void match(const std::vector<T>& before, const std::vector<T>& now, Name&& name, Both&& both, Fresh&& fresh,
           Gone&& gone) {
    std::map<std::string, const T*> old;
    for (const T& one : before) {
        old.emplace(name(one), &one);
    }
    for (const T& one : now) {
        if (const auto node = old.extract(name(one))) {
            both(*node.mapped(), one);
        } else {
            fresh(one);
        }
    }
    for (const T& one : before) {
        if (old.contains(name(one))) {
            gone(one);
        }
    }
}

void Walk::cell(const std::string& where, const run::CellResult& before, const run::CellResult& now,
                Hoped hoped) {
    verdict(where, before.verdict, now.verdict, now.reason, hoped);
    const bool apart =
        !(before.estimate_low <= now.estimate_high && now.estimate_low <= before.estimate_high);
    if (!same_bits(before.estimate, now.estimate) && (same_draws_ || apart)) {
        add(Bearing::neutral, "estimate", where, shown(before), shown(now));
    }
    enclosure("bound", where, before.bound, now.bound);
    if (before.target && now.target) {
        enclosure("target", where, *before.target, *now.target);
    } else if (before.target.has_value() != now.target.has_value()) {
        add(Bearing::neutral, "target", where, before.target ? shown(*before.target) : "",
            now.target ? shown(*now.target) : "");
    }
    text("rigor", where, before.rigor_bound + ", " + before.rigor_simulation,
         now.rigor_bound + ", " + now.rigor_simulation);
}

void Walk::cells(const std::string& within, const std::vector<run::CellResult>& before,
                 const std::vector<run::CellResult>& now, Hoped hoped) {
    const auto name = [&](const run::CellResult& of) {
        return fmt::format("{}{}#{} {}", within, within.empty() ? "" : " ", of.index, to_text(of.cell));
    };
    std::size_t fresh = 0;
    std::size_t gone = 0;
    match(
        before, now, name,
        [&](const run::CellResult& old, const run::CellResult& one) { cell(name(one), old, one, hoped); },
        [&](const run::CellResult&) { ++fresh; }, [&](const run::CellResult&) { ++gone; });
    if (fresh + gone > 0) {
        add(Bearing::neutral, "cells", within, fmt::format("{}", before.size()),
            fmt::format("{} ({} new, {} gone)", now.size(), fresh, gone));
    }
}

void Walk::claim(const run::ClaimResult& before, const run::ClaimResult& now) {
    verdict("", before.verdict, now.verdict, now.reason, Hoped::verified);
    text("statement", "", before.plain_statement, now.plain_statement);
    text("error", "", before.error, now.error);
    text("rigor", "", before.rigor_bound + ", " + before.rigor_simulation,
         now.rigor_bound + ", " + now.rigor_simulation);
    cells("", before.cells, now.cells, Hoped::verified);
    const auto smallest = [](const run::ClaimResult& of) {
        return of.counterexample ? to_text(of.counterexample->cell.cell) : std::string();
    };
    text("counterexample", "", smallest(before), smallest(now));
    const auto where = [](const run::FalsificationResult& of) {
        return fmt::format("falsification '{}'", of.name);
    };
    match(
        before.falsifications, now.falsifications, where,
        [&](const run::FalsificationResult& old, const run::FalsificationResult& one) {
            verdict(where(one), old.verdict, one.verdict, "", Hoped::refuted);
            text("effect", where(one), old.effect, one.effect);
            cells(where(one), old.cells, one.cells, Hoped::refuted);
        },
        [&](const run::FalsificationResult& one) {
            add(Bearing::neutral, "new", where(one), "", named(one.verdict, {}));
        },
        [&](const run::FalsificationResult& old) {
            add(Bearing::regression, "gone", where(old), named(old.verdict, {}), "");
        });
}

void Walk::claims(const run::SuiteResult& before, const run::SuiteResult& now) {
    match(
        before.claims, now.claims, [](const run::ClaimResult& of) { return of.id; },
        [&](const run::ClaimResult& old, const run::ClaimResult& one) {
            claim_ = one.id;
            claim(old, one);
        },
        [&](const run::ClaimResult& one) {
            claim_ = one.id;
            add(Bearing::neutral, "new", "", "", named(one.verdict, one.reason));
        },
        [&](const run::ClaimResult& old) {
            claim_ = old.id;
            add(Bearing::regression, "gone", "", named(old.verdict, {}), "");
        });
}

/// How far a ladder came down.
std::string reach(const run::LadderResult& ladder) {
    const auto least = [](char sign, const std::string& effect) {
        return effect.empty() ? fmt::format("nothing of sign {}", sign) : sign + effect;
    };
    return fmt::format("refuted down to {} and {}, goal {} {}", least('+', ladder.least_above),
                       least('-', ladder.least_below), ladder.goal, ladder.at_goal ? "met" : "missed");
}

void Walk::ladder(const run::LadderResult& before, const run::LadderResult& now) {
    const std::string was = reach(before);
    const std::string is = reach(now);
    if (was != is) {
        const Bearing bearing = before.at_goal && !now.at_goal   ? Bearing::regression
                                : !before.at_goal && now.at_goal ? Bearing::improvement
                                                                 : Bearing::neutral;
        add(bearing, "ladder", now.name, was, is);
    }
}

void Walk::ladders(const run::SuiteResult& before, const run::SuiteResult& now) {
    match(
        before.ladders, now.ladders, [](const run::LadderResult& of) { return of.claim + '#' + of.name; },
        [&](const run::LadderResult& old, const run::LadderResult& one) {
            claim_ = one.claim;
            ladder(old, one);
        },
        [&](const run::LadderResult& one) {
            claim_ = one.claim;
            add(Bearing::neutral, "new", "ladder " + one.name, "", reach(one));
        },
        [&](const run::LadderResult& old) {
            claim_ = old.claim;
            add(Bearing::regression, "gone", "ladder " + old.name, reach(old), "");
        });
}

std::string version_of(const run::SuiteResult& suite) {
    return suite.version.empty() ? LIMITCHECK_VERSION : suite.version;
}

std::vector<std::string> notes(const run::SuiteResult& before, const run::SuiteResult& now) {
    std::vector<std::string> all;
    const auto note = [&](const char* what, const std::string& was, const std::string& is,
                          const char* follows) {
        if (was != is) {
            all.push_back(fmt::format("{} {} before, {} now{}", what, was, is, follows));
        }
    };
    const auto number = [](std::uint64_t value) { return fmt::format("{}", value); };
    const auto hash = [](const std::string& sha256) { return sha256.empty() ? std::string("none") : sha256; };
    note("suite", before.suite, now.suite, "");
    note("version", version_of(before), version_of(now), "");
    note("stream version", number(before.stream_version), number(now.stream_version),
         ": the same seed draws other networks");
    note("seed", number(before.seed), number(now.seed), ": most cells are others, and not compared");
    note("profile", before.profile, now.profile, ": the smaller one's cells are compared");
    note("attempt", number(before.attempt), number(now.attempt), ": another share of the error budget");
    note("error rates", fmt::format("{} and {}", before.alpha_refute, before.alpha_verify),
         fmt::format("{} and {}", now.alpha_refute, now.alpha_verify), "");
    note("SHA-256 of inputs", hash(before.inputs_file_sha256), hash(now.inputs_file_sha256), "");
    note("selection of inputs", hash(before.inputs_selection), hash(now.inputs_selection), "");
    note("SHA-256 of pairs", hash(before.inputs_pairs_sha256), hash(now.inputs_pairs_sha256), "");
    return all;
}

}  // namespace

Comparison compare(const run::SuiteResult& before, const run::SuiteResult& now) {
    Walk walk(before.seed == now.seed && before.stream_version == now.stream_version);
    walk.claims(before, now);
    walk.ladders(before, now);
    return {notes(before, now), std::move(walk).take()};
}

bool regressed(const Comparison& comparison) {
    return std::any_of(comparison.changes.begin(), comparison.changes.end(),
                       [](const Change& change) { return change.bearing == Bearing::regression; });
}

}  // namespace limitcheck::report
