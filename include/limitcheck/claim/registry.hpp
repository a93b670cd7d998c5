// The registry of claims: the one piece of global state. A claim registers its maker before main; it is built
// when asked for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "limitcheck/claim/claim.hpp"

namespace limitcheck {

/// Makes a claim when it is asked for; what LIMITCHECK_CLAIM defines.
using ClaimMaker = Claim (*)();

/// Registers a claim's maker under its id. Returns true so that it can initialise a variable.
bool register_claim(const char* id, ClaimMaker maker);

/// Whether `id` may name a claim: lower-case words of letters, digits and hyphens, joined by '/'.
[[nodiscard]] bool well_formed_id(std::string_view id);

/// Ids of all registered claims, sorted. Throws Error when an id is registered twice, is malformed
/// (lower-case words of letters, digits and hyphens, joined by '/'), or when there are more than 1,024.
[[nodiscard]] std::vector<std::string> claim_ids();

/// One claim as its file writes it: its texts, names and domain are checked, and none of its numbers is
/// computed. For lists; what runs a claim takes make_claim. Throws Error naming the claim and what is
/// missing.
[[nodiscard]] Claim claim_as_written(const std::string& id);

/// Builds one claim and checks what the compiler cannot: its texts and its source are not empty, names are
/// given once, cells of falsifications parse and have a layer, one falsification lies within a quarter of the
/// truth, and every test is what it says (check_test). Throws Error naming the claim and what is missing.
[[nodiscard]] Claim make_claim(const std::string& id);

/// Ids that match any of the patterns (`*` and `?` match within and across '/'); all ids when there is no
/// pattern. Throws Error naming the nearest id when a pattern matches nothing.
[[nodiscard]] std::vector<std::string> select_claims(const std::vector<std::string>& patterns);

/// The entry of `words` with the least edit distance to `word`; empty when nothing is near.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& words);

}  // namespace limitcheck

/// Opens a claim's definition; the body returns the finished chain.
/// LIMITCHECK_CLAIM("resnet/gaussian-limit/marginal") { return claim().title(...)...; }
#define LIMITCHECK_CLAIM_JOIN2(a, b) a##b
#define LIMITCHECK_CLAIM_JOIN(a, b) LIMITCHECK_CLAIM_JOIN2(a, b)
#define LIMITCHECK_CLAIM(id) LIMITCHECK_CLAIM_AT(id, __COUNTER__)
#define LIMITCHECK_CLAIM_AT(id, n)                                                        \
    static ::limitcheck::Claim LIMITCHECK_CLAIM_JOIN(limitcheck_claim_, n)();             \
    [[maybe_unused]] static const bool LIMITCHECK_CLAIM_JOIN(limitcheck_registered_, n) = \
        ::limitcheck::register_claim(id, LIMITCHECK_CLAIM_JOIN(limitcheck_claim_, n));    \
    static ::limitcheck::Claim LIMITCHECK_CLAIM_JOIN(limitcheck_claim_, n)()
