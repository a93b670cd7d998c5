#include "limitcheck/claim/registry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/check_test.hpp"
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

/// The claim as its file makes it; what is wrong there is said with its id.
Claim made_by(const Entry& entry) {
    try {
        Claim claim = entry.maker();
        claim.id = entry.id;
        return claim;
    } catch (const Error& error) {
        throw Error(fmt::format("claim {}: {}", entry.id, error.what()));
    }
}

void check_texts(const Claim& claim) {
    const auto refuse = [&](const char* what) { throw Error(fmt::format("claim {}: {}", claim.id, what)); };
    if (claim.title.empty() || claim.statement.empty() || claim.plain_statement.empty()) {
        refuse("its title or statement is empty; give .title and .states their texts");
    }
    if (claim.source.source.paper.empty() && claim.source.source.where.empty()) {
        refuse("its source is empty; give theorem.source the paper, or the place where it is proved");
    }
}

/// Names that make streams or are asked for: each once.
template <class Named>
void check_distinct(const Claim& claim, const char* what, const std::vector<Named>& all) {
    std::set<std::string> names;
    for (const Named& one : all) {
        if (one.name.empty()) {
            throw Error(fmt::format("claim {}: a {} has no name; give it one", claim.id, what));
        }
        if (!names.insert(one.name).second) {
            throw Error(fmt::format("claim {}: two {}s are named '{}'; rename one of the two", claim.id, what,
                                    one.name));
        }
    }
}

void check_falsification(const Claim& claim, const Falsification& falsification) {
    const std::string where = fmt::format("claim {}, falsification '{}'", claim.id, falsification.name);
    if (falsification.cells.empty()) {
        throw Error(where + ": it has no cell; give at least one");
    }
    for (const std::string& text : falsification.cells) {
        const Cell cell = parse_cell(text);
        if (cell.layer() == 0) {
            throw Error(
                fmt::format("{}: cell {} has floor(tL) = 0, where nothing is sampled; give tL of at least 1",
                            where, text));
        }
        check_test(where, falsification.test, cell);
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

Claim claim_as_written(const std::string& id) {
    const auto& all = entries();
    const auto entry = std::find_if(all.begin(), all.end(), [&](const Entry& e) { return e.id == id; });
    require(entry != all.end(), "claim_as_written: the id is not registered");
    Claim claim = made_by(*entry);
    if (claim.test.unwritten.empty() &&
        (claim.test.certified ? !claim.test.certify : !claim.test.measurement.draw)) {
        throw Error(fmt::format("claim {}: its test tests nothing", id));
    }
    check_texts(claim);
    check_lemmas(claim);
    check_distinct(claim, "falsification", claim.falsifications);
    check_distinct(claim, "ladder", claim.ladders);
    if (const std::string why = claim.domain.empty_because(); !why.empty()) {
        throw Error(fmt::format("claim {}: its domain is empty: {}", id, why));
    }
    return claim;
}

Claim make_claim(const std::string& id) {
    Claim claim = claim_as_written(id);
    double nearest_effect = HUGE_VAL;
    for (const Falsification& falsification : claim.falsifications) {
        check_falsification(claim, falsification);
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
