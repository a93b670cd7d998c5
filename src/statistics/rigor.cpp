#include "limitcheck/statistics/rigor.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "limitcheck/cell/error.hpp"

namespace limitcheck::statistics {

namespace {

void join(std::vector<std::string>& into, const std::vector<std::string>& more) {
    into.insert(into.end(), more.begin(), more.end());
    std::ranges::sort(into);
    into.erase(std::unique(into.begin(), into.end()), into.end());
}

}  // namespace

std::string_view to_text(BoundRigor rigor) {
    switch (rigor) {
        case BoundRigor::exact:
            return "exact";
        case BoundRigor::interval:
            return "interval";
        case BoundRigor::assumed:
            return "assumed";
    }
    throw std::logic_error("BoundRigor: not one of the three");
}

BoundRigor parse_bound_rigor(std::string_view text) {
    for (const BoundRigor rigor : {BoundRigor::exact, BoundRigor::interval, BoundRigor::assumed}) {
        if (text == to_text(rigor)) {
            return rigor;
        }
    }
    throw Error(fmt::format("rigor '{}': must be exact, interval or assumed", text));
}

std::string simulation_text(const Rigor& rigor) {
    return rigor.shadowed ? fmt::format("shadowed up to n L = {}", rigor.shadowed_size)
                          : std::string("assumed: simulation-rounding");
}

Rigor weakest(std::span<const Rigor> parts) {
    require(!parts.empty(), "rigor: there is nothing to combine");
    Rigor result = parts.front();
    for (const Rigor& part : parts) {
        result.bound = std::max(result.bound, part.bound);
        result.shadowed = result.shadowed && part.shadowed;
        result.shadowed_size = std::min(result.shadowed_size, part.shadowed_size);
        join(result.assumptions, part.assumptions);
        join(result.given, part.given);
    }
    return result;
}

}  // namespace limitcheck::statistics
