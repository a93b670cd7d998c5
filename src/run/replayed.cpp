#include "replayed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>

namespace limitcheck::run {

namespace {

bool same_bits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// A report has one word for all numbers that are not finite where nothing rests on them.
bool same_shown(double a, double b) { return same_bits(a, b) || (!std::isfinite(a) && !std::isfinite(b)); }

bool same(const Enclosure& a, const Enclosure& b) {
    return same_bits(a.lower(), b.lower()) && same_bits(a.upper(), b.upper());
}

bool same(const std::optional<Enclosure>& a, const std::optional<Enclosure>& b) {
    return a.has_value() == b.has_value() && (!a || same(*a, *b));
}

bool same(const ObservableSummary& a, const ObservableSummary& b) {
    return a.name == b.name && same_shown(a.mean, b.mean) && same_shown(a.standard_error, b.standard_error);
}

bool same(const PartNumber& a, const PartNumber& b) { return a.name == b.name && same(a.value, b.value); }

bool same(const PartResult& a, const PartResult& b);

template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const T& one, const T& other) { return same(one, other); });
}

bool same(const PartResult& a, const PartResult& b) {
    return a.side == b.side && a.name == b.name && a.observable == b.observable && a.tool == b.tool &&
           a.hypothesis == b.hypothesis && same(a.bound, b.bound) &&
           same_bits(a.log_evidence, b.log_evidence) && same_shown(a.widening, b.widening) &&
           a.given == b.given && a.against == b.against && same(a.numbers, b.numbers);
}

/// Where the draws part: the first network, counted from 1, that is not the same in both.
std::string parting(const CellResult& a, const CellResult& b) {
    const std::size_t columns = std::max<std::size_t>(1, a.observables.size());
    const auto at =
        std::mismatch(a.draws.begin(), a.draws.end(), b.draws.begin(), b.draws.end(), same_bits).first;
    return fmt::format("draws from network {} on",
                       static_cast<std::size_t>(at - a.draws.begin()) / columns + 1);
}

}  // namespace

std::vector<std::string> differences(const CellResult& reported, const CellResult& replayed) {
    std::vector<std::string> all;
    const auto number = [&](std::string_view what, auto there, auto here, bool equal) {
        if (!equal) {
            all.push_back(fmt::format("{}: {} there, {} here", what, there, here));
        }
    };
    const auto text = [&](bool equal, std::string what) {
        if (!equal) {
            all.push_back(std::move(what));
        }
    };
    const auto count = [&](std::string_view what, std::uint64_t there, std::uint64_t here) {
        number(what, there, here, there == here);
    };
    const auto exact = [&](std::string_view what, double there, double here) {
        number(what, there, here, same_bits(there, here));
    };
    const auto shown = [&](std::string_view what, double there, double here) {
        number(what, there, here, same_shown(there, here));
    };
    const CellResult& a = reported;
    const CellResult& b = replayed;
    if (!std::equal(a.draws.begin(), a.draws.end(), b.draws.begin(), b.draws.end(), same_bits)) {
        all.push_back(parting(a, b));
    }
    count("samples", a.samples, b.samples);
    count("void samples", a.void_samples, b.void_samples);
    exact("log evidence to verify", a.log_evidence_verify, b.log_evidence_verify);
    exact("log evidence to refute", a.log_evidence_refute, b.log_evidence_refute);
    exact("threshold to verify", a.threshold_verify, b.threshold_verify);
    exact("threshold to refute", a.threshold_refute, b.threshold_refute);
    shown("estimate", a.estimate, b.estimate);
    shown("estimate's lower end", a.estimate_low, b.estimate_low);
    shown("estimate's upper end", a.estimate_high, b.estimate_high);
    text(a.comparison == b.comparison, "comparison");
    text(same(a.bound, b.bound), "bound");
    text(same(a.target, b.target), "target");
    text(same(a.observables, b.observables), "summaries of observables");
    text(a.points == b.points, "points");
    text(same(a.parts, b.parts), "e-processes");
    text(a.rigor_bound == b.rigor_bound && a.rigor_simulation == b.rigor_simulation &&
             a.assumptions == b.assumptions,
         "rigor");
    return all;
}

}  // namespace limitcheck::run
