#include "rounding.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "limitcheck/run/shadow.hpp"
#include "number.hpp"

namespace limitcheck::report {

std::vector<std::string> shadow_in_words(const run::ShadowResult& shadow) {
    std::vector<std::string> lines;
    for (const run::ShadowGap& gap : shadow.observables) {
        lines.push_back(
            fmt::format("{}: at most {} of its scale times sqrt n + sqrt L was lost; {:g} times that "
                        "widens its bounds",
                        gap.observable, display(gap.gap, 2, Toward::up), run::shadow_safety));
    }
    if (!lines.empty()) {
        std::vector<std::string> cells;
        for (const run::ShadowedCell& at : shadow.cells) {
            cells.push_back(fmt::format("{} ({})", at.cell, at.networks));
        }
        lines.push_back(fmt::format("networks repeated in high precision: {}", fmt::join(cells, ", ")));
    }
    return lines;
}

std::vector<std::string> cuts_in_words(const std::vector<run::CellResult>& cells) {
    // The part of an event whose threshold was moved furthest.
    std::vector<const run::PartResult*> furthest;
    for (const run::CellResult& cell : cells) {
        for (const run::PartResult& part : cell.parts) {
            if (!part.cut) {
                continue;
            }
            const auto known = std::find_if(furthest.begin(), furthest.end(), [&](const auto* other) {
                return other->observable == part.observable;
            });
            if (known == furthest.end()) {
                furthest.push_back(&part);
            } else if (part.widening > (*known)->widening) {
                *known = &part;
            }
        }
    }
    std::vector<std::string> lines;
    for (const run::PartResult* part : furthest) {
        lines.push_back(
            fmt::format("{}: counted where {} is {} {}, a threshold that was moved by at most {}, "
                        "for each verdict to its harder side",
                        part->observable, part->cut->number, part->cut->side,
                        display(part->cut->stated.mid(), 6), display(part->widening, 2, Toward::up)));
    }
    return lines;
}

std::vector<std::string> rounding_in_words(const run::ShadowResult& shadow,
                                           const std::vector<run::CellResult>& cells) {
    std::vector<std::string> lines = shadow_in_words(shadow);
    for (std::string& line : cuts_in_words(cells)) {
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace limitcheck::report
