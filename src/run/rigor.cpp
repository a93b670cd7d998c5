#include "rigor.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "limitcheck/run/shadow.hpp"
#include "limitcheck/statistics/rigor.hpp"

namespace limitcheck::run {
namespace {

using statistics::Rigor;

Rigor rigor_of(const CellResult& cell, std::uint64_t size) {
    Rigor rigor;
    rigor.bound = statistics::parse_bound_rigor(cell.rigor_bound);
    rigor.shadowed = cell.rigor_simulation != "assumed";
    rigor.shadowed_size = size;
    rigor.assumptions = cell.assumptions;
    rigor.given = cell.given;
    return rigor;
}

/// The largest widening of a part, as a share of the level or threshold that it moves; one that is 0 but for
/// the widening has none.
double largest_share(const ClaimResult& result) {
    double largest = 0;
    for (const CellResult& cell : result.cells) {
        for (const PartResult& part : cell.parts) {
            const Enclosure& moved = part.cut ? Enclosure::exactly(part.cut->at) : part.bound;
            const double level = abs(moved).upper();
            if (level > 1.5 * part.widening) {
                largest = std::max(largest, part.widening / level);
            }
        }
    }
    return largest;
}

/// Observables that parts watch and no shadow repeated.
std::vector<std::string> not_repeated(const ClaimResult& result) {
    std::vector<std::string> names;
    for (const CellResult& cell : result.cells) {
        for (const PartResult& part : cell.parts) {
            const bool known =
                std::any_of(result.shadow.observables.begin(), result.shadow.observables.end(),
                            [&](const ShadowGap& gap) {
                                return gap.observable == (part.cut ? part.cut->number : part.observable);
                            });
            if (!known && std::find(names.begin(), names.end(), part.observable) == names.end()) {
                names.push_back(part.observable);
            }
        }
    }
    return names;
}

/// What is said of the simulation where something was repeated, and the assumption that remains.
void describe_shadow(ClaimResult& result) {
    const std::uint64_t size = shadowed_size(result.shadow);
    std::string text = fmt::format("shadowed up to n L = {}", size);
    if (const double share = largest_share(result); share > 0) {
        text += fmt::format(", widening at most {:.2g} of a level", share);
    }
    const std::vector<std::string> unknown = not_repeated(result);
    const bool beyond = std::any_of(result.cells.begin(), result.cells.end(), [&](const CellResult& cell) {
        return std::uint64_t{cell.cell.width} * cell.cell.depth > size;
    });
    std::vector<std::string> open;
    if (beyond) {
        open.push_back(fmt::format(
            "beyond n L = {} the rounding grows as sqrt n + sqrt L, as the shadow run's model says", size));
    }
    if (!unknown.empty()) {
        open.push_back(fmt::format("the rounding moves no mean of {} by more than its verdict's margin",
                                   fmt::join(unknown, ", ")));
    }
    if (!open.empty()) {
        text += "; simulation-rounding is assumed " + std::string(beyond ? "beyond" : "") +
                (beyond && !unknown.empty() ? ", and " : "") +
                (unknown.empty() ? "" : fmt::format("of {}", fmt::join(unknown, ", ")));
        result.assumptions.push_back(fmt::format("simulation-rounding: {}", fmt::join(open, "; ")));
    }
    result.rigor_simulation = text;
}

}  // namespace

void conclude_rigor(ClaimResult& result, const Claim& claim) {
    std::vector<Rigor> cells;
    for (const CellResult& cell : result.cells) {
        cells.push_back(rigor_of(cell, shadowed_size(result.shadow)));
    }
    if (!cells.empty()) {
        const Rigor all = statistics::weakest(cells);
        result.rigor_bound = statistics::to_text(all.bound);
        result.given = all.given;
        for (const std::string& assumption : all.assumptions) {
            if (std::find(result.assumptions.begin(), result.assumptions.end(), assumption) ==
                result.assumptions.end()) {
                result.assumptions.push_back(assumption);
            }
        }
    }
    if (claim.test.certified) {
        result.rigor_simulation = "none needed";
    } else if (result.shadow.observables.empty()) {
        Rigor none;
        none.shadowed = false;
        result.rigor_simulation = statistics::simulation_text(none);
        result.assumptions.emplace_back(
            "simulation-rounding: the rounding of the simulation moves no mean by more than the margin of "
            "its verdict");
    } else {
        describe_shadow(result);
    }
}

}  // namespace limitcheck::run
