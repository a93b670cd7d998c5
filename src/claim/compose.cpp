#include "limitcheck/claim/compose.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/network/shadow_sampler.hpp"

namespace limitcheck {
namespace {

/// One part of a row: a measurement, where it is made, and the stream that is its own.
struct Piece {
    Measurement measurement;
    std::function<Cell(const Cell&)> cell;
    std::string suffix;
    std::string stream;
};

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Rows of all pieces side by side; `fill` makes one piece's at its place, its stream derived from the key.
template <class Fill>
void assemble(const std::vector<Piece>& pieces, const Cell& cell, random::StreamKey key, std::size_t count,
              std::span<double> out, Fill fill) {
    const std::size_t columns = out.size() / count;
    std::size_t column = 0;
    std::vector<double> rows;
    for (const Piece& piece : pieces) {
        const Cell place = piece.cell(cell);
        const std::size_t width = piece.measurement.observables(place).size();
        rows = unfilled(count * width);
        fill(piece.measurement, place, random::derive(key, piece.stream), std::span(rows));
        for (std::size_t i = 0; i < count; ++i) {
            std::copy_n(rows.begin() + static_cast<std::ptrdiff_t>(i * width), width,
                        out.begin() + static_cast<std::ptrdiff_t>(i * columns + column));
        }
        column += width;
    }
}

/// The conditions of all pieces, each once.
std::string conditions_of(const std::vector<Piece>& pieces) {
    std::vector<std::string> distinct;
    for (const Piece& piece : pieces) {
        const std::string& condition = piece.measurement.void_unless;
        if (!condition.empty() && std::find(distinct.begin(), distinct.end(), condition) == distinct.end()) {
            distinct.push_back(condition);
        }
    }
    return fmt::format("{}", fmt::join(distinct, " and "));
}

Measurement join(std::string description, std::vector<Piece> parts) {
    Measurement joined;
    joined.description = std::move(description);
    joined.batch = 1;
    for (const Piece& piece : parts) {
        joined.batch = std::lcm(joined.batch, piece.measurement.batch);
    }
    const auto pieces = std::make_shared<const std::vector<Piece>>(std::move(parts));
    joined.observables = [pieces](const Cell& cell) {
        std::vector<Observable> all;
        for (const Piece& piece : *pieces) {
            for (Observable& observable : piece.measurement.observables(piece.cell(cell))) {
                observable.name += piece.suffix;
                if (observable.cut) {
                    observable.cut->number += piece.suffix;
                }
                all.push_back(std::move(observable));
            }
        }
        return all;
    };
    joined.cost = [pieces](const Cell& cell) {
        double sum = 0;
        for (const Piece& piece : *pieces) {
            sum += piece.measurement.cost(piece.cell(cell));
        }
        return sum;
    };
    joined.void_unless = conditions_of(*pieces);
    joined.draw = [pieces](const Cell& cell, random::StreamKey key, std::uint64_t first, std::size_t count,
                           std::span<double> out) {
        // Asked of each part by its own condition: a part that has none is never void, and its NaN an error.
        std::vector<char> voids(count, 0);
        assemble(*pieces, cell, key, count, out,
                 [&](const Measurement& piece, const Cell& place, random::StreamKey stream,
                     std::span<double> rows) {
                     piece.draw(place, stream, first, count, rows);
                     const std::size_t width = rows.size() / count;
                     for (std::size_t i = 0; i < count; ++i) {
                         if (is_void(piece, place, rows.subspan(i * width, width), first + i)) {
                             voids[i] = 1;
                         }
                     }
                 });
        const std::size_t columns = out.size() / count;
        for (std::size_t i = 0; i < count; ++i) {
            if (voids[i] != 0) {
                const std::span<double> row = out.subspan(i * columns, columns);
                std::fill(row.begin(), row.end(), not_a_number);
            }
        }
    };
    const bool shadowed = std::any_of(pieces->begin(), pieces->end(), [](const Piece& piece) {
        return static_cast<bool>(piece.measurement.shadow);
    });
    if (shadowed) {
        joined.shadow = [pieces](const Cell& cell, random::StreamKey key, std::size_t count,
                                 std::span<double> out, network::ShadowNoise& noise) {
            assemble(*pieces, cell, key, count, out,
                     [&](const Measurement& piece, const Cell& place, random::StreamKey stream,
                         std::span<double> rows) {
                         if (piece.shadow) {
                             piece.shadow(place, stream, count, rows, noise);
                         }
                     });
        };
    }
    return joined;
}

/// From the row of one draw to one number more, at a cell.
using OfRow = std::function<double(std::span<const double>)>;

/// Adds an observable; `value` is asked once for many draws.
Measurement with_column(Measurement measurement, std::function<Observable(const Cell&)> observable,
                        std::function<OfRow(const Cell&)> value) {
    Measurement computed = measurement;
    computed.observables = [inner = measurement.observables, observable](const Cell& cell) {
        std::vector<Observable> all = inner(cell);
        all.push_back(observable(cell));
        return all;
    };
    // The rows as they are, and one column more.
    const auto extend = [value = std::move(value)](const Cell& cell, std::span<const double> rows,
                                                   std::size_t count, std::span<double> out) {
        const std::size_t columns = out.size() / count;
        const OfRow of_row = value(cell);
        for (std::size_t i = 0; i < count; ++i) {
            const std::span<const double> row = rows.subspan(i * (columns - 1), columns - 1);
            std::copy(row.begin(), row.end(), out.begin() + static_cast<std::ptrdiff_t>(i * columns));
            const bool known = std::none_of(row.begin(), row.end(), [](double x) { return std::isnan(x); });
            out[i * columns + columns - 1] = known ? of_row(row) : not_a_number;
        }
    };
    computed.draw = [inner = std::move(measurement.draw), extend](const Cell& cell, random::StreamKey key,
                                                                  std::uint64_t first, std::size_t count,
                                                                  std::span<double> out) {
        std::vector<double> rows = unfilled(out.size() - count);
        inner(cell, key, first, count, rows);
        extend(cell, rows, count, out);
    };
    if (measurement.shadow) {
        computed.shadow = [inner = std::move(measurement.shadow), extend](
                              const Cell& cell, random::StreamKey key, std::size_t count,
                              std::span<double> out, network::ShadowNoise& noise) {
            std::vector<double> rows = unfilled(out.size() - count);
            inner(cell, key, count, rows, noise);
            extend(cell, rows, count, out);
        };
    }
    return computed;
}

}  // namespace

Measurement side_by_side(std::vector<Measurement> measurements) {
    require(!measurements.empty(), "side_by_side: at least one measurement");
    std::string description;
    std::vector<Piece> pieces;
    for (Measurement& measurement : measurements) {
        description += (description.empty() ? "" : "; beside ") + measurement.description;
        pieces.push_back({std::move(measurement), [](const Cell& cell) { return cell; }, "",
                          fmt::format("side {}", pieces.size())});
    }
    return join(std::move(description), std::move(pieces));
}

Measurement at_cells(const Measurement& measurement, std::vector<Elsewhere> places) {
    require(!places.empty(), "at_cells: at least one cell");
    std::string description = measurement.description;
    std::vector<Piece> pieces;
    for (Elsewhere& place : places) {
        description += pieces.empty() ? " (one draw" : ", one";
        description += place.suffix;
        pieces.push_back({measurement, std::move(place.cell), std::move(place.suffix),
                          fmt::format("place {}", pieces.size())});
    }
    return join(description + ")", std::move(pieces));
}

Measurement with_computed(Measurement measurement, std::function<Observable(const Cell&)> observable,
                          std::function<double(const Cell&, std::span<const double>)> value) {
    return with_column(std::move(measurement), std::move(observable),
                       [value = std::move(value)](const Cell& cell) -> OfRow {
                           return [&value, &cell](std::span<const double> row) { return value(cell, row); };
                       });
}

Measurement with_event(Measurement measurement, std::function<Observable(const Cell&)> event) {
    const auto checked = [event = std::move(event)](const Cell& cell) {
        Observable made = event(cell);
        if (!made.event || !made.cut) {
            throw Error(
                fmt::format("with_event: '{}' does not say which number it cuts; make it by event(name, "
                            "below(number, at)) "
                            "or event(name, above(number, at))",
                            made.name));
        }
        return made;
    };
    const auto inner = measurement.observables;
    return with_column(std::move(measurement), checked, [inner, checked](const Cell& cell) -> OfRow {
        const Cut cut = *checked(cell).cut;
        const std::size_t index = observable_index(inner(cell), cut.number);
        return [index, cut](std::span<const double> row) { return cut.holds(row[index]) ? 1.0 : 0.0; };
    });
}

Measurement with_event(Measurement measurement, Observable event) {
    return with_event(std::move(measurement), [event = std::move(event)](const Cell&) { return event; });
}

std::size_t observable_index(const Measurement& measurement, const Cell& cell, const std::string& name) {
    return observable_index(measurement.observables(cell), name);
}

}  // namespace limitcheck
