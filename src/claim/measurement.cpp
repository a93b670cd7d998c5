#include "limitcheck/claim/measurement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "limitcheck/cell/error.hpp"

namespace limitcheck {

std::vector<double> unfilled(std::size_t size) {
    return std::vector<double>(size, std::numeric_limits<double>::quiet_NaN());
}

bool is_void(const Measurement& measurement, const Cell& cell, std::span<const double> row,
             std::uint64_t number) {
    if (!measurement.void_unless.empty() && std::isnan(row.front())) {
        return true;
    }
    const auto broken = std::find_if_not(row.begin(), row.end(), [](double x) { return std::isfinite(x); });
    if (broken != row.end()) {
        const std::vector<Observable> observables = measurement.observables(cell);
        throw Error(fmt::format(
            "draw {}: '{}' is {}; give every observable a finite number (where the statement is conditional, "
            "void_unless(condition, measurement) says so, and NaN in the first observable makes a draw void)",
            number, observables.at(static_cast<std::size_t>(broken - row.begin())).name, *broken));
    }
    return false;
}

void fill_events(std::span<const Observable> observables, std::span<double> row) {
    for (std::size_t i = 0; i < observables.size(); ++i) {
        if (const std::optional<Cut>& cut = observables[i].cut) {
            const double x = row[observable_index(observables, cut->number)];
            row[i] = std::isnan(x) ? x : cut->holds(x) ? 1 : 0;
        }
    }
}

std::size_t observable_index(std::span<const Observable> observables, const std::string& name) {
    const auto named = [&](const Observable& observable) { return observable.name == name; };
    const auto found = std::find_if(observables.begin(), observables.end(), named);
    if (found == observables.end()) {
        throw Error(fmt::format("the observable '{}' is not measured; name one that is", name));
    }
    if (std::find_if(found + 1, observables.end(), named) != observables.end()) {
        throw Error(fmt::format("two observables are named '{}'; rename one of the two", name));
    }
    return static_cast<std::size_t>(found - observables.begin());
}

}  // namespace limitcheck
