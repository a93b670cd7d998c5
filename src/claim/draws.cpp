#include "limitcheck/claim/draws.hpp"

#include <algorithm>
#include <limits>

#include "limitcheck/cell/error.hpp"

namespace limitcheck {

Measurement draws(std::string description, std::vector<Observable> observables, DrawRow row,
                  std::function<double(const Cell&)> cost) {
    require(!observables.empty(), "draws: at least one observable");
    const std::size_t columns = observables.size();
    Measurement measurement;
    measurement.description = std::move(description);
    measurement.observables = [observables = std::move(observables)](const Cell&) { return observables; };
    measurement.draw = [row = std::move(row), columns](const Cell& cell, random::StreamKey key,
                                                       std::uint64_t first, std::size_t count,
                                                       std::span<double> out) {
        for (std::size_t i = 0; i < count; ++i) {
            DrawStream stream(key, first + i);
            const std::span<double> filled = out.subspan(i * columns, columns);
            std::fill(filled.begin(), filled.end(), std::numeric_limits<double>::quiet_NaN());
            row(cell, stream, filled);
        }
    };
    measurement.cost = cost ? std::move(cost) : [](const Cell&) { return 1.0; };
    return measurement;
}

}  // namespace limitcheck
