// Steps from a cell of a domain to simpler ones, for the search for a smallest counterexample.
#include <algorithm>
#include <array>
#include <charconv>

#include "limitcheck/cell/error.hpp"
#include "limitcheck/claim/domain.hpp"

namespace limitcheck {
namespace {

/// From `least` towards `value` by halves of what is left: the boldest step first, value - 1 last.
template <class Integer>
std::vector<Integer> towards(Integer value, Integer least) {
    std::vector<Integer> steps;
    for (Integer gap = value > least ? value - least : 0; gap > 0; gap /= 2) {
        steps.push_back(value - gap);
    }
    return steps;
}

/// The least sizes of a domain, the least first, and those just below `value`, the boldest first: where the
/// truth is not monotone in a size, halves pass the cells by that are still false. Without those of
/// `towards`.
std::vector<std::uint32_t> near_ends(std::uint32_t value, std::uint32_t least) {
    constexpr std::uint32_t from_least = 8;
    constexpr std::uint32_t below_value = 16;
    std::vector<std::uint32_t> steps = towards(value, least);
    const std::size_t bisected = steps.size();
    const auto offer = [&](std::uint32_t step) {
        if (std::find(steps.begin(), steps.end(), step) == steps.end()) {
            steps.push_back(step);
        }
    };
    for (std::uint32_t up = 1; up <= from_least && least + up < value; ++up) {
        offer(least + up);
    }
    for (std::uint32_t down = std::min(below_value, value > least ? value - least : 0); down > 0; --down) {
        offer(value - down);
    }
    steps.erase(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(bisected));
    return steps;
}

/// The nearest multiples of coarser fractions than the time's own, the coarsest first.
std::vector<Time> rounder(Time time) {
    std::vector<Time> times;
    for (const std::uint32_t parts : {1U, 2U, 4U, 8U, 16U}) {
        const std::uint32_t unit = Time::unit / parts;
        if (time.billionths() % unit == 0) {
            break;
        }
        const std::uint64_t below = std::uint64_t{time.billionths()} / unit * unit;
        for (const std::uint64_t near : {below + unit, below}) {
            const Time candidate = Time::of_billionths(near);
            if (near > 0 && std::find(times.begin(), times.end(), candidate) == times.end()) {
                times.push_back(candidate);
            }
        }
    }
    return times;
}

/// The rows that an id of `data` names, as `rows:I` or `rows:I:J`; nothing for synthetic inputs.
std::vector<std::size_t> rows_of(std::string_view id) {
    constexpr std::string_view prefix = "rows:";
    std::vector<std::size_t> rows;
    if (id.starts_with(prefix)) {
        const char* at = id.data() + prefix.size();
        const char* const end = id.data() + id.size();
        while (at < end) {
            std::size_t row = 0;
            at = std::from_chars(at, end, row).ptr + 1;
            rows.push_back(row);
        }
    }
    return rows;
}

/// Inputs of earlier rows, or of earlier listed pairs.
std::vector<Inputs> earlier_rows(const DataSet& data, const std::vector<std::size_t>& rows) {
    std::vector<Inputs> inputs;
    if (rows.size() == 2 && !data.pairs.empty()) {
        const auto place =
            std::find(data.pairs.begin(), data.pairs.end(), std::array<std::size_t, 2>{rows[0], rows[1]}) -
            data.pairs.begin();
        for (const std::size_t earlier : towards<std::size_t>(static_cast<std::size_t>(place), 0)) {
            inputs.push_back(data.inputs({data.pairs[earlier].begin(), data.pairs[earlier].end()}));
        }
        return inputs;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const std::size_t row : towards<std::size_t>(rows[i], 0)) {
            if (std::find(rows.begin(), rows.end(), row) == rows.end()) {
                std::vector<std::size_t> earlier = rows;
                earlier[i] = row;
                inputs.push_back(data.inputs(earlier));
            }
        }
    }
    return inputs;
}

}  // namespace

std::vector<SimplerCell> Domain::simpler(const Cell& cell, const DataSet* data, Coordinate first) const {
    std::vector<SimplerCell> cells;
    const auto offer = [&](Coordinate changed, auto change) {
        SimplerCell simpler{cell, changed};
        change(simpler.cell);
        std::string why;
        if (!(simpler.cell == cell) && contains(simpler.cell, why) && (!limit_ || limit_(simpler.cell))) {
            cells.push_back(std::move(simpler));
        }
    };
    const auto offer_all = [&](Coordinate changed) {
        switch (changed) {
            case Coordinate::width:
                for (const std::uint32_t width : towards(cell.width, least_width_)) {
                    offer(changed, [&](Cell& c) { c.width = width; });
                }
                break;
            case Coordinate::depth:
                for (const std::uint32_t depth : towards(cell.depth, least_depth_)) {
                    offer(changed, [&](Cell& c) { c.depth = depth; });
                }
                break;
            case Coordinate::sizes:
                for (const std::uint32_t width : towards(cell.width, least_width_)) {
                    const std::uint64_t depth = std::uint64_t{cell.depth} * width / cell.width;
                    offer(changed, [&](Cell& c) {
                        c.width = width;
                        c.depth = static_cast<std::uint32_t>(depth);
                    });
                }
                // A boundary at a product n L has many corners, and lowering one size alone stops at any of
                // them.
                for (const std::uint32_t width : towards(cell.width, least_width_)) {
                    const std::uint64_t product = std::uint64_t{cell.width} * cell.depth;
                    const std::uint64_t depth = (product + width - 1) / width;
                    if (depth <= most_depth_) {
                        offer(changed, [&](Cell& c) {
                            c.width = width;
                            c.depth = static_cast<std::uint32_t>(depth);
                        });
                    }
                }
                break;
            case Coordinate::time:
                for (const Time time : rounder(cell.time)) {
                    offer(changed, [&](Cell& c) { c.time = time; });
                }
                break;
            case Coordinate::inputs: {
                const std::vector<std::size_t> rows = rows_of(cell.inputs.id());
                if (!rows.empty()) {
                    require(data != nullptr, "Domain::simpler: rows of a file need the file");
                    for (const Inputs& inputs : earlier_rows(*data, rows)) {
                        offer(changed, [&](Cell& c) { c.inputs = inputs; });
                    }
                    break;
                }
                for (const std::string& id : inputs_) {
                    if (id == cell.inputs.id()) {
                        break;
                    }
                    offer(changed, [&](Cell& c) { c.inputs = Inputs::parse(id); });
                }
                break;
            }
            case Coordinate::order:
                if (cell.order) {
                    for (const Order& order : cell.order->simpler()) {
                        offer(changed, [&](Cell& c) { c.order = order; });
                    }
                }
                break;
        }
    };
    constexpr std::array all{Coordinate::time,  Coordinate::inputs, Coordinate::order,
                             Coordinate::width, Coordinate::depth,  Coordinate::sizes};
    const auto start = static_cast<std::size_t>(first);
    for (std::size_t i = 0; i < all.size(); ++i) {
        offer_all(all[(start + i) % all.size()]);
    }
    for (const std::uint32_t width : near_ends(cell.width, least_width_)) {
        offer(Coordinate::width, [&](Cell& c) { c.width = width; });
    }
    for (const std::uint32_t depth : near_ends(cell.depth, least_depth_)) {
        offer(Coordinate::depth, [&](Cell& c) { c.depth = depth; });
    }
    return cells;
}

}  // namespace limitcheck
