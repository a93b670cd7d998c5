#include "limitcheck/statistics/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "limitcheck/cell/error.hpp"

namespace limitcheck::statistics {

std::string_view to_text(Verdict verdict) {
    switch (verdict) {
        case Verdict::verified:
            return "verified";
        case Verdict::refuted:
            return "refuted";
        case Verdict::undecided:
            return "undecided";
    }
    throw std::logic_error("Verdict: not one of the three");
}

Verdict parse_verdict(std::string_view text) {
    for (const Verdict verdict : {Verdict::verified, Verdict::refuted, Verdict::undecided}) {
        if (text == to_text(verdict)) {
            return verdict;
        }
    }
    throw Error(fmt::format("verdict '{}': must be verified, refuted or undecided", text));
}

Verdict combine(std::span<const Verdict> parts) {
    const auto is = [](Verdict wanted) { return [wanted](Verdict v) { return v == wanted; }; };
    if (std::ranges::any_of(parts, is(Verdict::refuted))) {
        return Verdict::refuted;
    }
    return !parts.empty() && std::ranges::all_of(parts, is(Verdict::verified)) ? Verdict::verified
                                                                               : Verdict::undecided;
}

Judgement judge_claim(std::span<const Verdict> cells, std::span<const Verdict> falsifications) {
    const Verdict combined = combine(cells);
    const auto count = [](std::span<const Verdict> all, Verdict v) { return std::ranges::count(all, v); };
    const auto total = cells.size();
    if (combined == Verdict::refuted) {
        return {combined, fmt::format("{} of {} cells refuted", count(cells, Verdict::refuted), total)};
    }
    const auto powerless =
        static_cast<std::ptrdiff_t>(falsifications.size()) - count(falsifications, Verdict::refuted);
    if (powerless > 0) {
        return {Verdict::undecided, fmt::format("the check has no power: {} of {} falsifications not refuted",
                                                powerless, falsifications.size())};
    }
    if (combined == Verdict::undecided) {
        return {combined, total == 0 ? std::string("no cell was run")
                                     : fmt::format("{} of {} cells undecided",
                                                   count(cells, Verdict::undecided), total)};
    }
    return {combined, ""};
}

}  // namespace limitcheck::statistics
