// Which cells a run has: those that a claim's domain draws, or the one that a text names.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/run/execute.hpp"
#include "limitcheck/run/shrink.hpp"

namespace limitcheck::run {

bool informative(const Test& test, const Cell& cell) {
    return !test.trivial || certainly_less(test.bound(cell), test.trivial(cell)) == precise::Certainty::yes;
}

namespace {

Cell drawn_cell(const Claim& claim, const RunOptions& options, std::uint64_t j) {
    return claim.domain.draw(options.seed, claim.id, j, options.data,
                             [&](const Cell& cell) { return informative(claim.test, cell); });
}

}  // namespace

std::vector<Cell> planned_cells(const Claim& claim, const RunOptions& options) {
    std::vector<Cell> cells;
    for (std::uint64_t j = 1; j <= options.profile.cells; ++j) {
        stop_if_asked(options);
        cells.push_back(drawn_cell(claim, options, j));
    }
    return cells;
}

bool is_own_cell(const Claim& claim, const RunOptions& options, std::uint64_t j, const Cell& cell) {
    try {
        return drawn_cell(claim, options, j) == cell;
    } catch (const Error&) {
        return false;  // a domain without informative cells draws none
    }
}

NamedCell named_cell(const Claim& claim, const RunOptions& options, const std::string& text) {
    const InputResolver resolve = [&](std::string_view id) {
        return options.data != nullptr && claim.domain.data_inputs() != 0 ? options.data->resolve(id)
                                                                          : Inputs::parse(id);
    };
    NamedCell named;
    std::string_view rest = text;
    if (rest.starts_with(confirmation_prefix)) {
        named.confirmation = true;
        named.index = confirmation_index;
        rest = rest.substr(confirmation_prefix.size());
    } else if (rest.starts_with('#')) {
        const std::size_t colon = std::min(rest.find(':'), rest.size());
        const auto index = parse_unsigned(rest.substr(1, colon - 1), 1'000'000'000);
        if (!index || *index == 0) {
            throw Error(fmt::format("cell '{}': give #j with j >= 1, or #j:n=..,L=..,t=..", text));
        }
        named.index = *index;
        if (colon == rest.size()) {
            named.cell = drawn_cell(claim, options, named.index);
            named.drawn = true;
            return named;
        }
        rest = rest.substr(colon + 1);
    }
    named.cell = parse_cell(rest, resolve);
    // Text of a report leaves inputs=one out; text typed by hand leaves out what it does not care for.
    const std::vector<std::string>& ids = claim.domain.input_ids();
    const bool of_a_report = named.confirmation || text.starts_with('#');
    if (!of_a_report && rest.find("inputs=") == std::string_view::npos &&
        std::find(ids.begin(), ids.end(), "one") == ids.end()) {
        named.cell.inputs = Inputs::parse(ids.front());
    }
    std::string why;
    if (!claim.domain.contains(named.cell, why)) {
        throw Error(fmt::format("cell '{}' is outside the domain of {}: {}", text, claim.id, why));
    }
    return named;
}

}  // namespace limitcheck::run
