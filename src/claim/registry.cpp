#include "limitcheck/claim/registry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/theorems/lemma_registry.hpp"

namespace limitcheck {
namespace {

constexpr std::size_t most_claims = 1024;

struct Entry {
    std::string id;
    ClaimMaker maker;
};

std::vector<Entry>& entries() {
    static std::vector<Entry> all;
    return all;
}

/// `*` matches any run of characters, `?` one.
bool matches(std::string_view pattern, std::string_view text) {
    if (pattern.empty()) {
        return text.empty();
    }
    if (pattern.front() == '*') {
        for (std::size_t skip = 0; skip <= text.size(); ++skip) {
            if (matches(pattern.substr(1), text.substr(skip))) {
                return true;
            }
        }
        return false;
    }
    return !text.empty() && (pattern.front() == '?' || pattern.front() == text.front()) &&
           matches(pattern.substr(1), text.substr(1));
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

void check_test(const std::string& where, const Test& test, const Cell& cell) {
    if (!test.unwritten.empty()) {
        return;
    }
    if (test.certified) {
        if (!test.certify) {
            throw Error(where + ": the test certifies nothing; give certifying(...) a function");
        }
        return;
    }
    if (!test.measurement.draw || !test.measurement.observables || !test.measurement.cost) {
        throw Error(where + ": the measurement needs observables, draw and cost");
    }
    const std::vector<Observable> observables = test.measurement.observables(cell);
    const auto known = [&](const std::string& name) {
        return std::any_of(observables.begin(), observables.end(),
                           [&](const Observable& o) { return o.name == name; });
    };
    std::vector<Condition> conditions = test.verify(cell);
    for (Condition& condition : test.refute(cell)) {
        conditions.push_back(std::move(condition));
    }
    for (const Condition& condition : conditions) {
        if (!known(condition.observable)) {
            throw Error(fmt::format("{}: a condition names the observable '{}', which is not measured", where,
                                    condition.observable));
        }
    }
    if (!known(test.estimate_of)) {
        throw Error(fmt::format("{}: the estimate names the observable '{}', which is not measured", where,
                                test.estimate_of));
    }
}

/// Every lemma that the claim names has been proved by the compiler of this build.
void check_lemmas(const Claim& claim) {
    for (const std::string& name : claim.source.lemmas) {
        if (theorems::is_proved(name)) {
            continue;
        }
        std::vector<std::string> names;
        for (const theorems::ProvedLemma& lemma : theorems::proved_lemmas()) {
            names.emplace_back(lemma.name);
        }
        const std::string near = nearest(name, names);
        throw Error(fmt::format("claim {}: no lemma '{}' is proved in this build{}", claim.id, name,
                                near.empty()
                                    ? "; limitcheck lemmas names them all, and what is not proved is an "
                                      "assumption of the theorem"
                                    : "; did you mean " + near + "?"));
    }
}

}  // namespace

bool well_formed_id(std::string_view id) {
    bool word_open = false;
    for (const char c : id) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (letter || (c == '-' && word_open)) {
            word_open = true;
        } else if (c == '/' && word_open) {
            word_open = false;
        } else {
            return false;
        }
    }
    return word_open && id.find('/') != std::string_view::npos;
}

bool register_claim(const char* id, ClaimMaker maker) {
    entries().push_back({id, maker});
    return true;
}

std::vector<std::string> claim_ids() {
    std::vector<std::string> ids;
    for (const Entry& entry : entries()) {
        if (!well_formed_id(entry.id)) {
            throw Error(fmt::format(
                "claim id '{}' is malformed: write lower-case words joined by '/', as resnet/limit",
                entry.id));
        }
        ids.push_back(entry.id);
    }
    std::sort(ids.begin(), ids.end());
    if (const auto twice = std::adjacent_find(ids.begin(), ids.end()); twice != ids.end()) {
        throw Error(fmt::format("claim id '{}' is registered twice: rename one of the two", *twice));
    }
    if (ids.size() > most_claims) {
        throw Error(fmt::format("{} claims are linked: a suite holds at most {} (the error budget's weights)",
                                ids.size(), most_claims));
    }
    return ids;
}

Claim make_claim(const std::string& id) {
    const auto& all = entries();
    const auto entry = std::find_if(all.begin(), all.end(), [&](const Entry& e) { return e.id == id; });
    require(entry != all.end(), "make_claim: the id is not registered");
    Claim claim = entry->maker();
    claim.id = id;
    if (claim.test.unwritten.empty() &&
        (claim.test.certified ? !claim.test.certify : !claim.test.measurement.draw)) {
        throw Error(fmt::format("claim {}: its test tests nothing", id));
    }
    check_lemmas(claim);
    double nearest_effect = HUGE_VAL;
    for (const Falsification& falsification : claim.falsifications) {
        const std::string where = fmt::format("claim {}, falsification '{}'", id, falsification.name);
        if (falsification.cells.empty()) {
            throw Error(where + ": it has no cell; give at least one");
        }
        for (const std::string& text : falsification.cells) {
            check_test(where, falsification.test, parse_cell(text));
        }
        nearest_effect = std::min(nearest_effect, std::abs(falsification.relative_effect));
    }
    if (!(nearest_effect > 0 && nearest_effect <= 0.25)) {
        throw Error(fmt::format(
            "claim {}: no falsification lies within a quarter of the truth (relative effect in (0, 0.25]); "
            "add one that is subtler",
            id));
    }
    check_test(fmt::format("claim {}", id), claim.test,
               parse_cell(claim.falsifications.front().cells.front()));
    return claim;
}

std::vector<std::string> select_claims(const std::vector<std::string>& patterns) {
    const std::vector<std::string> ids = claim_ids();
    if (patterns.empty()) {
        return ids;
    }
    std::vector<std::string> selected;
    for (const std::string& pattern : patterns) {
        bool found = false;
        for (const std::string& id : ids) {
            if (matches(pattern, id)) {
                found = true;
                if (std::find(selected.begin(), selected.end(), id) == selected.end()) {
                    selected.push_back(id);
                }
            }
        }
        if (!found) {
            const std::string near = nearest(pattern, ids);
            throw Error(fmt::format(
                "no claim matches '{}'{}", pattern,
                near.empty() ? "; limitcheck list names them all" : "; did you mean " + near + "?"));
        }
    }
    std::sort(selected.begin(), selected.end());
    return selected;
}

std::string nearest(std::string_view word, const std::vector<std::string>& words) {
    std::string best;
    std::size_t least = word.size() / 2 + 2;
    for (const std::string& candidate : words) {
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

}  // namespace limitcheck
